package vitexplain.vit.trace;

import java.util.OptionalInt;
import vitexplain.vit.model.BlockReadout;
import vitexplain.vit.model.RelevanceRules;

/**
 * Something a pass can leave behind for every block; what an explainer asks for.
 *
 * <p>Gradients are kept as D, the gradient with respect to a head's context A V, and not as the T x
 * T gradient dA: dA = D V^T, and many methods need less than all of it. An array of D has a row for
 * each token, or, where all rows but those that the scores are read from are 0 by construction,
 * only the first R that hold these.
 */
public sealed interface Signal {
  /**
   * What relevance through every block costs, in passes that take a gradient: in float64, two
   * products for each sign of a layer's inputs.
   */
  int ALL_THE_WAY_DOWN = 6;

  /** A: attention after the softmax, [B, H, T, T], row = query, column = key. */
  record Attention() implements Signal {
    @Override
    public boolean dependsOnTarget() {
      return false;
    }
  }

  /** The scores before the softmax, Q K^T / sqrt(d_h), [B, H, T, T]. */
  record Scores() implements Signal {
    @Override
    public boolean dependsOnTarget() {
      return false;
    }
  }

  /** V: values, [B, H, T, d_h]. */
  record Values() implements Signal {
    @Override
    public boolean dependsOnTarget() {
      return false;
    }
  }

  /** D of the target's final logit, [B, H, R, d_h], through every later block. */
  record LogitContextGradient() implements Signal {}

  /**
   * The size of the gradient of the target's final logit with respect to each head's attention,
   * |dA|, [B, H]: for who asks no more of it than this. The T x T gradient exists only while the
   * reverse pass is in its block.
   */
  record AttentionGradientNorm(HeadNorm norm) implements Signal {}

  /**
   * D of a block's own score, [B, H, R, d_h]: no path through other blocks. In a model whose
   * readout has a probe, the gradient with respect to the probe's context and not the block's, R =
   * 1.
   *
   * @param score how a class score is read from one block's tokens
   * @param ofClass the class whose score it is, the same for every image; the target's if empty
   */
  record LayerContextGradient(BlockReadout score, OptionalInt ofClass) implements Signal {

    /** Of the target's score. */
    public LayerContextGradient(BlockReadout score) {
      this(score, OptionalInt.empty());
    }

    @Override
    public boolean dependsOnTarget() {
      return ofClass.isEmpty();
    }
  }

  /** What a readout's probe looks at, one array, [B, H, 1, T]; only of a model that has a probe. */
  record PoolAttention() implements Signal {
    @Override
    public boolean dependsOnTarget() {
      return false;
    }
  }

  /**
   * The values of each block's tokens for the readout's probe, [B, H, T, d_h]; captured with the
   * {@link LayerContextGradient} of that score, and only of a model that has a probe.
   */
  record PoolValues(BlockReadout score) implements Signal {
    @Override
    public boolean dependsOnTarget() {
      return false;
    }
  }

  /** The model's input, one array for the whole pass, [B, C, height, width]. */
  record Pixels() implements Signal {
    @Override
    public boolean dependsOnTarget() {
      return false;
    }
  }

  /** The output of the last block's first LayerNorm, one array, [B, T, d]. */
  record LastNorm() implements Signal {
    @Override
    public boolean dependsOnTarget() {
      return false;
    }
  }

  /** The gradient of the target's final logit with respect to {@link LastNorm}, [B, T, d]. */
  record LastNormGradient() implements Signal {}

  /** The gradient of the target's final logit with respect to {@link Pixels}, one array. */
  record InputGradient() implements Signal {}

  /**
   * The mean of the input gradient over noisy copies of the image, one array shaped like {@link
   * Pixels}. The target is the undisturbed image's.
   *
   * @param samples noisy copies, at least 1
   * @param noise standard deviation of the normal noise as a share of the image's value range
   * @param seed of the noise, which also follows from the image's own pixels
   */
  record SmoothedGradient(int samples, double noise, int seed) implements Signal {
    @Override
    public int passes() {
      return samples;
    }
  }

