package vitexplain.study;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import vitexplain.base.Progress;
import vitexplain.dataset.Dataset;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.metric.Metrics;
import vitexplain.metric.kind.Metric;
import vitexplain.metric.kind.MosaicMetric;
import vitexplain.metric.kind.SanityMetric;
import vitexplain.run.Existing;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Environment;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.ConfusionRow;
import vitexplain.run.row.SampleRow;
import vitexplain.run.table.Schema;
import vitexplain.run.table.Table;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.plan.StudyPlan;
import vitexplain.vit.ModelDirectory;
import vitexplain.vit.Vit;

/**
 * A whole run that {@code src/test/python/run} computed, and our own of the same inputs.
 *
 * @param samples what should stand in samples.csv
 * @param confusion what should stand in confusion.csv
 */
record GoldenRun(List<SampleRow> samples, List<ConfusionRow> confusion) {
  private static final Path ROOT = Path.of("src/test/resources/golden/run");

  /** Perturbed copies per pass: changes no value, only how long the test takes. */
  private static final int BATCH = 64;

  /** The scripts' rows. */
  static GoldenRun read(Path temporary) {
    return new GoldenRun(
        unpacked(SampleRow.LONG, temporary), unpacked(ConfusionRow.SCHEMA, temporary));
  }

  private static <R> List<R> unpacked(Schema<R> schema, Path temporary) {
    Path file = temporary.resolve("golden-" + schema.fileName());
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(ROOT.resolve(schema.fileName() + ".gz")))) {
      Files.copy(in, file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("" + file, unreadable);
    }
    return new Table<>(file, schema).read();
  }

  /** Our rows: every registered metric under every fill, in float64. */
  GoldenRun evaluated(Path out) {
    ModelDirectory directory = new ModelDirectory("golden", ROOT.resolve("model"));
    RunFolder folder = RunFolder.prepare(out.resolve("run"), Existing.REFUSE);
    Dataset data =
        Dataset.open(
            ROOT.resolve("images"),
            Optional.of(ROOT.resolve("masks")),
            Optional.of(ROOT.resolve("labels.csv")));
    StudyPlan plan = plan();
    Section section =
        Section.starting(
            "test", "test", plan.config(), Environment.here(1, "", "", ""), Evaluation.now());
    try (Vit model = directory.open(Device.cpu(), DataType.FLOAT64, 0)) {
      new Evaluation(folder, data, model, directory.preprocessor(), plan)
          .run(section, Progress.SILENT);
    }
    return new GoldenRun(folder.samples().read(), folder.table(ConfusionRow.SCHEMA).read());
  }

  /** The methods that the scripts have, everything else that there is. */
  private StudyPlan plan() {
    List<Explainer> methods = methods().stream().map(Methods::named).toList();
    return new StudyPlan(methods, metrics(), List.of(Fill.values()), StudyPlan.steps(5), BATCH, 1);
  }

  /**
   * All but sanity checks: their random weights are the engine's, and the scripts have others.
   * Mosaics are of several images, see {@code AcrossGoldenTest}.
   */
  static List<Metric> metrics() {
    return Metrics.all().stream()
        .filter(metric -> !(metric instanceof SanityMetric) && !(metric instanceof MosaicMetric))
        .toList();
  }

  /** Ids of the methods in the samples. */
  List<String> methods() {
    return samples.stream()
        .map(SampleRow::method)
        .distinct()
        .filter(id -> !id.startsWith("all-"))
        .toList();
  }
}
