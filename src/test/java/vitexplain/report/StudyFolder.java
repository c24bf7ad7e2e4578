package vitexplain.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vitexplain.base.Progress;
import vitexplain.explain.Methods;
import vitexplain.metric.Metrics;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Counts;
import vitexplain.run.row.ConfusionRow;
import vitexplain.run.row.FailureRow;
import vitexplain.run.row.MetricRow;
import vitexplain.run.row.SampleRow;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.plan.StudyPlan;
import vitexplain.study.summary.Summary;

/**
 * A run folder whose per-image values are drawn at random and whose other files the study's own
 * code derives from them.
 *
 * @param folder where it lies
 * @param images how many are done
 * @param means srg by method under the first fill
 * @param turned added to each mean under the second fill
 */
public record StudyFolder(
    RunFolder folder, int images, Map<String, Double> means, Map<String, Double> turned) {
  private static final double SPREAD = 0.1;
  private static final List<Fill> FILLS = List.of(Fill.DROP, Fill.BLACK);
  private static final int PIXELS = 100;

  public void write(String model, int planned, List<FailureRow> failures) {
    Random random = new Random(7);
    List<SampleRow> samples = new ArrayList<>();
    List<ConfusionRow> confusion = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      String image = "image" + i + ".png";
      for (Map.Entry<String, Double> method : means.entrySet()) {
        double drop = method.getValue() + SPREAD * random.nextGaussian();
        double black = drop + turned.getOrDefault(method.getKey(), 0.0);
        samples.add(sample(image, method.getKey(), "srg", "drop", drop));
        samples.add(sample(image, method.getKey(), "srg", "black", black));
        samples.add(sample(image, method.getKey(), "ap_fg", "", 0.5 + drop / 2));
        int hit = (int) (40 * Math.max(0, Math.min(1, 0.3 + drop)));
        confusion.add(
            new ConfusionRow(
                image, method.getKey(), "predicted", "0.50", hit, 10, 40 - hit, PIXELS - 50));
      }
    }
    folder.samples().write(samples);
    folder.table(ConfusionRow.SCHEMA).write(confusion);
    folder.table(FailureRow.SCHEMA).write(failures);
    folder.table(MetricRow.SCHEMA).write(List.of());
    Described.methods(folder);
    new Summary(plan()).write(folder, Progress.SILENT);
    long failed = failures.stream().map(FailureRow::image).distinct().count();
    Manifest.record(
        folder,
        "evaluate",
        SyntheticRun.section(
            "evaluate --images /home/me/photos",
            model,
            new Counts(planned, images, (int) failed, 0),
            Map.of()));
  }

  private StudyPlan plan() {
    return new StudyPlan(
        means.keySet().stream().map(Methods::named).toList(),
        List.of(Metrics.named("srg"), Metrics.named("ap_fg"), Metrics.named("miou")),
        FILLS,
        StudyPlan.steps(2),
        1,
        1);
  }

  private static SampleRow sample(
      String image, String method, String metric, String fill, double value) {
    String unit = fill.isEmpty() ? "" : "patch";
    return new SampleRow(image, method, "predicted", metric, fill, unit, "", 0, value, false);
  }
}
