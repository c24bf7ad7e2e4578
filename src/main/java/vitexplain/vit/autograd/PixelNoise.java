package vitexplain.vit.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;

/**
 * Normal noise for a batch of images. It follows from a seed and each image's own pixels, so that
 * an image gets the same noise wherever it stands in a batch and in whatever type it is computed.
 *
 * <p>Box and Muller's transform of {@link SplittableRandom}'s doubles: a fixed recipe that other
 * languages can repeat, which {@code nextGaussian} is not.
 */
final class PixelNoise {
  private final Shape shape;
  private final SplittableRandom[] randoms;
  private final double[] deviations;

  /**
   * @param pixels [B, C, height, width]
   * @param share standard deviation as a share of each image's largest less smallest value
   * @param seed of the noise
   */
  PixelNoise(NDArray pixels, double share, int seed) {
    this.shape = pixels.getShape();
    float[][] images = PixelFingerprint.images(pixels);
    this.randoms = new SplittableRandom[images.length];
    this.deviations = new double[images.length];
    for (int b = 0; b < images.length; b++) {
      randoms[b] = new SplittableRandom(PixelFingerprint.seed(seed, images[b]));
      deviations[b] = share * range(images[b]);
    }
  }

  /** The next noise for every image, float32 [B, C, height, width], owned by {@code scope}. */
  NDArray next(NDManager scope) {
    int size = Math.toIntExact(shape.size() / randoms.length);
    float[] noise = new float[randoms.length * size];
    for (int b = 0; b < randoms.length; b++) {
      for (int i = 0; i < size; i += 2) {
        // 1 - u is never 0, so its logarithm is finite.
        double radius = deviations[b] * Math.sqrt(-2 * Math.log(1 - randoms[b].nextDouble()));
        double angle = 2 * Math.PI * randoms[b].nextDouble();
        noise[b * size + i] = (float) (radius * Math.cos(angle));
        if (i + 1 < size) {
          noise[b * size + i + 1] = (float) (radius * Math.sin(angle));
        }
      }
    }
    return scope.create(noise, shape);
  }

  private static double range(float[] image) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (float value : image) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return (double) max - min;
  }
}
