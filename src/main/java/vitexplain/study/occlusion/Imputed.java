package vitexplain.study.occlusion;

import java.util.BitSet;
import java.util.Random;
import vitexplain.image.occlusion.LinearImputation;
import vitexplain.vit.model.VitConfig;

/** ROAD's noisy linear imputation of removed units (arXiv:2202.00449, section 4). */
final class Imputed {
  /** Standard deviation on the scale of normalised images, as in ROAD's code. */
  private static final double NOISE = 0.01;

  private final Instance instance;
  private final LinearImputation imputation;
  private final float[] noise;

  private Imputed(Instance instance) {
    VitConfig config = instance.model().config();
    this.instance = instance;
    this.imputation =
        new LinearImputation(config.channels(), config.imageHeight(), config.imageWidth());
    // Drawn once: a perturbed input's noise depends on the seed and the place, not on what was
    // asked before.
    this.noise = new float[instance.input().length];
    Random random = new Random(instance.seed());
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (NOISE * random.nextGaussian());
    }
  }

  static PixelOcclusion of(Instance instance) {
    return new PixelOcclusion(instance.model(), new Imputed(instance)::without);
  }

  private float[] without(BitSet units) {
    BitSet pixels = instance.unit().pixels(units, instance.model().config());
    float[] copy = imputation.without(instance.input(), pixels);
    int area = copy.length / instance.model().config().channels();
    for (int i = 0; i < copy.length; i++) {
      copy[i] += pixels.get(i % area) ? noise[i] : 0;
    }
    return copy;
  }
}
