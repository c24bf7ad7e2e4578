package vitexplain.comparison;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vitexplain.base.Refusal;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Section;
import vitexplain.run.table.FileMark;
import vitexplain.run.table.Table;

/**
 * One of the two run folders, as its manifest tells.
 *
 * @param folder read only
 * @param manifest of it
 */
record Side(RunFolder folder, Manifest manifest) {
  static final String BENCH = "bench";
  static final String EVALUATE = "evaluate";

  /**
   * Opens a folder.
   *
   * @throws Refusal if it is missing or holds neither benchmarks nor an evaluation, or a file that
   *     was altered
   */
  static Side of(RunFolder folder) {
    if (!Files.isDirectory(folder.root())) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "run folder '%s' does not exist. Make one with: run-bench.sh bench --out %s",
              folder.root(),
              folder.root()));
    }
    Side side = new Side(folder, Manifest.of(folder));
    if (side.section(BENCH).isEmpty() && side.section(EVALUATE).isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "'%s' is no run folder: it has no manifest.json with benchmarks or an evaluation."
                  + " Give a folder that bench or evaluate wrote.",
              folder.root()));
    }
    side.requireUnaltered();
    return side;
  }

  Optional<Section> section(String command) {
    return manifest.section(command);
  }

  String name() {
    return "'" + folder.root() + "'";
  }

  /** A file's rows, none if there is no file. */
  <R> List<R> rows(Table<R> table) {
    return table.readIfPresent();
  }

  /**
   * Refuses files that were altered after the run wrote them, where their hashes are known. A
   * folder that is kept without its samples has its other files checked.
   */
  private void requireUnaltered() {
    if (folder.samples().exists() && isWhole()) {
      folder.verify();
      return;
    }
    for (Section section : manifest.sections().values()) {
      section.files().forEach(this::requireUnaltered);
    }
  }

  private boolean isWhole() {
    return section(EVALUATE).filter(section -> !section.end().isEmpty()).isPresent();
  }

  private void requireUnaltered(String name, FileMark mark) {
    Path file = folder.root().resolve(name);
    if (Files.exists(file)) {
      mark.require(file);
    }
  }

  /** What a command was called with, as texts by key; nothing without one. */
  Map<String, String> config(String command) {
    return section(command).map(Section::config).orElse(Map.of());
  }
}
