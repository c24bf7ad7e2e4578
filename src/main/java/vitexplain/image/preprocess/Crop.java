package vitexplain.image.preprocess;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A window in the middle of the resized picture.
 *
 * @param size of the window, in pixels
 * @param fill what stands where the picture is smaller, 0 to 255, a value for each channel
 */
public record Crop(ModelSize.Exact size, List<Integer> fill) {

  public Crop {
    fill = List.copyOf(fill);
  }

  /** A window that is padded with black. */
  static Crop black(ModelSize.Exact size, int channels) {
    return new Crop(size, IntStream.range(0, channels).mapToObj(c -> 0).toList());
  }
}
