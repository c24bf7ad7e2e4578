package vitexplain.study.across;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import vitexplain.metric.input.Scale;
import vitexplain.run.row.BackgroundRow;
import vitexplain.study.occlusion.PassTally;
import vitexplain.study.unit.Score;
import vitexplain.vit.Logits;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.HostMatrix;

/**
 * The model's answers to one scene: as it is, its object before another's background, and its own
 * background without it.
 *
 * @param fills by name, what stands in an object's place
 * @param inputs an image's name to what the model sees of it, [C * height * width]
 */
record BackgroundScores(
    Vit model, PassTally passes, Map<String, Fill> fills, Function<String, float[]> inputs) {

  /** The purpose that its passes are counted under. */
  static final String PURPOSE = "backgrounds";

  /** Fills pixels of an image from its other pixels. */
  @FunctionalInterface
  interface Fill {
    float[] without(Scene scene, float[] input);
  }

  /** What is shown and how, before the model is asked. */
  private record Shown(String what, String fill, String background) {}

  /** A row for each thing shown. */
  List<BackgroundRow> rows(Scene scene, Scene other) {
    Map<Shown, float[]> pictures = pictures(scene, other);
    float[][] logits = ask(List.copyOf(pictures.values()));
    List<BackgroundRow> rows = new ArrayList<>();
    int target = scene.target();
    for (Shown shown : pictures.keySet()) {
      float[] answer = Logits.finite(logits[rows.size()], "image '" + scene.name() + "', changed");
      rows.add(
          new BackgroundRow(
              scene.name(),
              shown.what(),
              shown.fill(),
              shown.background(),
              scene.targetKind(),
              target,
              Score.of(answer, target, Scale.PROBABILITY),
              Score.of(answer, target, Scale.ACCURACY) == 1));
    }
    return rows;
  }

  private Map<Shown, float[]> pictures(Scene scene, Scene other) {
    int area = model.config().imageHeight() * model.config().imageWidth();
    float[] input = inputs.apply(scene.name());
    float[] others = inputs.apply(other.name());
    Map<Shown, float[]> pictures = new LinkedHashMap<>();
    pictures.put(new Shown(BackgroundRow.WHOLE, "", scene.name()), input);
    fills.forEach(
        (name, fill) -> {
          float[] before = passes.copy(PURPOSE, () -> fill.without(other, others));
          pictures.put(
              new Shown(BackgroundRow.KEPT, name, other.name()),
              over(before, input, scene.object(), area));
          float[] without = passes.copy(PURPOSE, () -> fill.without(scene, input));
          pictures.put(new Shown(BackgroundRow.REMOVED, name, scene.name()), without);
        });
    return pictures;
  }

  /**
   * A background with some pixels of another picture.
   *
   * @param area pixels of either
   */
  static float[] over(float[] background, float[] picture, BitSet pixels, int area) {
    float[] both = background.clone();
    pixels.stream()
        .forEach(
            pixel -> {
              for (int i = pixel; i < both.length; i += area) {
                both[i] = picture[i];
              }
            });
    return both;
  }

  private float[][] ask(List<float[]> pictures) {
    try (NDManager scope = model.newScope()) {
      float[][] images = pictures.toArray(float[][]::new);
      return passes.run(
          PURPOSE,
          images.length,
          () -> HostMatrix.floats(model.logits(model.pixels(scope, images))));
    }
  }
}
