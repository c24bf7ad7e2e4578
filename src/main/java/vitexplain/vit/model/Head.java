package vitexplain.vit.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;

/** From the features that a readout gives, [B, F], to class scores [B, K]. */
public sealed interface Head {

  /** Class scores; the result belongs to the manager of {@code features}. */
  NDArray scores(NDArray features, Rules rules);

  /** A linear classifier, weight [K, F]. */
  record Linear(LinearWeights weights) implements Head {
    @Override
    public NDArray scores(NDArray features, Rules rules) {
      return rules.linear(weights, features);
    }
  }

  /**
   * The cosine between the image and each class's text, scaled.
   *
   * @param projection from features to the space of the texts, [d', F]; none where it is the same
   * @param texts one embedding a class, each of length 1, [K, d']
   * @param scale factor of the cosines
   * @param bias added to each
   */
  record Cosine(Optional<LinearWeights> projection, NDArray texts, double scale, double bias)
      implements Head {
    @Override
    public NDArray scores(NDArray features, Rules rules) {
      NDArray image = projection.map(p -> rules.linear(p, features)).orElse(features); // (B,d')
      // The length by division: its derivative is part of every gradient of a score.
      NDArray length = rules.length(image.mul(image).sum(new int[] {1}, true).sqrt());
      NDArray cosines = ai.djl.nn.core.Linear.linear(image.div(length), texts).singletonOrThrow();
      return rules.shifted(cosines.mul(Factor.of(image, scale)), Factor.of(image, bias));
    }
  }

  /** No classes: there is nothing to score, K = 0. */
  record None() implements Head {
    @Override
    public NDArray scores(NDArray features, Rules rules) {
      return features
          .getManager()
          .zeros(new Shape(features.getShape().get(0), 0), features.getDataType());
    }
  }
}
