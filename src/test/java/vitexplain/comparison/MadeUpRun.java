package vitexplain.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.SampleStore;
import vitexplain.run.provenance.Counts;
import vitexplain.run.provenance.Environment;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.ImageRows;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.MethodRow;
import vitexplain.run.row.MetricRow;
import vitexplain.run.row.SampleRow;
import vitexplain.run.row.SummaryRow;
import vitexplain.run.table.FileMark;
import vitexplain.statistics.Bootstrap;
import vitexplain.statistics.Estimate;
import vitexplain.statistics.ValueRange;

/**
 * A run folder whose numbers are set: two methods, {@code legrad} and {@code rollout}, and the
 * control {@code random}.
 *
 * @param model its name; its weights have a hash of their own
 * @param cpu the processor
 * @param images how many
 * @param slower factor of the time of {@code legrad}
 * @param processes that each benchmark ran in
 * @param worse what is taken from {@code legrad}'s srg on every image
 * @param samples whether they are kept
 */
public record MadeUpRun(
    String model,
    String cpu,
    int images,
    double slower,
    int processes,
    double worse,
    boolean samples) {

  private static final List<String> METHODS = List.of("legrad", "rollout", "random");

  public static MadeUpRun usual() {
    return new MadeUpRun("demo", "A processor", 20, 1, 3, 0, true);
  }

  public MadeUpRun slower(double factor) {
    return new MadeUpRun(model, cpu, images, factor, processes, worse, samples);
  }

  public MadeUpRun worse(double by) {
    return new MadeUpRun(model, cpu, images, slower, processes, by, samples);
  }

  public MadeUpRun of(String otherModel) {
    return new MadeUpRun(otherModel, cpu, images, slower, processes, worse, samples);
  }

  public MadeUpRun on(String otherCpu) {
    return new MadeUpRun(model, otherCpu, images, slower, processes, worse, samples);
  }

  public MadeUpRun withImages(int count) {
    return new MadeUpRun(model, cpu, count, slower, processes, worse, samples);
  }

  public MadeUpRun inProcesses(int count) {
    return new MadeUpRun(model, cpu, images, slower, count, worse, samples);
  }

  public MadeUpRun withoutSamples() {
    return new MadeUpRun(model, cpu, images, slower, processes, worse, false);
  }

  /** Writes benchmarks and evaluation. */
  public RunFolder write(Path root) {
    benchmarks(root);
    return evaluation(root);
  }

  /** Times of a call: 10 ms, in each process a little more. */
  public RunFolder benchmarks(Path root) {
    RunFolder folder = folder(root);
    folder
        .table(LatencyRow.SCHEMA)
        .write(
            List.of(
                time(LatencyRow.FORWARD, "", 1),
                time(LatencyRow.EXPLANATION, "legrad", slower),
                time(LatencyRow.EXPLANATION, "rollout", 1),
                time("gemm-floor", "", slower)));
    String json =
        List.of(
                json("forward", "", 1),
                json("explainer", "legrad", slower),
                json("explainer", "rollout", 1),
                json("gemmFloor", "", slower))
            .stream()
            .collect(Collectors.joining(",\n", "[", "]\n"));
    try {
      Files.writeString(folder.jmh(), json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    record(folder, Side.BENCH, Map.of(), List.of("latency.csv", "jmh.json"));
    return folder;
  }

  private double[] rounds(double factor) {
    return IntStream.range(0, processes).mapToDouble(i -> factor * (10 + 0.1 * i)).toArray();
  }

  private LatencyRow time(String benchmark, String method, double factor) {
    return new LatencyRow(
        benchmark,
        method,
        model,
        "cpu",
        "float32",
        1,
        2,
        "avgt",
        Arrays.stream(rounds(factor)).average().orElseThrow(),
        0.5 * factor,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        100,
        Double.NaN,
        300,
        new LatencyRow.Repeats(processes, 5L * processes, Double.NaN, Double.NaN));
  }

  private String json(String benchmark, String method, double factor) {
    String parameters =
        method.isEmpty() ? "" : String.format(Locale.ROOT, "\"method\": \"%s\", ", method);
    String rounds =
        Arrays.stream(rounds(factor))
            .mapToObj(ms -> "[" + ms + "]")
            .collect(Collectors.joining(","));
    return String.format(
        Locale.ROOT,
        """
        {"benchmark": "vitexplain.bench.Some.%s", "mode": "avgt",
         "jvmArgs": ["-Dai.djl.pytorch.num_threads=2"],
         "params": {%s"model": "%s", "device": "cpu", "dtype": "float32", "batch": "1"},
         "primaryMetric": {"score": 1, "scoreError": 1, "scoreUnit": "ms/op", "rawData": [%s]}}
        """,
        benchmark,
        parameters,
        model,
        rounds);
  }

  /** Values of srg and of deletion_auc, which are as far apart on every image as they are told. */
  public RunFolder evaluation(Path root) {
    RunFolder folder = folder(root);
    List<SampleRow> rows = new ArrayList<>();
    List<SummaryRow> summary = new ArrayList<>();
    for (String method : METHODS) {
      for (String metric : List.of("srg", "deletion_auc", "gini")) {
        double[] values = values(method, metric);
        for (int i = 0; i < images; i++) {
          rows.add(
              new SampleRow(
                  name(i),
                  method,
                  SampleRow.PREDICTED,
                  metric,
                  "drop",
                  "patch",
                  "",
                  0,
                  values[i],
                  false));
        }
        Estimate mean = Bootstrap.of(images, 1000, 1).mean(values, ValueRange.ANY);
        summary.add(
            new SummaryRow(
                method, metric, "drop", "", mean.mean(), mean.low(), mean.high(), images, 0));
      }
    }
    folder.table(SummaryRow.SCHEMA).write(summary);
    folder.table(MethodRow.SCHEMA).write(METHODS.stream().map(MadeUpRun::method).toList());
    folder
        .table(MetricRow.SCHEMA)
        .write(
            List.of(
                metric("srg", "higher is better"),
                metric("deletion_auc", "lower is better"),
                metric("gini", "descriptor")));
    store(folder, rows);
    record(
        folder,
        Side.EVALUATE,
        Map.of("model_sha256", model + "-weights", "unit", "patch"),
        List.of("summary.csv"));
    return folder;
  }

  /** Image by image, as an evaluation does; the samples go again where they are not kept. */
  private void store(RunFolder folder, List<SampleRow> rows) {
    List<String> plan = IntStream.range(0, images).mapToObj(MadeUpRun::name).toList();
    try (SampleStore store = SampleStore.open(folder, plan)) {
      for (int i = 0; i < images; i++) {
        String image = plan.get(i);
        List<SampleRow> own = rows.stream().filter(row -> row.image().equals(image)).toList();
        store.append(
            ImageRow.of(image, "hash" + i, "", 8, 8, OptionalInt.empty()),
            new ImageRows(image, own, List.of(), List.of()));
      }
    }
    if (!samples) {
      try {
        Files.delete(folder.samples().curves().file());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private double[] values(String method, String metric) {
    SplittableRandom random = new SplittableRandom(method.hashCode());
    double change = method.equals("legrad") ? worse : 0;
    double sign = metric.equals("srg") ? -1 : 0;
    return IntStream.range(0, images)
        .mapToDouble(i -> 0.4 + 0.2 * random.nextDouble() + sign * change * (1 + 0.1 * (i % 3)))
        .toArray();
  }

  private static String name(int image) {
    return "image-" + image + ".png";
  }

  private static MethodRow method(String id) {
    return new MethodRow(
        id,
        id,
        id.equals("random") ? MethodRow.CONTROL : MethodRow.METHOD,
        MethodRow.SPECIFIC,
        "family",
        0,
        0,
        id,
        "",
        "",
        "",
        "",
        Double.NaN,
        "");
  }

  private static MetricRow metric(String name, String direction) {
    return new MetricRow(name, "removal", direction, "", "", "", "", Double.NaN);
  }

  private void record(
      RunFolder folder, String command, Map<String, String> config, List<String> files) {
    Map<String, FileMark> marks =
        command.equals(Side.BENCH)
            ? files.stream()
                .collect(Collectors.toMap(f -> f, f -> FileMark.of(folder.root().resolve(f))))
            : Map.of();
    Environment environment =
        new Environment(
            "0".repeat(40), "Java", List.of(), "Linux", cpu, 2, 2, "0.36.0", "2.7.1", "", "");
    Section section =
        Section.starting(command, "quick", config, environment, "2026-01-01T10:00:00Z")
            .withInputs(model, "", "", Map.of("bootstrap", 1L))
            .ended("2026-01-01T10:04:00Z", new Counts(images, images, 0, 0), Map.of(), Map.of())
            .withFiles(marks);
    Manifest.record(folder, command, section);
  }

  private static RunFolder folder(Path root) {
    RunFolder.requireWritable(root);
    return new RunFolder(root);
  }
}
