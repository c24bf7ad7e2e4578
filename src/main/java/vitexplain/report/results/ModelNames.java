package vitexplain.report.results;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * How models are called in titles and tables: a folder by its own name, with a short hash of the
 * path where another folder has the same; names of a hub, shapes and embedded models as they are.
 *
 * @param shown by a model's name in the run's files
 */
public record ModelNames(Map<String, String> shown) {

  public ModelNames {
    shown = Map.copyOf(shown);
  }

  /** Of all models of a run. */
  public static ModelNames of(Collection<String> names) {
    Map<String, Integer> sharing = new HashMap<>();
    TreeSet<String> all = new TreeSet<>(names);
    all.forEach(name -> sharing.merge(plain(name), 1, Integer::sum));
    Map<String, String> shown = new HashMap<>();
    all.forEach(
        name -> shown.put(name, sharing.get(plain(name)) == 1 ? plain(name) : hashed(name)));
    return new ModelNames(shown);
  }

  /** The name to show; of a model that is none of the run's, its folder's name. */
  public String shown(String name) {
    return shown.getOrDefault(name, plain(name));
  }

  /** Whether a shown name may stand for a model. */
  static boolean stands(String shown, String name) {
    return shown.equals(plain(name)) || shown.equals(hashed(name));
  }

  /** A folder's own name; a name on a hub stays as it is. */
  public static String plain(String name) {
    boolean local = name.startsWith(".") || name.startsWith("~") || isAbsolute(name);
    String path = name.replaceFirst("[/\\\\]+$", "");
    return local || name.endsWith("/")
        ? Optional.of(path.replaceFirst(".*[/\\\\]", "")).filter(s -> !s.isEmpty()).orElse(name)
        : path;
  }

  private static boolean isAbsolute(String name) {
    return name.startsWith("/") || name.matches("[A-Za-z]:[/\\\\].*");
  }

  /** It tells two folders apart, and guards nothing. */
  private static String hashed(String name) {
    CRC32 hash = new CRC32();
    hash.update(name.getBytes(StandardCharsets.UTF_8));
    return plain(name) + " #" + String.format(Locale.ROOT, "%08x", hash.getValue());
  }
}
