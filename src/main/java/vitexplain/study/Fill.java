package vitexplain.study;

import java.util.Locale;
import vitexplain.image.Blur;
import vitexplain.image.Preprocessor;
import vitexplain.vit.VitConfig;

/** What stands where a patch has been removed: a factor of every table, never a hidden constant. */
public enum Fill {
  /** 0 before normalisation. */
  BLACK {
    @Override
    float[] replacement(float[] input, VitConfig config, Preprocessor preprocessor) {
      float[] black = new float[input.length];
      int area = config.imageHeight() * config.imageWidth();
      for (int i = 0; i < black.length; i++) {
        black[i] = preprocessor.blackValue(i / area);
      }
      return black;
    }
  },
  /** 0 after normalisation: the mean of the model's training pixels. */
  MEAN {
    @Override
    float[] replacement(float[] input, VitConfig config, Preprocessor preprocessor) {
      return new float[input.length];
    }
  },
  /** The image itself, blurred with a Gaussian kernel of 11 pixels, sigma 5. */
  BLUR {
    @Override
    float[] replacement(float[] input, VitConfig config, Preprocessor preprocessor) {
      return Blur.gaussian(
          input, config.channels(), config.imageHeight(), config.imageWidth(), KERNEL, SIGMA);
    }
  };

  private static final int KERNEL = 11;
  private static final double SIGMA = 5;

  /** Its name in files and options. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The picture that shows through where patches are removed.
   *
   * @param input normalised, [C * height * width], channel after channel
   * @return the same shape
   */
  abstract float[] replacement(float[] input, VitConfig config, Preprocessor preprocessor);
}
