package vitexplain.image.preprocess;

import java.util.List;
import java.util.Locale;

/**
 * Means and standard deviations of red, green and blue, in 0 to 1, that models are trained with.
 */
enum Colours {
  HALF(List.of(0.5f, 0.5f, 0.5f), List.of(0.5f, 0.5f, 0.5f)),
  IMAGENET(List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f)),
  CLIP(List.of(0.48145467f, 0.4578275f, 0.40821072f), List.of(0.26862955f, 0.2613026f, 0.2757771f));

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Float> mean;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Float> std;

  Colours(List<Float> mean, List<Float> std) {
    this.mean = mean;
    this.std = std;
  }

  List<Float> mean() {
    return mean;
  }

  List<Float> std() {
    return std;
  }

  /** Of the first so many channels. */
  float[] mean(int channels) {
    return first(mean, channels);
  }

  float[] std(int channels) {
    return first(std, channels);
  }

  private static float[] first(List<Float> values, int channels) {
    float[] first = new float[channels];
    for (int c = 0; c < channels; c++) {
      first[c] = values.get(c);
    }
    return first;
  }

  /** For a message. */
  String text() {
    return this == HALF
        ? "mean 0.5, std 0.5"
        : String.format(Locale.ROOT, "mean %s, std %s", mean, std);
  }
}
