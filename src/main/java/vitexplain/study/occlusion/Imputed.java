package vitexplain.study.occlusion;

import java.util.BitSet;
import java.util.Random;
import vitexplain.image.occlusion.LinearImputation;
import vitexplain.vit.model.VitConfig;

/** ROAD's noisy linear imputation of removed units (arXiv:2202.00449, section 4). */
final class Imputed {
  /** Standard deviation on the scale of normalised images, as in ROAD's code. */
  private static final double NOISE = 0.01;

  private final Subject subject;
  private final LinearImputation imputation;
  private final float[] noise;

  private Imputed(Subject subject) {
    VitConfig config = subject.model().config();
    this.subject = subject;
    this.imputation =
        new LinearImputation(config.channels(), config.imageHeight(), config.imageWidth());
    // Drawn once: a copy's noise depends on the seed and the place, not on what was asked before.
    this.noise = new float[subject.input().length];
    Random random = new Random(subject.seed());
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (NOISE * random.nextGaussian());
    }
  }

  static Redrawn of(Subject subject) {
    return new Redrawn(subject.model(), new Imputed(subject)::without);
  }

  private float[] without(BitSet units) {
    BitSet pixels = subject.unit().pixels(units, subject.model().config());
    float[] copy = imputation.without(subject.input(), pixels);
    int area = copy.length / subject.model().config().channels();
    for (int i = 0; i < copy.length; i++) {
      copy[i] += pixels.get(i % area) ? noise[i] : 0;
    }
    return copy;
  }
}
