package vitexplain.image.resize;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Pillow's resampling filters under their numeric codes, as preprocessor files write them. */
public enum Resample {
  NEAREST(0, 0),
  LANCZOS(1, 3),
  BILINEAR(2, 1),
  BICUBIC(3, 2),
  BOX(4, 0.5),
  HAMMING(5, 1);

  /** Pillow's bicubic is Keys' kernel with this free parameter. */
  private static final double BICUBIC_A = -0.5;

  private final int code;
  private final double support;

  Resample(int code, double support) {
    this.code = code;
    this.support = support;
  }

  /** Pillow's number of this filter. */
  public int code() {
    return code;
  }

  /** Half the filter's width in source pixels when nothing is reduced. */
  double support() {
    return support;
  }

  /**
   * The filter with Pillow's number.
   *
   * @throws IllegalArgumentException naming the code and the known ones
   */
  public static Resample ofCode(int code) {
    return Arrays.stream(values())
        .filter(filter -> filter.code == code)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "resample code " + code + " is unknown; expected " + known()));
  }

  private static String known() {
    return Arrays.stream(values())
        .map(filter -> filter.code + " (" + filter.name().toLowerCase(Locale.ROOT) + ")")
        .collect(Collectors.joining(", "));
  }

  /** The filter's value at a distance in (scaled) source pixels; not normalised. */
  double weight(double distance) {
    double x = Math.abs(distance);
    return switch (this) {
      case NEAREST -> throw new IllegalStateException("nearest picks pixels and has no weights");
      case LANCZOS -> distance >= -3 && distance < 3 ? sinc(x) * sinc(x / 3) : 0;
      case BILINEAR -> x < 1 ? 1 - x : 0;
      case BICUBIC -> cubic(x);
      case BOX -> distance > -0.5 && distance <= 0.5 ? 1 : 0;
      case HAMMING -> x < 1 ? sinc(x) * (0.54f + 0.46f * Math.cos(Math.PI * x)) : 0;
    };
  }

  private static double cubic(double x) {
    if (x < 1) {
      return ((BICUBIC_A + 2) * x - (BICUBIC_A + 3)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * BICUBIC_A : 0;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }
}
