package vitexplain.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vitexplain.base.Refusal;
import vitexplain.base.RunningSha256;
import vitexplain.run.row.CurveRow;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.ProgressRow;
import vitexplain.run.table.AppendOnly;
import vitexplain.run.table.Growth;
import vitexplain.run.table.Schema;
import vitexplain.run.table.Table;

/**
 * What of an evaluation is whole on disk: the images that {@code progress.csv} marks, every row of
 * theirs known by its hash to be the one that was measured. Looking changes nothing.
 */
public final class Committed {

  /**
   * A growing file at the last mark.
   *
   * @param behind images of rows behind the mark, with the line each begins on
   */
  private record State(Path file, long length, RunningSha256 hash, Map<String, Long> behind) {}

  private final List<ProgressRow> rows;
  private final long progressLength;
  private final Map<String, State> states;
  private final List<ImageRow> images;

  private Committed(
      List<ProgressRow> rows,
      long progressLength,
      Map<String, State> states,
      List<ImageRow> images) {
    this.rows = List.copyOf(rows);
    this.progressLength = progressLength;
    this.states = Map.copyOf(states);
    this.images = List.copyOf(images);
  }

  /**
   * Reads what is there; nothing is whole where nothing is there.
   *
   * @throws Refusal naming the file and the lines that are not what the run wrote
   */
  public static Committed in(RunFolder folder) {
    Table<ProgressRow> progress = folder.table(ProgressRow.SCHEMA);
    try {
      if (!progress.exists()) {
        requireNoSamples(folder);
        return nothing();
      }
      String text = wholeLines(Files.readAllBytes(progress.file()));
      List<ProgressRow> rows = text.isEmpty() ? List.of() : progress.parse(text);
      return rows.isEmpty() ? begun(folder) : of(folder, rows, text);
    } catch (IOException e) {
      throw Refusal.request(
          String.format(Locale.ROOT, "the samples in '%s' cannot be read: %s", folder.root(), e),
          e);
    }
  }

