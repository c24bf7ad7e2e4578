package vitexplain.vit;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vitexplain.base.Refusal;

/**
 * A model by its name, its place and the hashes of its files: plain data by which another process
 * finds the same one. What is read from files lies at the same path everywhere.
 *
 * @param name what the user called it
 * @param directory where its files lie, absolute; empty if it has none
 * @param options what the user says beside them, by option as {@link ModelSettings.Text#byOption};
 *     paths are absolute
 * @param hashes of its files, by what they hold
 */
public record ModelReference(
    String name, String directory, Map<String, String> options, Map<String, String> hashes)
    implements Serializable {

  public ModelReference {
    options = Map.copyOf(options);
    hashes = Map.copyOf(hashes);
  }

  /**
   * Reads all of its files.
   *
   * @param said what the user says beside them, which {@code source} has
   */
  public static ModelReference of(ModelSource source, ModelSettings.Text said) {
    Map<String, String> options = new TreeMap<>(said.byOption());
    options.replaceAll((option, text) -> isFile(option, text) ? absolute(Path.of(text)) : text);
    String directory = source instanceof ModelDirectory files ? absolute(files.directory()) : "";
    return new ModelReference(source.name(), directory, options, hashes(source));
  }

  private static boolean isFile(String option, String text) {
    return option.equals("classes")
        || (option.equals("preprocessor") && Files.isRegularFile(Path.of(text)));
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  private static Map<String, String> hashes(ModelSource source) {
    return Map.of(
        "weights",
        source.sha256(),
        "config.json",
        source.configSha256(),
        "preprocessor",
        source.preprocessorSha256());
  }

  /**
   * The model as this machine has it.
   *
   * @throws Refusal if it is not there, or is another one
   */
  public ModelSource source() {
    if (!directory.isEmpty() && !Files.isDirectory(Path.of(directory))) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "model '%s' is expected in '%s', and there is no such directory. Every machine needs the model's files at the same path.",
              name,
              directory));
    }
    ModelSource found =
        directory.isEmpty()
            ? ModelShape.named(name)
            : new ModelDirectory(name, Path.of(directory), text().settings());
    requireSame(hashes(found));
    return found;
  }

  private ModelSettings.Text text() {
    return new ModelSettings.Text(option("image-size"), option("classes"), option("preprocessor"));
  }

  private Optional<String> option(String option) {
    return Optional.ofNullable(options.get(option));
  }

  private void requireSame(Map<String, String> found) {
    new TreeMap<>(hashes)
        .forEach(
            (what, hash) -> {
              if (!hash.equals(found.get(what))) {
                throw Refusal.request(
                    String.format(
                        Locale.ROOT,
                        "model '%s' in '%s': the SHA-256 of the %s is %s, and the study began with %s. Every machine needs the same files.",
                        name,
                        directory,
                        what,
                        found.get(what),
                        hash));
              }
            });
  }
}
