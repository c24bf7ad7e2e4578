package vitexplain.study.occlusion;

import java.util.Arrays;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.vit.Vit;

/**
 * The image in hand, as its model sees it.
 *
 * @param model asked
 * @param preprocessor its own
 * @param input normalised, [C * height * width]
 * @param unit what is removed at a time
 * @param seed of everything drawn for this image: noise and subsets
 * @param passes counts the model's runs
 */
public record Instance(
    Vit model, Preprocessor preprocessor, float[] input, Unit unit, long seed, PassTally passes) {

  /** The same image taken apart into other units. */
  public Instance by(Unit other) {
    return new Instance(model, preprocessor, input, other, seed, passes);
  }

  /** Units that can be removed. */
  public int units() {
    return unit == Unit.PATCH
        ? model.layout().patches()
        : model.config().imageHeight() * model.config().imageWidth();
  }

  /** A black picture of the model's size. */
  public float[] black() {
    float[] black = new float[input.length];
    int area = model.config().imageHeight() * model.config().imageWidth();
    for (int c = 0; c < model.config().channels(); c++) {
      Arrays.fill(black, c * area, (c + 1) * area, preprocessor.blackValue(c));
    }
    return black;
  }
}