  /** A version without hashes wrote the folder: its rows cannot be checked. */
  static boolean isUnhashed(RunFolder folder) {
    Path file = folder.table(ProgressRow.SCHEMA).file();
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines.findFirst().filter(ProgressRow.UNHASHED::equals).isPresent();
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static Committed nothing() {
    return new Committed(List.of(), 0, Map.of(), List.of());
  }

  /** No image is whole; rows of the first may stand behind the headers. */
  private static Committed begun(RunFolder folder) throws IOException {
    Map<String, State> states = new LinkedHashMap<>();
    for (Table<?> table : growing(folder)) {
      if (table.exists() && Files.size(table.file()) > table.header().length) {
        try (Growth growth = Growth.open(table)) {
          states.put(table.schema().fileName(), state(table, growth));
        }
      }
    }
    return new Committed(List.of(), 0, states, List.of());
  }

  private static Committed of(RunFolder folder, List<ProgressRow> rows, String text)
      throws IOException {
    Map<String, State> states = new LinkedHashMap<>();
    List<Table<?>> growing = growing(folder);
    for (int k = 0; k < growing.size(); k++) {
      Table<?> table = growing.get(k);
      try (Growth growth = Growth.open(table)) {
        for (ProgressRow row : rows) {
          if (!growth.reaches(row.files().get(k))) {
            throw growth.altered(row.image(), row.files().get(k), row.equals(rows.get(0)));
          }
        }
        states.put(table.schema().fileName(), state(table, growth));
      }
    }
    List<ImageRow> images = folder.table(ImageRow.SCHEMA).first(rows.size());
    requireSameImages(folder, rows, images);
    return new Committed(rows, text.getBytes(StandardCharsets.UTF_8).length, states, images);
  }

  private static List<Table<?>> growing(RunFolder folder) {
    List<Table<?>> tables = new ArrayList<>();
    for (Schema<?> schema : ProgressRow.GROWING) {
      tables.add(
          schema.equals(CurveRow.SCHEMA) ? folder.samples().growing() : folder.table(schema));
    }
    return tables;
  }

  private static State state(Table<?> table, Growth growth) throws IOException {
    return new State(table.file(), growth.position(), growth.hash(), growth.imagesBehind());
  }

  /** The names in progress.csv are in no hash. */
  private static void requireSameImages(
      RunFolder folder, List<ProgressRow> rows, List<ImageRow> images) {
    List<String> marked = rows.stream().map(ProgressRow::image).toList();
    if (!marked.equals(images.stream().map(ImageRow::image).toList())) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s was altered after the run wrote it: its images are not those of images.csv. Restore it, or start again with --overwrite.",
              folder.table(ProgressRow.SCHEMA).file()));
    }
  }

  private static void requireNoSamples(RunFolder folder) {
    if (folder.samples().exists()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "run folder '%s' has %s but no progress.csv, so it is unknown which images are complete. Start again with --overwrite.",
              folder.root(),
              folder.samples().growing().schema().fileName()));
    }
  }

  /** Without a line that an interruption left torn at the end. */
  static String wholeLines(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  /** The images that are whole, in order. */
  public List<ImageRow> images() {
    return images;
  }

  /** Their names. */
  public List<String> names() {
    return rows.stream().map(ProgressRow::image).toList();
  }

  /** Bytes of progress.csv that hold the marks. */
  long progressLength() {
    return progressLength;
  }

  /** The file as it goes on from the last mark, cut there. */
  <R> AppendOnly<R> open(Table<R> table) throws IOException {
    State state = states.get(table.schema().fileName());
    return state == null || rows.isEmpty()
        ? AppendOnly.empty(table)
        : AppendOnly.at(table, state.length(), state.hash().copy());
  }

  /**
   * Refuses to go on with other images than these, behind rows of other images than those still to
   * be done, or with samples in the form of an earlier version.
   *
   * @param plan every image of the evaluation, in order
   */
  public void requireBeginningOf(RunFolder folder, List<String> plan) {
    folder.samples().requireCurrent();
    for (int i = 0; i < rows.size(); i++) {
      String image = rows.get(i).image();
      String planned = i < plan.size() ? "'" + plan.get(i) + "'" : "no more images";
      if (!planned.equals("'" + image + "'")) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "run folder '%s': image %d was '%s', now %s is planned. Resume with the same images in the same order, or give --overwrite.",
                folder.root(),
                i + 1,
                image,
                planned));
      }
    }
    requireBehind(Set.copyOf(plan.subList(rows.size(), plan.size())));
  }

  /** Refuses another number of images than the manifest tells. */
  void requireCount(int planned) {
    if (rows.size() != planned) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "progress.csv lists %d images, manifest.json %d: lines were removed after the run wrote it. Restore it, or give evaluate --resume, which evaluates the missing ones again.",
              rows.size(),
              planned));
    }
  }

  /** Refuses rows behind the last mark: the evaluation ended, so there can be none. */
  void requireNothingBehind() {
    requireBehind(Set.of());
  }

  /** Refuses rows behind the last mark that are not all of one image still to be done. */
  void requireOneImageBehind() {
    Set<String> behind = new LinkedHashSet<>();
    states.values().forEach(state -> behind.addAll(state.behind().keySet()));
    behind.removeAll(names());
    requireBehind(behind.stream().limit(1).collect(Collectors.toSet()));
  }

  private void requireBehind(Set<String> possible) {
    List<State> all = new ArrayList<>(states.values());
    for (State state : all) {
      state
          .behind()
          .forEach(
              (image, line) -> {
                if (!possible.contains(image)) {
                  throw Refusal.request(
                      String.format(
                          Locale.ROOT,
                          "%s, line %d: a row of image '%s', which the run did not write there. Restore the file, or start again with --overwrite.",
                          state.file(),
                          line,
                          image));
                }
              });
    }
  }
}
