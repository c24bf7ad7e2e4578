package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.Agreement;
import vitexplain.AgreementReport;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Heatmap;
import vitexplain.explain.map.Maps;
import vitexplain.image.resize.Upsample;
import vitexplain.vit.Vit;
import vitexplain.vit.checkpoint.GoldenModel;
import vitexplain.vit.trace.Trace;

/** Maps against other implementations of the methods, on the models that transformers wrote. */
@ExtendWith(AgreementReport.class)
class MethodGoldenTest {
  /** After min-max: a map leaves the device as float32, its range may be a part of its values. */
  private static final double DOUBLE = 1e-6;

  /** After min-max: the whole pass in float32. */
  private static final double SINGLE = 1e-5;

  private static final List<String> MODELS =
      List.of("plain", "deep", "relu", "no-qkv-bias", "grey");

  /** Models whose parts torchvision's ViT has too. */
  private static final List<String> TORCHVISION = List.of("plain", "deep");

  /** What a script computed: its name, the key in its files, and the method that must agree. */
  private record Reference(String what, String script, String key, String id, List<String> models) {

    /** The student project's scaling has an epsilon of its own and so belongs to its script. */
    boolean isScaled() {
      return script.equals("student");
    }

    @Override
    public String toString() {
      return script + " " + key;
    }
  }

  private static Stream<Reference> references(String what, String script, String... ids) {
    return Stream.of(ids).map(id -> new Reference(what, script, id, id, MODELS));
  }

  private static Reference chefer(String id) {
    return new Reference("rollout, Chefer's baseline", "rollout", "chefer " + id, id, MODELS);
  }

  private static Reference torchcam(String id) {
    return new Reference("LeGrad, torch-cam", "torchcam_legrad", id, id, TORCHVISION);
  }

  static Stream<Arguments> references() {
    return Stream.of(
            references(
                "LeGrad, autograd script",
                "legrad",
                "legrad",
                "legrad:pool=readout",
                "legrad:layers=1",
                "legrad:layers=2",
                "legrad:ln=per-token",
                "legrad:ln=none",
                "legrad:pool=readout,layers=2,ln=none"),
            Stream.of(torchcam("legrad"), torchcam("legrad:layers=2")),
            references(
                "rollout, matrix script",
                "rollout",
                "rollout",
                "rollout:fuse=max",
                "rollout:fuse=min",
                "rollout:discard=0.5",
                "rollout:fuse=max,discard=0.9",
                "rollout:start-layer=1"),
            Stream.of(chefer("rollout"), chefer("rollout:start-layer=1")),
            references(
                "GMAR, autograd script",
                "gmar",
                "gmar-l1",
                "gmar-l2",
                "gmar-l1:alpha=0.5",
                "gmar-l2:alpha=0.5",
                "gmar-l1:alpha=0.0",
                "gmar-l2:alpha=0.0",
                "gmar-l1:alpha=2.0",
                "gmar-l2:alpha=2.0",
                "gmar-l1:weights=global",
                "gmar-l2:weights=global"),
            references(
                "student variants, autograd script",
                "student",
                "legrad-student",
                "gmar-student-l1",
                "gmar-student-l2",
                "rollout-student"))
        .flatMap(stream -> stream)
        .flatMap(r -> r.models().stream().map(model -> Arguments.of(r, model)));
  }

  @ParameterizedTest
  @MethodSource("references")
  void mapsEqualAnotherImplementation(Reference reference, String model, Agreement agreement) {
    double[][] theirs = GoldenMaps.read(reference.script(), model, reference.key());
    for (DataType dtype : List.of(DataType.FLOAT64, DataType.FLOAT32)) {
      boolean exact = dtype == DataType.FLOAT64;
      Maps ours = explain(model, dtype, reference.id());
      for (int b = 0; b < theirs.length; b++) {
        agreement.close(
            "methods: " + reference.what() + (exact ? ", float64" : ", float32"),
            exact ? DOUBLE : SINGLE,
            reference + ", " + model + ", image " + b,
            GoldenMaps.flat(ours.heatmap(b).scaled()),
            reference.isScaled() ? theirs[b] : GoldenMaps.minMax(theirs[b]));
      }
    }
  }

  /**
   * The official package adds upsampled maps and scales last; we scale on the grid and upsample
   * last. Until then the numbers are the same.
   */
  @ParameterizedTest
  @MethodSource("packageOptions")
  void leGradEqualsTheOfficialPackageUpToTheOrderOfScaling(
      String key, String id, String model, Agreement agreement) {
    double[][] theirs = GoldenMaps.read("legrad_package", model, key);
    Maps ours = explain(model, DataType.FLOAT64, id);
    int edge = (int) Math.sqrt(theirs[0].length);
    for (int b = 0; b < theirs.length; b++) {
      float[][] raw = ours.heatmap(b).raw();
      agreement.close(
          "methods: LeGrad, official package's steps, float64",
          DOUBLE,
          key + ", " + model + ", image " + b,
          GoldenMaps.minMax(GoldenMaps.flat(Upsample.bilinear(raw, edge, edge))),
          GoldenMaps.minMax(theirs[b]));
    }
  }

  /** Where the peak is no corner patch, upsampling lowers it, so the two orders differ. */
  @Test
  void scalingBeforeUpsamplingIsNotScalingAfterIt() {
    double[] theirs = GoldenMaps.read("legrad_package", "plain", "layers=2")[0];
    int edge = (int) Math.sqrt(theirs.length);
    Heatmap ours = explain("plain", DataType.FLOAT64, "legrad:layers=2").heatmap(0);
    double[] ourOrder = GoldenMaps.flat(Upsample.bilinear(ours.scaled(), edge, edge));
    assertThat(Agreement.relativeDifference(ourOrder, GoldenMaps.minMax(theirs)))
        .isGreaterThan(0.01);
  }

  static Stream<Arguments> packageOptions() {
    return MODELS.stream()
        .flatMap(
            model ->
                Stream.of(
                    Arguments.of("layers=2", "legrad:layers=2", model),
                    Arguments.of("layers=1", "legrad:layers=1", model)));
  }

  /** The package's own score is a cosine: another function, and so another map, by design. */
  @ParameterizedTest
  @MethodSource("models")
  void theOfficialPackagesCosineScoreGivesAnotherMap(String model) {
    double[] logit = GoldenMaps.minMax(GoldenMaps.read("legrad_package", model, "layers=2")[0]);
    double[] cosine =
        GoldenMaps.minMax(GoldenMaps.read("legrad_package", model, "cosine,layers=2")[0]);
    assertThat(Agreement.relativeDifference(cosine, logit)).isGreaterThan(0.01);
  }

  static List<String> models() {
    return MODELS;
  }

  private static Maps explain(String name, DataType dtype, String id) {
    GoldenModel golden = new GoldenModel(name);
    Explainer method = Methods.named(id);
    try (Vit model = golden.open(dtype);
        NDManager scope = model.newScope();
        Trace trace = model.trace(golden.pixels(model, scope), golden.targets(), method.needs())) {
      return method.explain(trace);
    }
  }
}