  /**
   * The mean of the input gradient over the straight path from a flat baseline to the image, one
   * array shaped like {@link Pixels}: sampled in the middle of equal steps. The target is the
   * image's.
   *
   * @param baseline value of every pixel and channel of the baseline, as the model sees it
   * @param steps at least 1
   */
  record PathGradient(double baseline, int steps) implements Signal {
    @Override
    public int passes() {
      return steps;
    }
  }

  /**
   * The relevance of each block's input tokens, one array a block, [B, T]: the sum of z o g over a
   * token's width, g the gradient of the target's score by these rules. The first block's input are
   * the embedded tokens.
   */
  record TokenRelevance(RelevanceRules rules) implements Signal {}

  /**
   * What the biases from the first block on add to it, at the tokens that they are added to, one
   * array, [B, T]: the sum of b o g. Where a bias is added behind the pooling of tokens, its part
   * is shared out as the readout counts them. With the first block's {@link TokenRelevance} it sums
   * to the score if attention is a constant, no gamma rule acts and the score is a logit.
   */
  record BiasRelevance(RelevanceRules rules) implements Signal {}

  /** The relevance x o g of {@link Pixels}, one array shaped like them. */
  record PixelRelevance(RelevanceRules rules) implements Signal {}

  /**
   * The patches that stay in each pass of {@link KeptScores}, 1, and those that do not, 0: one
   * array in float64, [B, N, n]. Where there are fewer sets to choose from than asked for, N is
   * less.
   */
  record KeptPatches(PatchSets sets) implements Signal {
    @Override
    public boolean dependsOnTarget() {
      return false;
    }
  }

  /**
   * The probability of the target's class, less that of its contrast, with the tokens of some
   * patches alone, for each set of {@link KeptPatches}, one array in float64, [B, N].
   */
  record KeptScores(PatchSets sets) implements Signal {
    @Override
    public boolean takesGradient() {
      return false;
    }

    @Override
    public int passes() {
      return sets.count();
    }
  }

  /**
   * The mean gradient of the target's logit with respect to the last block's attention, over a
   * straight path from 0 to the image, both ends included, one array, [B, H, R, T]. The target is
   * the image's.
   *
   * @param steps points on the path, at least 2
   */
  record PathAttentionGradient(int steps) implements Signal {
    @Override
    public int passes() {
      return steps;
    }
  }

  /**
   * How much longer each block's values, projected, are than the tokens that enter the block, |V_j
   * W_o| / |z_j|, [B, T]; the heads are joined, the bias of W_o is left out.
   */
  record ValueGain() implements Signal {
    @Override
    public boolean dependsOnTarget() {
      return false;
    }
  }

  /**
   * R_A: how much of the class score passes each block's attention, by propagation in which no sum
   * gains or loses relevance; for each block from the first that counts, in float64, [B, H, T, T].
   * Source: Chefer et al. 2021, arXiv:2012.09838, section 3.
   *
   * @param first the first block that counts, 0-based; its array is the first
   */
  record AttentionRelevance(int first) implements Signal {
    @Override
    public boolean takesGradient() {
      return false;
    }

    @Override
    public int passes() {
      return ALL_THE_WAY_DOWN;
    }
  }

  /**
   * R_A of the last block by the propagation that the same paper compares with, one array in
   * float64, [B, H, T, T].
   */
  record LastAttentionRelevance() implements Signal {
    @Override
    public boolean takesGradient() {
      return false;
    }
  }

  /**
   * What that propagation leaves at the image, summed over channels, one array in float64, [B,
   * height, width].
   */
  record ImageRelevance() implements Signal {
    @Override
    public boolean takesGradient() {
      return false;
    }

    @Override
    public int passes() {
      return ALL_THE_WAY_DOWN;
    }
  }

  /** Whether it is another for another class of the same image, as gradients are. */
  default boolean dependsOnTarget() {
    return true;
  }

  /** Whether a gradient is taken for it. */
  default boolean takesGradient() {
    return dependsOnTarget();
  }

  /** How many passes over the model it takes to capture, at most. */
  default int passes() {
    return 1;
  }
}
