package vitexplain.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Counts;
import vitexplain.run.provenance.Environment;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.FailureRow;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.MetricRow;
import vitexplain.run.row.PairRow;
import vitexplain.run.row.SampleRow;
import vitexplain.run.row.SummaryRow;

/** A run folder with made-up numbers of plausible size, the same every time. */
public final class SyntheticRun {

  static final List<String> METHODS =
      List.of(
          "legrad",
          "gmar-l1",
          "gmar-l2",
          "rollout",
          "legrad-student",
          "gmar-student-l1",
          "gmar-student-l2",
          "rollout-student",
          "raw-attention",
          "attention-gradcam",
          "token-gradcam",
          "chefer",
          "grad-rollout",
          "grad-sam",
          "input-gradient",
          "integrated-gradients",
          "smoothgrad",
          "random",
          "constant",
          "centre",
          "inverse",
          "blurred");

  static final List<String> FILLS = List.of("blur", "drop");
  static final String NASTY = "<img src=x onerror=alert(1)> & \"${style}\".png";
  static final List<String> IMAGES =
      List.of("scene-001.png", "scene-002.png", NASTY, "scene-004.png", "s5.png", "s6.png");

  private static final double[] QUALITY = {
    .42, .35, .36, .31, .40, .22, .23, .12, .29, .27, .15, .41, .37, .38, .2, .24, .26, 0, 0, .18,
    -.3, .39
  };

  private SyntheticRun() {}

  public static void evaluation(RunFolder folder) throws IOException {
    List<SummaryRow> summary = new ArrayList<>();
    for (int m = 0; m < METHODS.size(); m++) {
      summarise(summary, METHODS.get(m), QUALITY[m]);
    }
    folder.table(SummaryRow.SCHEMA).write(summary);
    Described.methods(folder);
    folder.table(PairRow.SCHEMA).write(pairs());
    folder.table(MetricRow.SCHEMA).write(metrics());
    folder
        .table(FailureRow.SCHEMA)
        .write(List.of(new FailureRow(NASTY, "decode", "0 of 341 bytes could be decoded")));
    samplesAndHeatmaps(folder);
    Manifest.record(
        folder,
        "evaluate",
        section("evaluate --profile quick", Map.of("road", "<skipped> by profile quick")));
  }

  public static void benchmarks(RunFolder folder) {
    List<LatencyRow> rows = new ArrayList<>();
    for (int batch : new int[] {1, 4, 8}) {
      double forward = 12.0 * Math.pow(batch, 0.85);
      String[] names = {
        "forward",
        "trace",
        "backward",
        "preprocess",
        "copy",
        "gemm-floor",
        "gemm-ceiling",
        "legrad",
        "gmar-l1",
        "gmar-l2",
        "rollout",
        "legrad-student",
        "gmar-student-l1",
        "chefer",
        "input-gradient",
        "reference:rollout",
        "reference:legrad",
        "reference:gmar-l1",
        "shared-trace",
        "four-classes:legrad"
      };
      double[] ratios = {
        1, 1.12, 2.1, .3, .02, .9, .5, 1.9, 2.2, 2.21, 1.15, 2.25, 2.3, 2.25, 2.6, 3.4, 3.1, 3.3,
        2.9, 1.5
      };
      for (int i = 0; i < names.length; i++) {
        double ms = forward * ratios[i];
        rows.add(row(names[i], "demo", batch, "avgt", ms, ratios[i]));
        rows.add(row(names[i], "demo", batch, "sample", ms, ratios[i]));
      }
    }
    for (int image : new int[] {224, 384, 512}) {
      double t = (image / 16.0 * image / 16 + 1) / 1000;
      String model = "shape:vit-tiny-16-" + image;
      rows.add(row("forward", model, 1, "avgt", 2 + 21 * t + 13 * t * t, 1));
      rows.add(row("legrad", model, 1, "avgt", 3 + 38 * t + 30 * t * t, 1.9));
    }
    folder.table(LatencyRow.SCHEMA).write(rows);
    Described.methods(folder);
    Manifest.record(
        folder,
        "bench",
        section("bench --profile quick --batch 1,4,8", Map.of("cuda", "no CUDA device")));
  }

  private static LatencyRow row(
      String name, String model, int batch, String mode, double ms, double ratio) {
    double tail = mode.equals("sample") ? ms : Double.NaN;
    return new LatencyRow(
        Described.benchmark(name),
        Described.method(name),
        model,
        "cpu",
        "float32",
        batch,
        2,
        mode,
        ms,
        0.06 * ms,
        tail,
        1.1 * tail,
        1.2 * tail,
        1.5 * tail,
        1000 * batch / ms,
        ratio,
        700 + 60 * batch * ratio,
        new LatencyRow.Repeats(3, 9, 0.98 * ratio, 1.03 * ratio));
  }

  private static Section section(String command, Map<String, String> notes) {
    return section(command, "demo", new Counts(200, 199, 1, 3), notes);
  }

  public static Section section(
      String command, String model, Counts counts, Map<String, String> notes) {
    return Section.starting(
            command,
            "quick",
            Map.of("seed", "1", "methods", String.join(",", METHODS), "fills", "blur drop road"),
            new Environment(
                "0123456789abcdef0123456789abcdef01234567",
                "OpenJDK 17",
                List.of("-Xmx3g"),
                "Linux amd64",
                "A processor",
                2,
                2,
                "0.36.0",
                "2.7.1",
                "",
                ""),
            "2026-01-01T10:00:00Z")
        .withInputs(model, "ab".repeat(32), "cd".repeat(32), Map.of("bootstrap", 7L))
        .ended("2026-01-01T10:04:00Z", counts, Map.of(Section.GEMM_CEILING, 332.0), notes);
  }

