package vitexplain.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import vitexplain.base.Refusal;
import vitexplain.run.RunFolder;

/**
 * A report that is drawn inside its run folder, but aside from the one that readers see.
 *
 * @param target the run folder
 * @param folder where figures, tables and page are drawn
 */
record Draft(RunFolder target, RunFolder folder) {

  /** Hidden, so that no command takes it for a result. */
  private static final String NAME = ".report";

  private static final List<String> KINDS = List.of(".png", ".svg", ".csv", ".tex", ".bib");

  /** An empty draft; what an interrupted report left of an earlier one is removed. */
  static Draft begin(RunFolder target) {
    Draft draft = new Draft(target, new RunFolder(target.root().resolve(NAME)));
    draft.discard();
    return draft;
  }

  /**
   * Puts the draft in the place of the earlier report. At every moment the files that a page links
   * to are there: new ones come before the new page, old ones go after it.
   *
   * @throws Refusal if a file cannot be moved or removed
   */
  void publish() {
    try {
      List<Path> figures = moved(folder.figures(), target.figures());
      List<Path> tables = moved(folder.tables(), target.tables());
      move(folder.page(), target.page());
      removeOthers(target.figures(), figures);
      removeOthers(target.tables(), tables);
    } catch (IOException e) {
      throw Refusal.request(
          String.format(Locale.ROOT, "the report in '%s' cannot be replaced: %s", target.root(), e),
          e);
    }
    discard();
  }

  /** Where the files of a folder stand now. */
  private static List<Path> moved(Path from, Path to) throws IOException {
    List<Path> places = new ArrayList<>();
    for (Path file : files(from)) {
      Files.createDirectories(to);
      Path place = to.resolve(file.getFileName());
      move(file, place);
      places.add(place);
    }
    return places;
  }

  /** In one step, also over a file that is there: both lie in one run folder. */
  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes what a report leaves, but for these; a reader's own files stay. */
  private static void removeOthers(Path directory, List<Path> kept) throws IOException {
    for (Path file : files(directory)) {
      if (!kept.contains(file) && KINDS.stream().anyMatch(file.toString()::endsWith)) {
        Files.delete(file);
      }
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void discard() {
    if (!Files.exists(folder.root())) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder.root())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw Refusal.request(
          String.format(Locale.ROOT, "'%s' cannot be removed: %s", folder.root(), e), e);
    }
  }
}
