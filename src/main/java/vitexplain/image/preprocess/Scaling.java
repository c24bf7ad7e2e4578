package vitexplain.image.preprocess;

import java.util.Arrays;

/**
 * From 8-bit values to the model's.
 *
 * @param factor what 8-bit values are multiplied by, usually 1/255; 1 where they are not
 * @param normalised whether mean and standard deviation are applied after that
 * @param mean subtracted, one value per channel: 1 (grey) or 3 (RGB); 0 where not normalised
 * @param std divided by after that, as many, not 0; 1 where not normalised
 */
public record Scaling(double factor, boolean normalised, double[] mean, double[] std) {
  private static final int RGB = 3;

  public Scaling {
    if ((mean.length != 1 && mean.length != RGB) || std.length != mean.length) {
      throw new IllegalArgumentException(
          "image_mean has "
              + mean.length
              + " and image_std "
              + std.length
              + " values; expected 1 each (grey) or 3 each (RGB)");
    }
    for (double value : std) {
      if ((float) value == 0 || !Float.isFinite((float) value)) {
        throw new IllegalArgumentException("image_std " + Arrays.toString(std) + " cannot divide");
      }
    }
  }

  /** Rescaled and normalised. */
  public static Scaling normalising(double factor, double[] mean, double[] std) {
    return new Scaling(factor, true, mean, std);
  }

  /** Rescaled alone. */
  static Scaling rescaling(double factor, int channels) {
    double[] ones = new double[channels];
    Arrays.fill(ones, 1);
    return new Scaling(factor, false, new double[channels], ones);
  }

  /** 1 (grey) or 3 (RGB). */
  int channels() {
    return mean.length;
  }
}
