package vitexplain.study.summary;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import vitexplain.base.Progress;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.row.ConfusionRow;
import vitexplain.run.row.CurveRow;
import vitexplain.run.row.SampleRow;
import vitexplain.run.table.Table;
import vitexplain.study.plan.StudyPlan;

/**
 * What summarising a study takes by its number of images: bytes, seconds and the largest heap after
 * a collection. The study is synthetic: the images of a real one again and again, with noise on
 * every value, so that it has a real study's rows. No test of the build; see docs/clusters.md.
 *
 * <pre>java -Xmx2g -cp target/test-classes:target/classes:LIBRARIES \
 *   vitexplain.study.summary.SummarySizeStudy RUN SCRATCH 240 2400 24000</pre>
 */
final class SummarySizeStudy {
  private static final double NOISE = 0.01;
  private static final double MB = 1 << 20;

  /** Times that noise is drawn for an image of the real study; then they come again. */
  private static final int VARIANTS = 16;

  /** Stands for the name of an image until it is written. */
  private static final String NAME = "@image@";

  private SummarySizeStudy() {}

  /**
   * Writes, summarises and deletes a study of each size.
   *
   * @param arguments a run folder, a folder to write to, numbers of images
   */
  public static void main(String[] arguments) throws IOException {
    RunFolder run = new RunFolder(Path.of(arguments[0]));
    StudyPlan plan = StudyPlan.of(Manifest.of(run).section("evaluate").orElseThrow().config());
    System.out.println("images,fast_samples_mb,seconds,heap_mb,committed_heap_mb");
    for (int a = 2; a < arguments.length; a++) {
      int images = Integer.parseInt(arguments[a]);
      RunFolder synthetic = new RunFolder(Path.of(arguments[1]).resolve(arguments[a]));
      Files.createDirectories(synthetic.root());
      write(run, synthetic, images);
      resetPeaks();
      long start = System.nanoTime();
      new Summary(plan).write(synthetic, Progress.SILENT);
      System.out.printf(
          Locale.ROOT,
          "%d,%.0f,%.1f,%.0f,%.0f%n",
          images,
          Files.size(synthetic.samples().curves().file()) / MB,
          (System.nanoTime() - start) / 1e9,
          heapAfterCollections() / MB,
          Runtime.getRuntime().totalMemory() / MB);
      Files.delete(synthetic.samples().curves().file());
      Files.delete(synthetic.table(ConfusionRow.SCHEMA).file());
    }
  }

  private static void resetPeaks() {
    System.gc();
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  /** The largest old generation: what survived, at its most. */
  private static double heapAfterCollections() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().contains("Old Gen") || pool.getName().contains("Tenured"))
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }

  private static void write(RunFolder run, RunFolder synthetic, int images) {
    SplittableRandom random = new SplittableRandom(1);
    repeat(
        run.samples().curves(),
        synthetic.samples().curves(),
        images,
        curve -> curve.key().image(),
        (curve, image) ->
            CurveRow.of(
                    curve.samples().stream()
                        .map(row -> noisy(row, image, random.nextDouble() - 0.5))
                        .toList())
                .get(0));
    repeat(
        run.table(ConfusionRow.SCHEMA),
        synthetic.table(ConfusionRow.SCHEMA),
        images,
        ConfusionRow::image,
        (row, image) ->
            new ConfusionRow(
                image,
                row.method(),
                row.target(),
                row.threshold(),
                row.tp(),
                row.fp(),
                row.fn(),
                row.tn()));
  }

  private static SampleRow noisy(SampleRow row, String image, double noise) {
    return new SampleRow(
        image,
        row.method(),
        row.target(),
        row.metric(),
        row.fill(),
        row.unit(),
        row.level(),
        row.seed(),
        row.value() * (1 + NOISE * noise),
        row.degenerate());
  }

  private static <R> void repeat(
      Table<R> from,
      Table<R> to,
      int count,
      Function<R, String> imageOf,
      BiFunction<R, String, R> renamed) {
    Map<String, List<R>> byImage = new LinkedHashMap<>();
    from.forEach(
        row -> byImage.computeIfAbsent(imageOf.apply(row), k -> new ArrayList<>()).add(row));
    List<String> images = new ArrayList<>();
    for (int v = 0; v < VARIANTS; v++) {
      for (List<R> rows : byImage.values()) {
        images.add(to.lines(rows.stream().map(row -> renamed.apply(row, NAME)).toList()));
      }
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to.file()))) {
      out.write(to.header());
      for (int i = 0; i < count; i++) {
        out.write(bytes(to, images.get(i % images.size()).replace(NAME, "image_" + i)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link Table#bytes}, compressed less and much faster. */
  private static byte[] bytes(Table<?> to, String lines) throws IOException {
    byte[] text = lines.getBytes(StandardCharsets.UTF_8);
    if (!to.file().toString().endsWith(".gz")) {
      return text;
    }
    ByteArrayOutputStream member = new ByteArrayOutputStream();
    try (OutputStream out = new FastGzip(member)) {
      out.write(text);
    }
    return member.toByteArray();
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
