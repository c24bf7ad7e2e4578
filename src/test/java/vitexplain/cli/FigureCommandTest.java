package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.report.SyntheticRun;
import vitexplain.run.RunFolder;
import vitexplain.run.row.ImageRow;

class FigureCommandTest {
  private static final double POINTS_PER_MILLIMETRE = 72 / 25.4;

  /** A hundredth of a millimetre on paper. */
  private static final double PRINTED = 0.03;

  @TempDir static Path scratch;

  private static Path run;

  @BeforeAll
  static void measure() throws IOException {
    run = scratch.resolve("run");
    RunFolder folder = new RunFolder(run);
    SyntheticRun.evaluation(folder);
    SyntheticRun.benchmarks(folder);
    folder
        .table(ImageRow.SCHEMA)
        .write(
            List.of(
                image("scene-001.png", 3, 3).answered(3, "zebra", 0.91, ""),
                image("scene-002.png", 3, 5).answered(5, "white wolf", 0.5, "")));
  }

  private static ImageRow image(String name, int label, int predicted) {
    assertThat(predicted).isPositive();
    return ImageRow.of(name, "0", "0", 96, 96, OptionalInt.of(label));
  }

  private static Path drawn(String file, Object... words) {
    Path to = scratch.resolve(file);
    List<Object> all = new ArrayList<>(List.of("figure", "--out", run, "--to", to));
    all.addAll(List.of(words));
    Cli cli = Cli.run(all.toArray());
    assertThat(cli.err()).isEmpty();
    assertThat(cli.code()).isZero();
    return to;
  }

  @Test
  void withoutANameTheFiguresOfTheFolderAreListed() {
    Cli list = Cli.run("figure", "--out", run);
    assertThat(list.code()).isZero();
    assertThat(list.out())
        .containsPattern("(?m)^morf-blur {2,}Deletion, most relevant first; fill: blur")
        .containsPattern("(?m)^cost-faithfulness {2,}Faithfulness against cost")
        .containsPattern("(?m)^gallery {2,}Heatmaps of");
  }

