package vitexplain.run;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import vitexplain.base.AtomicFile;
import vitexplain.base.JsonFile;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;
import vitexplain.run.provenance.Section;

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

  /**
   * The file.
   *
   * @param sha256 of the sections as this program writes them, so that an edit is noticed; empty in
   *     a file that an earlier version wrote
   */
  private record Stored(
      @JsonSetter(contentNulls = Nulls.FAIL) Map<String, Section> sections,
      @JsonSetter(nulls = Nulls.AS_EMPTY) String sha256) {}

  public Manifest {
    sections.values().forEach(Objects::requireNonNull);
    sections = Collections.unmodifiableMap(new TreeMap<>(sections));
  }

  /**
   * The folder's manifest, without sections if it has none yet.
   *
   * @throws Refusal if the file is not a manifest, or was edited since it was written
   */
  public static Manifest of(RunFolder folder) {
    Path file = folder.manifest();
    if (!Files.exists(file)) {
      return new Manifest(Map.of());
    }
    Stored stored = stored(file);
    Manifest manifest = new Manifest(stored.sections);
    boolean hashed = manifest.sections.values().stream().anyMatch(s -> !s.runs().isEmpty());
    if ((hashed || !stored.sha256.isEmpty()) && !stored.sha256.equals(manifest.sha256())) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s was edited after the run wrote it: its SHA-256 is not the one that it holds. Restore it, or start again with --overwrite.",
              file));
    }
    return manifest;
  }

  private static Stored stored(Path file) {
    try {
      return JSON.treeToValue(JsonFile.object(file), Stored.class);
    } catch (Refusal other) {
      throw unreadable(file, other.getMessage(), other);
    } catch (JsonProcessingException e) {
      throw unreadable(file, JsonFile.problem(e), e);
    } catch (IOException e) {
      throw unreadable(file, e.toString(), e);
    }
  }

  private static Refusal unreadable(Path file, String found, Exception cause) {
    return Refusal.request(
        String.format(
            Locale.ROOT,
            "%s is not a manifest this version can read (%s). Restore it, or start again with --overwrite.",
            file,
            found),
        cause);
  }

  /** Whether the folder has a manifest that can be read, or none. */
  public static boolean isReadable(RunFolder folder) {
    try {
      of(folder);
      return true;
    } catch (Refusal unreadable) {
      return false;
    }
  }

  /**
   * Puts a command's section into the folder's manifest; other commands' sections stay, but for the
   * marks of files that the command added to.
   */
  public static void record(RunFolder folder, String command, Section section) {
    Map<String, Section> all = new TreeMap<>(of(folder).sections);
    all.replaceAll((other, before) -> before.withSharedFilesOf(section, RunPart::isShared));
    all.put(command, section);
    AtomicFile.write(folder.manifest(), new Manifest(all).json());
  }

  /** Removes a command's section from the folder's manifest, or the manifest if it is none. */
  public static void forget(RunFolder folder, String command) {
    Map<String, Section> all;
    try {
      all = new TreeMap<>(of(folder).sections);
    } catch (Refusal unreadable) {
      OldRun.removeTree(folder.manifest());
      return;
    }
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
    throw Refusal.request(
        String.format(
            Locale.ROOT,
            "'%s' began with other settings or files: %s. Resume with the same ones, or give --overwrite.",
            command,
            ConfigChange.words(before.config(), config)));
  }

  /** The file's text. */
  public String json() {
    return text(new Stored(sections, sha256())) + "\n";
  }

  private String sha256() {
    return Sha256.of(List.of(text(sections)));
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("records of text and numbers always serialise", e);
    }
  }
}
