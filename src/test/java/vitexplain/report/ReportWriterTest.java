package vitexplain.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;
import vitexplain.report.chart.Picture;
import vitexplain.report.chart.Theme;
import vitexplain.run.RunFolder;

class ReportWriterTest {

  /** A page that is sent by mail; with every gallery and figure it stays well below. */
  private static final long LARGEST_PAGE = 3_000_000;

  @TempDir static Path shared;
  @TempDir static Path times;
  @TempDir Path scratch;

  private static RunFolder whole;
  private static RunFolder timesOnly;
  private static String page;

  @BeforeAll
  static void reportOfAWholeRun() throws IOException {
    whole = new RunFolder(shared);
    SyntheticRun.evaluation(whole);
    SyntheticRun.benchmarks(whole);
    page = Files.readString(ReportWriter.write(whole));
    timesOnly = new RunFolder(times);
    SyntheticRun.benchmarks(timesOnly);
    ReportWriter.write(timesOnly);
  }

  private static Map<String, byte[]> outputs(RunFolder folder) throws IOException {
    Map<String, byte[]> outputs = new TreeMap<>();
    for (Path directory : new Path[] {folder.figures(), folder.tables()}) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          outputs.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
      }
    }
    return outputs;
  }

  @Test
  void everyFigureIsThereInBothFormats() throws IOException {
    String[] names = {
      "interval-srg-blur",
      "interval-srg-drop",
      "interval-ap-fg",
      "morf-blur",
      "morf-blur-peers",
      "morf-blur-variants",
      "threshold-avg-drop",
      "lerf-drop",
      "threshold-iou-fg",
      "threshold-miou",
      "threshold-pixel-acc",
      "latency-demo-cpu-float32-2-threads-batch-1",
      "throughput-demo-cpu-float32-2-threads",
      "memory-demo-cpu-float32-2-threads",
      "speedup-demo-cpu-float32-2-threads-batch-8",
      "tokens-vit-tiny-16-cpu-float32-2-threads-batch-1",
      "cost-faithfulness",
      "gallery",
      "gallery-peers",
      "gallery-variants",
      "rank-fills"
    };
    for (String name : names) {
      assertThat(outputs(whole)).containsKeys(name + ".png", name + ".svg");
    }
    assertThat(outputs(whole))
        .containsKeys(
            "main.csv",
            "main.tex",
            "removal-srg.csv",
            "removal-srg.tex",
            "segmentation-mean.csv",
            "latency.tex",
            "latency-calls.csv",
            "pairs-best.csv",
            "pairs-best.tex");
  }

  @Test
  void figuresArePaintedAtTwiceTheirSizeAndNotBlank() throws IOException {
    for (Map.Entry<String, byte[]> file : outputs(whole).entrySet()) {
      if (file.getKey().endsWith(".png")) {
        BufferedImage image = ImageIO.read(whole.figures().resolve(file.getKey()).toFile());
        assertThat(image.getWidth()).isGreaterThanOrEqualTo(Picture.SCALE * Theme.WIDTH);
        long inked =
            Stream.iterate(0, i -> i + 7)
                .limit(image.getWidth() / 7)
                .filter(x -> columnHasInk(image, x))
                .count();
        assertThat(inked).as(file.getKey()).isGreaterThan(image.getWidth() / 7 / 2);
      }
    }
  }

  /** The page's text from one piece to the next. */
  private static String between(String start, String end) {
    int from = page.indexOf(start) + start.length();
    return page.substring(from, page.indexOf(end, from));
  }

  private static boolean columnHasInk(BufferedImage image, int x) {
    for (int y = 0; y < image.getHeight(); y++) {
      if ((image.getRGB(x, y) & 0xffffff) != 0xffffff) {
        return true;
      }
    }
    return false;
  }

  @Test
  void vectorsAreWellFormed() throws Exception {
    DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
    // The document type names a schema on the network, which a test never asks for.
    xml.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    for (Map.Entry<String, byte[]> file : outputs(whole).entrySet()) {
      if (file.getKey().endsWith(".svg")) {
        String text = new String(file.getValue(), StandardCharsets.UTF_8);
        assertThat(
                xml.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text)))
                    .getDocumentElement()
                    .getTagName())
            .isEqualTo("svg");
      }
    }
  }

  @Test
  void reportingAgainGivesTheSameBytesAndRemovesStaleFigures() throws IOException {
    Map<String, byte[]> before = outputs(whole);
    Files.writeString(whole.figures().resolve("old-method.png"), "stale");
    assertThat(ReportWriter.write(whole)).hasContent(page);
    Map<String, byte[]> after = outputs(whole);
    assertThat(after.keySet()).isEqualTo(before.keySet());
    after.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(before.get(name)));
  }

  @Test
  void pageAsksNothingOfTheNetwork() throws IOException {
    assertThat(page)
        .doesNotContainPattern("src=\"(?!data:)")
        .doesNotContainPattern(
            "href=\"(?!data:|#|figures/[a-z0-9-]+\\.(png|svg)\"|tables/[a-z0-9-]+\\.(csv|tex)\")")
        .doesNotContainPattern("url\\((?!data:)")
        .doesNotContain("@import", "http-equiv=\"refresh");
    assertThat(Files.size(whole.page())).isLessThan(LARGEST_PAGE);
  }

  @Test
  void oneScriptRunsAndThePolicyNamesItByItsHash() {
    assertThat(page.split("<script>", -1)).hasSize(2);
    assertThat(page.split("<script type=\"application/json\" id=\"cases\">", -1)).hasSize(2);
    assertThat(page.split("<script", -1)).hasSize(3);
    String script = between("<script>", "</script>");
    String hash =
        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Sha256.ofText(script)));
    assertThat(page)
        .contains("default-src 'none'; img-src data:;", "script-src 'sha256-" + hash + "';")
        .doesNotContainPattern("\\son(click|error|load|focus|toggle)\\s*=\\s*[\"']");
  }

  @Test
  void everyFigureLeadsToItsFilesBesideThePage() throws IOException {
    List<String> links =
        Pattern.compile("href=\"(figures/[^\"]+)\"")
            .matcher(page)
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(links)
        .containsExactlyInAnyOrderElementsOf(
            outputs(whole).keySet().stream()
                .filter(name -> name.matches(".*\\.(png|svg)"))
                .map(name -> "figures/" + name)
                .toList());
    assertThat(links).allMatch(link -> Files.exists(shared.resolve(link)));
  }

  @Test
  void everyTableLeadsToItsFiles() {
    assertThat(page.split("href=\"tables/[a-z0-9-]+.csv\"", -1))
        .hasSameSizeAs(page.split("<caption>", -1));
  }

  @Test
  void everyCurveStandsUnderTheNameOfItsMethod() {
    String curves = between("Deletion, most relevant first", "</figure>");
    assertThat(curves)
        .contains("<path class=\"line\" data-method=\"legrad\"")
        .contains("<path class=\"band\" data-method=\"legrad\"")
        .contains("<path class=\"mark\" data-method=\"legrad\"")
        .contains("<span class=\"key\" data-method=\"legrad\"");
  }

  @Test
  void noLinkIsDead() throws IOException {
    assertThat(Links.dead(whole.page())).isEmpty();
    assertThat(Links.dead(timesOnly.page())).isEmpty();
  }

  @Test
  void nastyNamesAreShownAndNeverRun() {
    assertThat(page)
        .contains("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;${style}&quot;.png")
        .contains("&lt;skipped&gt; by profile quick")
        .doesNotContain("<img src=x");
  }

  @Test
  void pageOpensWithTheAnswer() {
    assertThat(page.replaceAll("<a class=\"term\"[^>]*>([^<]*)</a>", "$1"))
        .contains(
            "legrad has the highest mean faithfulness of this run (srg 0.420 [0.390, 0.448], fill blur, n = 199 images). ",
            "It takes 1.90 [1.86, 1.96] times as long as the forward pass.",
            "8 of the 17 methods were timed (demo, cpu, float32, 2 threads, batch 1): a map takes from 1.15 [1.13, 1.18] (rollout) to ");
    assertThat(page.indexOf("id=\"answer\"")).isLessThan(page.indexOf("id=\"faithfulness\""));
  }

  @Test
  void intervalsStandBelowTheirMeansAlsoWhenNegative() {
    assertThat(page)
        .contains("<td>0.420<small>[0.390, 0.448]</small></td>")
        .contains("<td>0.000<small>[&minus;0.030, 0.028]</small></td>");
  }

  @Test
  void everyPictureHasWordsForThoseWhoCannotSeeIt() {
    assertThat(page.split("<img ", -1)).hasSameSizeAs(page.split(" alt=\"[A-Z]", -1));
  }

  @Test
  void onlyBenchmarksLeaveALineThatNamesTheMissingCommand() throws IOException {
    String html = Files.readString(timesOnly.page());
    assertThat(html)
        .contains("Nothing has been evaluated in this folder.")
        .contains("<code>./run-bench.sh evaluate</code> makes it.")
        .contains("demo, cpu, float32, 2 threads, batch 1");
    assertThat(outputs(timesOnly).keySet()).noneMatch(name -> name.startsWith("interval"));
  }

  @Test
  void onlyAnEvaluationLeavesOutTheCost() throws IOException {
    RunFolder folder = new RunFolder(scratch);
    SyntheticRun.evaluation(folder);
    Files.delete(folder.manifest());
    String html = Files.readString(ReportWriter.write(folder));
    assertThat(html)
        .contains("<code>./run-bench.sh bench</code> makes it.")
        .contains("There is no manifest.json.")
        .doesNotContain("times as long as the forward pass")
        .doesNotContain("time ÷ forward", "time &divide; forward");
    assertThat(outputs(folder).keySet()).noneMatch(name -> name.startsWith("latency"));
  }

  @Test
  void folderWithoutResultsIsRefused() {
    assertThatThrownBy(() -> ReportWriter.write(new RunFolder(scratch)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("neither latency.csv nor summary.csv");
  }
}
