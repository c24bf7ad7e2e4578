package vitexplain.cli.print;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vitexplain.dataset.UniformMasks;
import vitexplain.report.results.Decisions;
import vitexplain.report.results.ModelFit;
import vitexplain.report.results.ModelUse;
import vitexplain.report.results.Results;
import vitexplain.report.table.CorrectTables;
import vitexplain.report.table.DiscriminationTables;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Bfloat16Error;
import vitexplain.run.provenance.Counts;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.FailureRow;
import vitexplain.run.row.SummaryRow;
import vitexplain.study.Evaluation;
import vitexplain.study.occlusion.PassTally;

/** The main numbers of an evaluation, as a table on the terminal. */
public final class EvaluationSummary {
  private static final List<String> COLUMNS =
      List.of("srg", "deletion_auc", "insertion_auc", "ap_fg", "miou", "pixel_acc");

  private EvaluationSummary() {}

  public static void print(RunFolder folder, Counts counts, PrintWriter out, PrintWriter err) {
    List<SummaryRow> rows = folder.table(SummaryRow.SCHEMA).read();
    String fill = fill(rows);
    out.printf(
        Locale.ROOT,
        "%s, %d failed, %d degenerate maps%s%n",
        images(folder, counts),
        counts.failed(),
        counts.degenerate(),
        fill.isEmpty() ? "" : "; occlusion strategy: " + fill);
    print(rows, fill, out);
    correct(folder, fill, out);
    modelUse(folder, out);
    discrimination(folder, out);
    Decisions.of(Results.of(folder))
        .ifPresent(decisions -> out.println(decisions.answer() + " " + decisions.saving()));
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

  /** The occlusion strategy of the primary number; empty without curves. */
  private static String fill(List<SummaryRow> rows) {
    return rows.stream()
        .filter(row -> !row.fill().isEmpty() && row.level().isEmpty())
        .map(SummaryRow::fill)
        .findFirst()
        .orElse("");
  }

  private static void print(List<SummaryRow> rows, String fill, PrintWriter out) {
    Map<String, Map<String, String>> table = new LinkedHashMap<>();
    Set<String> measured = new HashSet<>();
    for (SummaryRow row : rows) {
      boolean shown =
          row.fill().isEmpty()
              ? row.level().isEmpty() || row.level().equals("0.50")
              : row.level().isEmpty() && row.fill().equals(fill);
      if (shown && row.isPlain() && COLUMNS.contains(row.metric())) {
        measured.add(row.metric());
        table
            .computeIfAbsent(row.method(), method -> new LinkedHashMap<>())
            .put(row.metric(), TerminalTable.cell(row.mean(), row.ciLow(), row.ciHigh()));
      }
    }
    TerminalTable.print(table, COLUMNS.stream().filter(measured::contains).toList(), out);
  }

  /** The same over the images that the model classifies correctly, or why not. */
  private static void correct(RunFolder folder, String fill, PrintWriter out) {
    Results results = Results.of(folder);
    ModelFit.of(results)
        .filter(fit -> fit.labelled() > 0)
        .ifPresent(
            fit -> {
              List<SummaryRow> rows = folder.table(SummaryRow.CORRECT).readIfPresent();
              if (!rows.isEmpty()) {
                out.printf(
                    Locale.ROOT,
                    "Only the images that the model classifies correctly, %d of %d with a label:%n",
                    fit.right(),
                    fit.labelled());
                print(rows, fill, out);
              }
              CorrectTables.remark(results).ifPresent(out::println);
            });
  }

  /** Class-specific methods, then those that see no class: never in one table. */
  private static void discrimination(RunFolder folder, PrintWriter out) {
    Results results = Results.of(folder);
    DiscriminationTables.of(results).forEach(table -> PlainTable.print(table, out));
    DiscriminationTables.missing(results).forEach(out::println);
  }

  private static void modelUse(RunFolder folder, PrintWriter out) {
    ModelUse.of(Results.of(folder)).ifPresent(use -> out.println(use.sentence()));
  }

  /** What maps took beyond those of the images, where it took a second. */
  private static String maps(Map<String, Double> measured) {
    String others =
        Stream.of(PassTally.NOISY, PassTally.REINITIALISED, PassTally.CLASSES, PassTally.MOSAICS)
            .filter(purpose -> seconds(measured, purpose) >= 1)
            .map(
                purpose ->
                    String.format(Locale.ROOT, "%s %.0f", purpose, seconds(measured, purpose)))
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? "" : " (" + others + ")";
  }

  private static double seconds(Map<String, Double> measured, String purpose) {
    return measured.getOrDefault("explain_" + purpose + "_seconds", 0.0);
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
        "%.0f s: %.0f for %,.0f forward passes of perturbed inputs, %.0f for maps%s, %.0f for"
            + " perturbing (ROAD %.0f), %.0f for the rest",
        wall,
        forward,
        measured.getOrDefault("forward_passes", 0.0),
        explain,
        maps(measured),
        copies,
        road,
        wall - forward - explain - copies);
  }
}
