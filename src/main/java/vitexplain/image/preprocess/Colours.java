package vitexplain.image.preprocess;

import java.util.List;
import java.util.Locale;

/**
 * Means and standard deviations of red, green and blue, in 0 to 1, that models are trained with.
 */
enum Colours {
  HALF(List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5)),
  IMAGENET(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)),
  CLIP(List.of(0.48145466, 0.4578275, 0.40821073), List.of(0.26862954, 0.26130258, 0.27577711));

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Double> mean;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Double> std;

  Colours(List<Double> mean, List<Double> std) {
    this.mean = mean;
    this.std = std;
  }

  List<Double> mean() {
    return mean;
  }

  List<Double> std() {
    return std;
  }

  /** Of the first so many channels. */
  double[] mean(int channels) {
    return first(mean, channels);
  }

  double[] std(int channels) {
    return first(std, channels);
  }

  private static double[] first(List<Double> values, int channels) {
    double[] first = new double[channels];
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