  private static void summarise(List<SummaryRow> rows, String method, double q) {
    for (int f = 0; f < FILLS.size(); f++) {
      String fill = FILLS.get(f);
      double srg = q * (1 - 0.12 * f);
      rows.add(new SummaryRow(method, "srg", fill, "", srg, srg - .03, srg + .028, 199, 0));
      rows.add(scalar(method, "deletion_auc", fill, .55 - q / 2, Double.NaN));
      rows.add(scalar(method, "insertion_auc", fill, .55 + q / 2, Double.NaN));
      for (int i = 0; i <= 16; i++) {
        double p = i / 16.0;
        String level = String.format(Locale.ROOT, "%.4f", p);
        double lerf = .97 - .85 * Math.pow(p, 1.6 + 5 * q);
        double morf = .12 + .85 * Math.pow(1 - p, 1.6 + 5 * q);
        rows.add(band(method, "morf", fill, level, morf));
        rows.add(band(method, "lerf", fill, level, lerf));
      }
    }
    rows.add(scalar(method, "ap_fg", "", .16 + 1.7 * q, .103));
    for (int i = 0; i <= 20; i++) {
      double t = i / 20.0;
      String level = String.format(Locale.ROOT, "%.2f", t);
      double bump = Math.exp(-8 * (t - .4) * (t - .4));
      rows.add(band(method, "iou_fg", "", level, .1 + 1.6 * q * bump));
      rows.add(band(method, "miou", "", level, .3 + 1.1 * q * bump));
      rows.add(band(method, "avg_drop", "black", level, 100 * (t - q * bump / 2)));
      rows.add(band(method, "pixel_acc", "", level, .4 + .5 * t + .2 * q * bump));
    }
    rows.add(band(method, "miou", "", "mean", .5));
  }

  private static List<MetricRow> metrics() {
    return List.of(
        metric("srg", "removal", "higher is better"),
        metric("deletion_auc", "removal", "lower is better"),
        metric("insertion_auc", "removal", "higher is better"),
        metric("avg_drop", "change", "lower is better"),
        metric("ap_fg", "localisation", "higher is better"),
        metric("iou_fg", "segmentation", "higher is better"),
        metric("miou", "segmentation", "higher is better"),
        metric("pixel_acc", "segmentation", "higher is better"),
        metric("gini", "shape", "descriptor"));
  }

  private static MetricRow metric(String name, String family, String direction) {
    return new MetricRow(
        name, family, direction, "the random control row", "as defined", "a paper", "", 0);
  }

  private static SummaryRow scalar(
      String method, String metric, String fill, double mean, double chance) {
    return new SummaryRow(method, metric, fill, "", mean, mean - .03, mean + .03, 199, chance);
  }

  private static SummaryRow band(
      String method, String metric, String fill, String level, double mean) {
    return new SummaryRow(
        method, metric, fill, level, mean, mean - .02, mean + .02, 199, Double.NaN);
  }

  private static List<PairRow> pairs() {
    List<PairRow> rows = new ArrayList<>();
    for (int b = 1; b < 8; b++) {
      double d = QUALITY[0] - QUALITY[b];
      double p = Math.exp(-60 * d) / 2;
      double holm = Math.min(1, 7 * p);
      rows.add(
          new PairRow(
              PairRow.BEST,
              "legrad",
              METHODS.get(b),
              "srg",
              "blur",
              d,
              d - .03,
              d + .03,
              199,
              p,
              holm,
              1e-4,
              p));
    }
    return rows;
  }

  private static void samplesAndHeatmaps(RunFolder folder) throws IOException {
    List<SampleRow> samples = new ArrayList<>();
    for (int i = 0; i < IMAGES.size(); i++) {
      String image = IMAGES.get(i);
      draw(folder.heatmap(RunFolder.IMAGES, image), i, new Color(0x7aa5c9));
      draw(folder.heatmap(RunFolder.MASKS, image), i, Color.BLACK);
      draw(folder.heatmap(RunFolder.SEEN, image), i, new Color(0x7aa5c9));
      draw(folder.heatmap(RunFolder.SEEN_MASKS, image), i, Color.BLACK);
      for (int m = 0; m < METHODS.size(); m++) {
        draw(folder.heatmap(RunFolder.alone(METHODS.get(m)), image), i + m, Color.BLACK);
        double srg = QUALITY[m] + 0.1 * Math.sin(i + m / 3.0);
        samples.add(
            new SampleRow(
                image, METHODS.get(m), "predicted", "srg", "blur", "patch", "", 0, srg, false));
        draw(folder.heatmap(METHODS.get(m), image), i + m, new Color(0x30123b));
      }
    }
    folder.samples().write(samples);
  }

  private static void draw(Path file, int shift, Color ground) throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(ground);
    g.fillRect(0, 0, 64, 64);
    g.setPaint(
        new RadialGradientPaint(
            20 + 4 * shift % 30,
            20 + 7 * shift % 30,
            18,
            new float[] {0, 1},
            new Color[] {new Color(0xf9e721), ground}));
    g.fillRect(0, 0, 64, 64);
    g.dispose();
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
