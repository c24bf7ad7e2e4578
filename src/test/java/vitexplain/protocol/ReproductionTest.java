package vitexplain.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Progress;
import vitexplain.dataset.Dataset;
import vitexplain.dataset.LabelMap;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.MaskClass;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.image.resize.Resample;
import vitexplain.protocol.PlainProtocol.Example;
import vitexplain.protocol.Protocol.Explained;
import vitexplain.protocol.Protocol.Inputs;
import vitexplain.protocol.Protocol.MinMax;
import vitexplain.protocol.Protocol.Pooling;
import vitexplain.protocol.Protocol.Precision;
import vitexplain.protocol.Protocol.Segmentation;
import vitexplain.protocol.Protocol.Threshold;
import vitexplain.run.row.ReproductionImageRow;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/** Protocols on pictures of many sizes, against {@link PlainProtocol}. */
class ReproductionTest {
  /** Float32 maps here, float64 there: a pixel at the border may change sides. */
  private static final double TOLERANCE = 0.05;

  private static final Protocol SEGMENTATION = Protocols.named("chefer-segmentation");
  private static final Protocol PERTURBATION = Protocols.named("chefer-perturbation");
  private static final String ROLLOUT = "rollout:start-layer=1";
  private static final String LABELS = "abcde";

  @TempDir static Path folder;

  private static Vit model;
  private static final List<Example> EXAMPLES = new ArrayList<>();