  /** Text of every page with its size in points as printed. */
  private static List<TextPosition> letters(Path pdf) throws IOException {
    List<TextPosition> letters = new ArrayList<>();
    PDFTextStripper reader =
        new PDFTextStripper() {
          @Override
          protected void writeString(String text, List<TextPosition> positions) {
            letters.addAll(positions);
          }
        };
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      reader.getText(document);
    }
    return letters;
  }

  @ParameterizedTest
  @CsvSource({
    "morf-blur,85,7,8",
    "morf-blur,175,7,8",
    "interval-srg-blur,85,7,8",
    "cost-faithfulness,120,7,8",
    "latency,85,7,8",
    "gallery,85,7,8"
  })
  void textOfAPaperIsSevenToEightPointsHighAtEveryWidth(
      String name, int width, double least, double most) throws IOException {
    Path pdf = drawn(name + width + ".pdf", name, "--width", width + "mm");
    assertThat(letters(pdf))
        .isNotEmpty()
        .allSatisfy(letter -> assertThat(size(letter)).isBetween(least, most));
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      assertThat((double) document.getPage(0).getMediaBox().getWidth())
          .isCloseTo(width * POINTS_PER_MILLIMETRE, within(PRINTED));
    }
  }

  /** Of a letter in any direction: axis titles stand upright. */
  private static double size(TextPosition letter) {
    return Math.hypot(letter.getTextMatrix().getScaleX(), letter.getTextMatrix().getShearX());
  }

  @Test
  void textOnSlidesIsTwiceAsHigh() throws IOException {
    Path pdf = drawn("slide.pdf", "morf-blur", "--style", "slides");
    assertThat(letters(pdf))
        .isNotEmpty()
        .allSatisfy(letter -> assertThat(size(letter)).isBetween(14.0, 16.0));
  }

  @Test
  void fontsOfAPdfAreEmbeddedAsSubsetsAndItsTextCanBeFound() throws IOException {
    Path pdf = drawn("fonts.pdf", "morf-blur", "--methods", "chefer,legrad");
    List<PDFont> fonts = new ArrayList<>();
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      for (PDResources resources : resources(document)) {
        for (COSName name : resources.getFontNames()) {
          fonts.add(resources.getFont(name));
        }
      }
      assertThat(fonts).isNotEmpty().allMatch(PDFont::isEmbedded);
      assertThat(fonts).allMatch(font -> font.getName().matches("[A-Z]{6}\\+LiberationSans"));
      assertThat(new PDFTextStripper().getText(document))
          .contains("Deletion, most relevant first", "LeGrad", "Chefer (GAE)", "0.2")
          .doesNotContain("Rollout", "Random");
    }
    assertThat(Files.size(pdf)).isLessThan(100_000);
  }

  private static List<PDResources> resources(PDDocument document) throws IOException {
    List<PDResources> all = new ArrayList<>(List.of(document.getPage(0).getResources()));
    for (int i = 0; i < all.size(); i++) { // forms hold forms
      for (COSName name : all.get(i).getXObjectNames()) {
        PDXObject object = all.get(i).getXObject(name);
        if (object instanceof PDFormXObject form && form.getResources() != null) {
          all.add(form.getResources());
        }
      }
    }
    return all;
  }

  @Test
  void galleryHoldsItsPicturesAsImagesInTheOrderAskedFor() throws IOException {
    Path pdf =
        drawn(
            "gallery.pdf",
            "gallery",
            "--images",
            "scene-002.png,scene-001.png",
            "--methods",
            "legrad,chefer");
    int images = 0;
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      for (PDResources resources : resources(document)) {
        for (COSName name : resources.getXObjectNames()) {
          images += resources.getXObject(name) instanceof PDImageXObject ? 1 : 0;
        }
      }
      String text = new PDFTextStripper().getText(document);
      assertThat(text)
          .containsSubsequence(
              "LeGrad",
              "Chefer (GAE)",
              "predicted white wolf (0.50), true zebra",
              "predicted zebra (0.91), which is right");
    }
    assertThat(images).isEqualTo(2 * 4); // image, mask and two maps
    assertThat(Files.size(pdf)).isLessThan(200_000);
  }

  @Test
  void svgSaysItsSizeAndKeepsItsTextAsText() throws IOException {
    String svg = Files.readString(drawn("a.svg", "morf-blur", "--methods", "legrad,chefer"));
    assertThat(svg)
        .containsPattern("<svg[^>]* width=\"85.00mm\"")
        .contains(">LeGrad<", ">Chefer (GAE)<", ">share of patches removed<", "Arial");
    Pattern view = Pattern.compile("viewBox=\"0 0 ([0-9.]+) ");
    MatchResult box = view.matcher(svg).results().findFirst().orElseThrow();
    double pointsPerUnit = 85 * POINTS_PER_MILLIMETRE / Double.parseDouble(box.group(1));
    Pattern sizes = Pattern.compile("font-size:([0-9.]+)px");
    assertThat(sizes.matcher(svg).results().map(m -> Double.parseDouble(m.group(1))))
        .isNotEmpty()
        .allSatisfy(size -> assertThat(size * pointsPerUnit).isBetween(7.0, 8.0));
  }

  @Test
  void pngHas300DotsAnInchAndSaysSo() throws IOException {
    Path png = drawn("a.png", "morf-blur", "--width", "3.5in");
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isEqualTo(1050);
    String bytes = Files.readString(png, StandardCharsets.ISO_8859_1);
    int mark = bytes.indexOf("pHYs");
    assertThat(mark).isPositive();
    int dots = (bytes.charAt(mark + 6) << 8) + bytes.charAt(mark + 7);
    assertThat(dots).isEqualTo(11811); // a metre
  }

  @Test
  void axesHaveTheNumbersOfTheirTicksAndNoOthers() throws IOException {
    Path pdf = drawn("ticks.pdf", "morf-blur", "--no-title", "--methods", "legrad");
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      assertThat(new PDFTextStripper().getText(document).split("\\s+"))
          .filteredOn(word -> word.matches("[−0-9.]+"))
          .containsExactlyInAnyOrder(
              "0", "0.2", "0.4", "0.6", "0.8", "1", "0", "0.2", "0.4", "0.6", "0.8", "1");
    }
  }

  @Test
  void titleIsLeftOutWhenAsked() throws IOException {
    String svg = Files.readString(drawn("untitled.svg", "morf-blur", "--no-title"));
    assertThat(svg).contains(">LeGrad<").doesNotContain("Deletion");
  }

  @Test
  void figuresThatBeginAlikeBecomePanelsWhoseTitlesArePrinted() throws IOException {
    Path to = scratch.resolve("panels.svg");
    Cli cli =
        Cli.run("figure", "interval", "--out", run, "--to", to, "--metrics", "ap_fg", "--no-title");
    assertThat(cli.code()).as(cli.err()).isZero();
    String one = Files.readString(to);
    assertThat(one).contains("ap_fg").doesNotContain("(srg)", ">(b)<");
    Path both = drawn("both.svg", "interval", "--metrics", "ap_fg,srg", "--no-title");
    assertThat(Files.readString(both)).contains(">(a)<", ">(b)<", ">(c)<", "(srg)", "(ap_fg)");
    Cli again =
        Cli.run("figure", "interval", "--out", run, "--to", both, "--overwrite", "--no-title");
    assertThat(again.out()).contains("(a) Faithfulness; fill: blur", "(c) Average precision");
  }

  @Test
  void methodsOfEveryGroupShareAFigureWhenNamed() throws IOException {
    String svg =
        Files.readString(
            drawn(
                "together.svg",
                "morf-blur",
                "--methods",
                "legrad,gmar-l1,gmar-l2,chefer,grad-sam,legrad-student"));
    assertThat(svg).contains(">LeGrad<", ">Chefer (GAE)<", ">Grad-SAM<", ">LeGrad (student)<");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "morg-blur|Did you mean 'morf-blur'",
        "nothing-like-it|figure without a name lists them",
        "morf-blur --methods legrat|method 'legrat'",
        "morf-blur --metrics srgg|Did you mean 'srg'",
        "morf-blur --metrics ap_fg|shows none of the metrics ap_fg",
        "latency --metrics srg|Leave --metrics out",
        "morf-blur --images scene-001.png|--images goes with the figure gallery",
        "gallery --images scene-01.png|Did you mean 'scene-001.png'",
        "morf-blur-peers --methods chefer|without -peers or -variants",
        "morf-blur --width wide|--width 'wide' is not a length",
      })
  void whatCannotBeDrawnIsRefusedWithTheMend(String words, String mend) {
    List<Object> all = new ArrayList<>(List.of("figure", "--out", run));
    all.addAll(List.of("--to", scratch.resolve("refused.pdf")));
    all.addAll(List.of((Object[]) words.split(" ")));
    Cli cli = Cli.run(all.toArray());
    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).contains(mend);
    assertThat(scratch.resolve("refused.pdf")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"figure.gif", "figure", "pdf"})
  void fileOfAnotherKindIsRefused(String name) {
    Cli cli = Cli.run("figure", "morf-blur", "--out", run, "--to", scratch.resolve(name));
    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).contains(".pdf, .svg or .png");
  }

  @Test
  void fileThatIsThereIsReplacedOnlyWhenAsked() throws IOException {
    Path to = Files.writeString(scratch.resolve("mine.svg"), "mine");
    Object[] words = {"figure", "morf-blur", "--out", run, "--to", to};
    Cli refused = Cli.run(words);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--overwrite");
    assertThat(to).hasContent("mine");
    assertThat(Cli.run("figure", "morf-blur", "--out", run, "--to", to, "--overwrite").code())
        .isZero();
    assertThat(Files.readString(to)).contains("<svg");
  }

  @Test
  void folderWithoutHeatmapsHasNoGallery() throws IOException {
    RunFolder timed = new RunFolder(scratch.resolve("timed"));
    SyntheticRun.benchmarks(timed);
    File to = scratch.resolve("none.pdf").toFile();
    Cli cli = Cli.run("figure", "gallery", "--out", timed.root(), "--to", to);
    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).contains("holds no heatmaps");
  }
}
