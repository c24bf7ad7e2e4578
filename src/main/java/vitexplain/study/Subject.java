package vitexplain.study;

import vitexplain.image.Preprocessor;
import vitexplain.vit.Vit;

/**
 * The image in hand, as its model sees it.
 *
 * @param model asked
 * @param preprocessor its own
 * @param input normalised, [C * height * width]
 * @param unit what is removed at a time
 * @param seed of everything drawn for this image: noise and subsets
 */
record Subject(Vit model, Preprocessor preprocessor, float[] input, Unit unit, long seed) {

  /** Units that can be removed. */
  int units() {
    return unit == Unit.PATCH
        ? model.layout().patches()
        : model.config().imageHeight() * model.config().imageWidth();
  }

  /** A black picture of the model's size. */
  float[] black() {
    float[] black = new float[input.length];
    int area = model.config().imageHeight() * model.config().imageWidth();
    for (int i = 0; i < black.length; i++) {
      black[i] = preprocessor.blackValue(i / area);
    }
    return black;
  }
}