  @BeforeAll
  static void make() throws IOException {
    model = TestModels.random(TestModels.TINY, DataType.FLOAT64, 4);
    Random random = new Random(3);
    StringBuilder labels = new StringBuilder("image,label\n");
    int[][] sizes = {{50, 40}, {32, 24}, {61, 30}, {20, 45}, {70, 71}, {33, 29}};
    for (int n = 0; n < sizes.length; n++) {
      int width = sizes[n][0];
      int height = sizes[n][1];
      byte[] rgb = new byte[width * height * 3];
      random.nextBytes(rgb);
      byte[] grey = new byte[width * height];
      boolean[] object = new boolean[width * height];
      for (int i = 0; i < object.length; i++) {
        int x = i % width - width / 2;
        int y = i / width - height / 3;
        object[i] = x * x + 2 * y * y < (n + 2) * 40 && Math.floorMod(x + 2 * y, 5) != 0;
        grey[i] = (byte) (object[i] ? 255 : 0);
        rgb[3 * i] = (byte) (object[i] ? 250 - 30 * n : rgb[3 * i] & 0x3f);
      }
      Pixels picture = new Pixels(width, height, 3, rgb);
      ImageFiles.writePng(folder.resolve("images/" + n + ".png"), picture);
      ImageFiles.writePng(
          folder.resolve("masks/" + n + ".png"), new Pixels(width, height, 1, grey));
      int label = n % LABELS.length();
      labels.append(n).append(".png,").append(LABELS.charAt(label)).append('\n');
      EXAMPLES.add(new Example(picture, object, OptionalInt.of(label)));
    }
    Files.writeString(folder.resolve("labels.csv"), labels);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static Dataset data() {
    return Dataset.open(
        folder.resolve("images"),
        Optional.of(folder.resolve("masks")),
        Optional.of(folder.resolve("labels.csv")));
  }

  private static Reproduction.Result run(Protocol protocol, String method) {
    return reproduction(protocol, method).run(Progress.SILENT, (rows, measured) -> {});
  }

  private static Reproduction reproduction(Protocol protocol, String method) {
    // A checkpoint that crops and resizes by another filter: the protocol does neither.
    Preprocessor own = Preprocessor.defaults(7, 9, 3);
    return new Reproduction(
        protocol,
        model,
        Reproduction.preprocessor(protocol, model, own),
        data(),
        List.of(Methods.named(method)));
  }

  private static double[] values(Reproduction.Result result, Target target) {
    assertThat(result.failures()).isEmpty();
    return result.measured().stream()
        .filter(number -> number.target() == target)
        .mapToDouble(Measured::value)
        .toArray();
  }

  private static PlainProtocol plain(String method) {
    Explainer explainer = Methods.named(method);
    return new PlainProtocol(model, explainer);
  }

  @ParameterizedTest
  @ValueSource(strings = {ROLLOUT, "raw-attention", "attention-gradcam"})
  void segmentationIsWhatItsDefinitionSays(String method) {
    Reproduction.Result result = run(SEGMENTATION, method);
    assertThat(result.measured())
        .extracting(Measured::metric)
        .containsExactly("pixel_acc", "map", "miou", "mf1_rows");
    assertThat(result.measured()).allMatch(number -> number.images() == EXAMPLES.size());
    assertThat(values(result, Target.PREDICTED))
        .containsExactly(plain(method).segmentation(EXAMPLES), within(TOLERANCE));
  }

  @ParameterizedTest
  @ValueSource(strings = {ROLLOUT, "attention-gradcam"})
  void perturbationIsWhatItsDefinitionSays(String method) {
    Reproduction.Result result = run(PERTURBATION, method);
    PlainProtocol plain = plain(method);
    assertThat(values(result, Target.PREDICTED))
        .containsExactly(plain.perturbation(EXAMPLES, false, false), within(1e-9));
    assertThat(values(result, Target.LABEL))
        .containsExactly(plain.perturbation(EXAMPLES, true, true), within(1e-9));
    assertThat(values(result, Target.PREDICTED_AGAINST_LABEL))
        .containsExactly(plain.perturbation(EXAMPLES, false, true), within(1e-9));
  }

  /** Each switch turned the other way gives other numbers than the definition. */
  @ParameterizedTest
  @MethodSource("mutants")
  void anotherSwitchIsAnotherNumber(String changed, Protocol mutant, String method) {
    double[] expected = plain(ROLLOUT).segmentation(EXAMPLES);
    double[] found =
        values(run(mutant, method), Target.of(((Segmentation) mutant.task()).explained()));
    double farthest = 0;
    for (int i = 0; i < expected.length; i++) {
      farthest = Math.max(farthest, Math.abs(expected[i] - found[i]));
    }
    assertThat(farthest).as(changed).isGreaterThan(2 * TOLERANCE);
  }

  static Stream<Object[]> mutants() {
    return Stream.of(
        new Object[] {"min-max", with(MinMax.BEFORE_UPSAMPLING), ROLLOUT},
        new Object[] {"mask", with(new Inputs(224, Resample.BILINEAR, Resample.BILINEAR)), ROLLOUT},
        new Object[] {
          "picture", with(new Inputs(224, Resample.NEAREST, Resample.NEAREST)), ROLLOUT
        },
        new Object[] {"threshold", task(t -> rules(t, Threshold.ABOVE_HALF)), ROLLOUT},
        new Object[] {"pooling", task(t -> rules(t, Pooling.PER_PICTURE)), ROLLOUT},
        new Object[] {"precision", task(t -> rules(t, Precision.OBJECT)), ROLLOUT},
        new Object[] {"start-layer", SEGMENTATION, "rollout"});
  }

  private static Segmentation rules(Segmentation t, Threshold threshold) {
    return new Segmentation(t.explained(), threshold, t.iou(), t.precision());
  }

  private static Segmentation rules(Segmentation t, Pooling pooling) {
    return new Segmentation(t.explained(), t.threshold(), pooling, t.precision());
  }

  private static Segmentation rules(Segmentation t, Precision precision) {
    return new Segmentation(t.explained(), t.threshold(), t.iou(), precision);
  }

  private static Protocol with(MinMax minMax) {
    return changed(SEGMENTATION.inputs(), minMax, SEGMENTATION.task());
  }

  private static Protocol with(Inputs inputs) {
    return changed(inputs, SEGMENTATION.minMax(), SEGMENTATION.task());
  }

  private static Protocol task(UnaryOperator<Segmentation> change) {
    return changed(
        SEGMENTATION.inputs(),
        SEGMENTATION.minMax(),
        change.apply((Segmentation) SEGMENTATION.task()));
  }

  private static Protocol changed(Inputs inputs, MinMax minMax, Protocol.Task task) {
    Protocol p = SEGMENTATION;
    return new Protocol(
        p.name(),
        p.summary(),
        inputs,
        minMax,
        task,
        p.methods(),
        p.model(),
        p.data(),
        p.methodNotes(),
        p.notes());
  }

  /** The class that is explained changes a map that knows classes. */
  @Test
  void theLabelIsExplainedWhereTheProtocolSaysSo() {
    Protocol ofLabel =
        task(t -> new Segmentation(Explained.LABEL, t.threshold(), t.iou(), t.precision()));
    double[] label = values(run(ofLabel, "attention-gradcam"), Target.LABEL);
    assertThat(label)
        .isNotEqualTo(values(run(SEGMENTATION, "attention-gradcam"), Target.PREDICTED));
    List<ReproductionImageRow> rows = new ArrayList<>();
    reproduction(ofLabel, "attention-gradcam")
        .run(Progress.SILENT, (own, measured) -> rows.addAll(own));
    assertThat(rows)
        .filteredOn(row -> row.metric().equals("ap"))
        .extracting(ReproductionImageRow::explained)
        .containsExactly(0, 1, 2, 3, 4, 0);
  }

  @Test
  void aConstantMapCountsAsBackgroundAndIsSaid() {
    Reproduction.Result result = run(SEGMENTATION, "constant");
    double background = 100 - plainObjectShare(); // every pixel is called background
    assertThat(result.measured().get(0).value()).isCloseTo(background, within(1e-9));
    assertThat(result.measured().get(1).value()).isCloseTo(50, within(1e-9));
    assertThat(result.measured().get(3).value()).isZero();
    assertThat(result.measured().get(0).remarks())
        .containsExactly("6 maps had one value everywhere and count as background");
  }

  private static double plainObjectShare() {
    double object = 0;
    double pixels = 0;
    for (int n = 0; n < EXAMPLES.size(); n++) {
      Example example = EXAMPLES.get(n);
      vitexplain.image.mask.Mask mask =
          SegmentationScores.resized(
              new vitexplain.image.mask.Mask(
                  example.picture().width(), example.picture().height(), example.object()),
              model.config().imageWidth(),
              model.config().imageHeight(),
              Resample.NEAREST);
      object += mask.foregroundShare() * mask.foreground().length;
      pixels += mask.foreground().length;
    }
    return 100 * object / pixels;
  }

  /** A label map may name several classes: with all of them no prediction is wrong. */
  @Test
  void aLabelOfSeveralClassesIsRightByAnyOfThem(@TempDir Path other) throws IOException {
    Path labels = other.resolve("labels.csv");
    Path map = other.resolve("map.csv");
    StringBuilder rows = new StringBuilder("image,label\n");
    for (int n = 0; n < EXAMPLES.size(); n++) {
      rows.append(n).append(".png,thing\n");
    }
    Files.writeString(labels, rows);
    Files.writeString(map, "label,class\nthing,a\nthing,b\nthing,c\nthing,d\nthing,e\n");
    Dataset data =
        Dataset.open(
            folder.resolve("images"),
            Optional.empty(),
            MaskClass.BLACK_AND_WHITE,
            Optional.of(labels),
            LabelMap.read(map));
    Reproduction of = reproduction(PERTURBATION, "attention-gradcam");
    Reproduction.Result result =
        new Reproduction(PERTURBATION, model, of.preprocessor(), data, of.methods())
            .run(Progress.SILENT, (own, measured) -> {});
    // What is kept after a step may be any class: the label is never lost.
    assertThat(values(result, Target.LABEL)).containsExactly(new double[] {90, 90}, within(1e-9));
    assertThat(values(result, Target.PREDICTED))
        .containsExactly(
            plain("attention-gradcam").perturbation(EXAMPLES, false, false), within(1e-9));
  }

  /** Where a method ends at the pixels, nothing is upsampled; their sums are the map of patches. */
  @Test
  void fullLrpIsTakenAtThePixels() {
    Explainer fullLrp = Methods.named("full-lrp");
    int patch = model.config().patchSize();
    int width = model.config().imageWidth();
    double[] input = plain(ROLLOUT).input(EXAMPLES.get(0).picture());
    try (NDManager scope = model.newScope();
        Trace trace =
            model.trace(model.pixels(scope, input), Targets.predicted(), fullLrp.needs())) {
      Maps pixels = fullLrp.explainPixels(trace);
      Maps patches = fullLrp.explain(trace);
      assertThat(pixels.rows()).isEqualTo(model.config().imageHeight());
      assertThat(pixels.columns()).isEqualTo(width);
      double[] sums = new double[patches.values()[0].length];
      for (int i = 0; i < pixels.values()[0].length; i++) {
        int row = i / width / patch;
        sums[row * patches.columns() + i % width / patch] += pixels.values()[0][i];
      }
      double largest = 0;
      for (float value : patches.values()[0]) {
        largest = Math.max(largest, Math.abs(value));
      }
      for (int i = 0; i < sums.length; i++) {
        assertThat((double) patches.values()[0][i]).isCloseTo(sums[i], within(1e-5 * largest));
      }
    }
    assertThat(run(SEGMENTATION, "full-lrp").failures()).isEmpty();
  }

  /** All values tie, so that every step has a border where the order matters. */
  @Test
  void picturesWithTiesAtABorderAreCounted() {
    Reproduction.Result result = run(PERTURBATION, "constant");
    assertThat(result.measured())
        .allSatisfy(
            number ->
                assertThat(number.remarks())
                    .containsExactly(
                        "values tie at the border of a step, where the order of pixels can"
                            + " matter, in 6 of 6 pictures"));
  }

  /** Numbers of single pictures are what the whole is made of. */
  @Test
  void everyPictureIsHeardOfWithTheNumbersUpToIt() {
    List<ReproductionImageRow> own = new ArrayList<>();
    List<Integer> images = new ArrayList<>();
    Reproduction.Result result =
        reproduction(SEGMENTATION, ROLLOUT)
            .run(
                Progress.SILENT,
                (rows, measured) -> {
                  own.addAll(rows);
                  images.add(measured.get(0).images());
                });
    assertThat(images).containsExactly(1, 2, 3, 4, 5, 6);
    for (String[] pair :
        new String[][] {{"pixel_acc", "pixel_acc"}, {"ap", "map"}, {"f1_rows", "mf1_rows"}}) {
      double mean =
          own.stream()
              .filter(row -> row.metric().equals(pair[0]))
              .mapToDouble(ReproductionImageRow::value)
              .average()
              .orElseThrow();
      Measured whole =
          result.measured().stream()
              .filter(number -> number.metric().equals(pair[1]))
              .findFirst()
              .orElseThrow();
      // All pictures have as many pixels here, so that pooling them is their mean.
      assertThat(whole.value()).isCloseTo(mean, within(1e-9));
    }
  }

  @Test
  void aPictureThatCannotBeUsedIsListedAndCountsForNoMethod(@TempDir Path other)
      throws IOException {
    for (String kind : List.of("images", "masks")) {
      Files.createDirectories(other.resolve(kind));
      for (int n = 0; n < 3; n++) {
        Files.copy(
            folder.resolve(kind).resolve(n + ".png"), other.resolve(kind).resolve(n + ".png"));
      }
    }
    Files.writeString(other.resolve("images/1.png"), "no picture");
    Reproduction run =
        new Reproduction(
            SEGMENTATION,
            model,
            reproduction(SEGMENTATION, ROLLOUT).preprocessor(),
            Dataset.open(
                other.resolve("images"), Optional.of(other.resolve("masks")), Optional.empty()),
            List.of(Methods.named(ROLLOUT), Methods.named("raw-attention")));
    Reproduction.Result result = run.run(Progress.SILENT, (rows, measured) -> {});
    assertThat(result.failures()).singleElement().asString().contains("1.png");
    assertThat(result.measured()).allMatch(number -> number.images() == 2);
  }
}
