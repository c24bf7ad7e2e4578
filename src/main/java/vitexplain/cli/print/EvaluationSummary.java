package vitexplain.cli.print;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import vitexplain.dataset.UniformMasks;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Bfloat16Error;
import vitexplain.run.provenance.Counts;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.FailureRow;
import vitexplain.run.row.SummaryRow;
import vitexplain.statistics.Estimate;
import vitexplain.study.Evaluation;

/** The main numbers of an evaluation, as a table on the terminal. */
public final class EvaluationSummary {
  private static final List<String> COLUMNS =
      List.of("srg", "deletion_auc", "insertion_auc", "ap_fg", "miou", "pixel_acc");

  private static final String NO_INTERVAL = "[n too small]";

  private EvaluationSummary() {}

  public static void print(RunFolder folder, Counts counts, PrintWriter out, PrintWriter err) {
    Map<String, Map<String, String>> table = new LinkedHashMap<>();
    Set<String> measured = new HashSet<>();
    String fill = null;
    for (SummaryRow row : folder.table(SummaryRow.SCHEMA).read()) {
      boolean curve = !row.fill().isEmpty() && row.level().isEmpty();
      fill = fill == null && curve ? row.fill() : fill;
      boolean shown =
          row.fill().isEmpty()
              ? row.level().isEmpty() || row.level().equals("0.50")
              : curve && row.fill().equals(fill);
      if (shown && row.isPlain() && COLUMNS.contains(row.metric())) {
        measured.add(row.metric());
        table
            .computeIfAbsent(row.method(), method -> new LinkedHashMap<>())
            .put(row.metric(), cell(row));
      }
    }
    out.printf(
        Locale.ROOT,
        "%s, %d failed, %d degenerate maps%s%n",
        images(folder, counts),
        counts.failed(),
        counts.degenerate(),
        fill == null ? "" : "; occlusion strategy: " + fill);
    List<String> columns = COLUMNS.stream().filter(measured::contains).toList();
    print(table, columns, out);
    Manifest.of(folder)
        .section(Evaluation.COMMAND)
        .ifPresent(
            run -> {
              Bfloat16Error.of(run).ifPresent(error -> out.println(error.sentence()));
              out.println(time(run));
            });
    UniformMasks masks = Evaluation.uniformMasks(folder);
    MaskRemark.print(
        masks.empty(),
        "foreground",
        "metrics that need foreground are undefined there and left out of their means.",
        out);
    MaskRemark.print(
        masks.full(),
        "background",
        "every map lies inside the object there, which says nothing about the methods.",
        out);
    for (FailureRow failure : folder.table(FailureRow.SCHEMA).readIfPresent()) {
      if (failure.isOfAnImage()) {
        err.printf(
            Locale.ROOT,
            "failed: %s (%s): %s%n",
            failure.image(),
            failure.stage(),
            failure.reason());
      } else {
        err.printf(Locale.ROOT, "left out: '%s' %s%n", failure.stage(), failure.reason());
      }
    }
  }

  private static String images(RunFolder folder, Counts counts) {
    String planned = Integer.toString(counts.planned());
    String available =
        Manifest.of(folder)
            .section(Evaluation.COMMAND)
            .map(run -> run.notes().getOrDefault("images_available", planned))
            .orElse(planned);
    return available.equals(planned)
        ? planned + " images"
        : planned + " of " + available + " images";
  }

  private static void print(
      Map<String, Map<String, String>> table, List<String> columns, PrintWriter out) {
    out.printf(Locale.ROOT, "%-18s", "");
    columns.forEach(column -> out.printf(Locale.ROOT, " %-22s", column));
    out.println();
    table.forEach(
        (method, cells) -> {
          out.printf(Locale.ROOT, "%-18s", method);
          columns.forEach(
              column -> out.printf(Locale.ROOT, " %-22s", cells.getOrDefault(column, "")));
          out.println();
        });
    boolean without =
        table.values().stream()
            .anyMatch(cells -> cells.values().stream().anyMatch(c -> c.endsWith(NO_INTERVAL)));
    if (without) {
      out.printf(
          Locale.ROOT,
          "%s: a 95 %% interval needs a value of at least %d images%n",
          NO_INTERVAL,
          Estimate.FEWEST_IMAGES);
    }
  }

  /** Few images have no interval; the cell says so. */
  private static String cell(SummaryRow row) {
    return Double.isNaN(row.ciLow())
        ? String.format(Locale.ROOT, "%.3f", row.mean())
            + (Double.isNaN(row.mean()) ? "" : " " + NO_INTERVAL)
        : String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", row.mean(), row.ciLow(), row.ciHigh());
  }

  private static String time(Section run) {
    Map<String, Double> measured = run.measured();
    double wall = measured.getOrDefault("wall_seconds", 0.0);
    double forward = measured.getOrDefault("forward_seconds", 0.0);
    double explain = measured.getOrDefault("explain_seconds", 0.0);
    double copies = measured.getOrDefault("copy_seconds", 0.0);
    double road = measured.getOrDefault("copy_road_seconds", 0.0);
    return String.format(
        Locale.ROOT,
        "%.0f s: %.0f for %,.0f forward passes of perturbed inputs, %.0f for maps, %.0f for"
            + " perturbing (ROAD %.0f), %.0f for the rest",
        wall,
        forward,
        measured.getOrDefault("forward_passes", 0.0),
        explain,
        copies,
        road,
        wall - forward - explain - copies);
  }
}
