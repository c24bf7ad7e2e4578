package vitexplain.study.occlusion;

import java.util.Locale;
import java.util.Optional;
import vitexplain.base.Refusal;
import vitexplain.image.occlusion.Blur;
import vitexplain.vit.model.VitConfig;

/**
 * What stands where a unit has been removed: a factor of every table, never a hidden constant. In
 * the order of preference; the first of a plan is the primary one.
 */
public enum Fill {
  /** Nothing: the patch's token leaves the sequence with its position. */
  DROP {
    /** Of no patch there is neither a mean nor an attention pooling. */
    @Override
    public Optional<String> unsuitableFor(VitConfig model) {
      return model.readout().readsTokens()
          ? Optional.empty()
          : Optional.of(
              "takes patches out of the sequence, and the model reads its class scores from all that"
                  + " are left: with the last one gone there is nothing to read");
    }

    @Override
    public Occlusion removal(Instance instance) {
      return new TokenDrop(instance.model(), instance.input());
    }
  },
  /** The image itself, blurred with a Gaussian kernel of 11 pixels, sigma 5. */
  BLUR {
    @Override
    public Occlusion removal(Instance instance) {
      VitConfig c = instance.model().config();
      return PixelOcclusion.over(
          instance,
          Blur.gaussian(
              instance.input(), c.channels(), c.imageHeight(), c.imageWidth(), KERNEL, SIGMA));
    }
  },
  /** 0 after normalisation: the mean of the model's training pixels. */
  MEAN {
    @Override
    public Occlusion removal(Instance instance) {
      return PixelOcclusion.over(instance, new float[instance.input().length]);
    }
  },
  /** 0 before normalisation. */
  BLACK {
    @Override
    public Occlusion removal(Instance instance) {
      return PixelOcclusion.over(instance, instance.black());
    }
  },
  /** Linear imputation from what is left, with noise of 0.01. */
  ROAD {
    @Override
    public Occlusion removal(Instance instance) {
      return Imputed.of(instance);
    }
  };

  private static final int KERNEL = 11;
  private static final double SIGMA = 5;

  /** Its name in files and options. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return id();
  }

  /**
   * Why it has no meaning for a model; empty if it has one.
   *
   * @return a clause to stand behind its name
   */
  public Optional<String> unsuitableFor(VitConfig model) {
    return Optional.empty();
  }

  /**
   * Refuses a model for which it has no meaning.
   *
   * @throws Refusal saying why
   */
  public void requireSuits(VitConfig model) {
    unsuitableFor(model)
        .ifPresent(
            reason -> {
              throw Refusal.request(
                  String.format(
                      Locale.ROOT,
                      "the occlusion strategy '%s' %s; give others to --fills",
                      id(),
                      reason));
            });
  }

  /** How it takes units away from an image. */
  public abstract Occlusion removal(Instance instance);
}
