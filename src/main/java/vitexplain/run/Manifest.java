package vitexplain.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vitexplain.base.AtomicFile;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;

/**
 * Where every number of a run folder comes from: {@code manifest.json}, sorted and indented.
 *
 * <p>Each command that writes into the folder has a section of its own with its own environment,
 * because benchmarks and evaluation may run on different days and machines.
 *
 * @param sections by command: {@code bench}, {@code evaluate}
 */
public record Manifest(Map<String, Section> sections) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
          .defaultPrettyPrinter(
              new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  public Manifest {
    sections = Collections.unmodifiableMap(new TreeMap<>(sections));
  }

  /**
   * The folder's manifest, without sections if it has none yet.
   *
   * @throws Refusal if the file is not a manifest
   */
  public static Manifest of(RunFolder folder) {
    Path file = folder.manifest();
    if (!Files.exists(file)) {
      return new Manifest(Map.of());
    }
    try {
      return JSON.readValue(file.toFile(), Manifest.class);
    } catch (IOException e) {
      throw Refusal.request(
          "%s is not a manifest this version can read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Puts a command's section into the folder's manifest; other commands' sections stay. */
  public static void record(RunFolder folder, String command, Section section) {
    Map<String, Section> all = new TreeMap<>(of(folder).sections);
    all.put(command, section);
    AtomicFile.write(folder.manifest(), new Manifest(all).json());
  }

  /** Removes a command's section from the folder's manifest. */
  public static void forget(RunFolder folder, String command) {
    Map<String, Section> all = new TreeMap<>(of(folder).sections);
    if (all.remove(command) != null) {
      AtomicFile.write(folder.manifest(), new Manifest(all).json());
    }
  }

  public Optional<Section> section(String command) {
    return Optional.ofNullable(sections.get(command));
  }

  /**
   * Refuses to go on with other options than a command began with.
   *
   * @throws Refusal naming each option that differs
   */
  public void requireSameConfig(String command, Map<String, String> config) {
    Section before = sections.get(command);
    if (before == null || before.configSha256().equals(Sha256.of(config))) {
      return;
    }
    Map<String, String> differing = new TreeMap<>();
    TreeMap<String, String> keys = new TreeMap<>(before.config());
    keys.putAll(config);
    for (String key : keys.keySet()) {
      String was = before.config().getOrDefault(key, "unset");
      String now = config.getOrDefault(key, "unset");
      if (!was.equals(now)) {
        differing.put(key, was + " -> " + now);
      }
    }
    throw Refusal.request(
        "'%s' began with other options (%s). Resume with the same ones, or give --overwrite."
            .formatted(command, differing));
  }

  /** The file's text. */
  public String json() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError("records of text and numbers always serialise", e);
    }
  }
}
