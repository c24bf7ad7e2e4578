package vitexplain.vit.propagation;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.stream.IntStream;
import vitexplain.vit.model.LinearWeights;

/**
 * What the relevance of an output becomes at the inputs of a linear layer and of a sum. In a linear
 * layer only products above 0 count, x+ W+ and x- W- with x = x+ + x- and W = W+ + W- in positive
 * and negative parts; biases never do.
 */
enum LayerRules {
  /**
   * One denominator for both products, S = r / (x+ W+ + x- W-), and a sum's terms scaled so that
   * they add up to what arrived: Chefer et al. 2021, arXiv:2012.09838, section 3.
   */
  NORMALISED {
    @Override
    Parts shares(NDArray r, NDArray positive, NDArray negative) {
      NDArray s = Ratio.of(r, positive.add(negative));
      return new Parts(s, s);
    }

    @Override
    Parts sum(NDArray a, NDArray b, NDArray r) {
      Parts plain = PLAIN.sum(a, b, r);
      NDArray ofA = total(plain.first());
      NDArray ofB = total(plain.second());
      NDArray sizes = ofA.abs().add(ofB.abs());
      return new Parts(
          scaled(plain.first(), ofA, sizes, total(r)),
          scaled(plain.second(), ofB, sizes, total(r)));
    }
  },
  /**
   * A denominator for each product, S+ = r / (x+ W+) and S- = r / (x- W-), and a sum's terms as
   * their shares are: what the same paper compares with as LRP.
   */
  PLAIN {
    @Override
    Parts shares(NDArray r, NDArray positive, NDArray negative) {
      return new Parts(Ratio.of(r, positive), Ratio.of(r, negative));
    }

    @Override
    Parts sum(NDArray a, NDArray b, NDArray r) {
      NDArray s = Ratio.of(r, a.add(b));
      return new Parts(a.mul(s), b.mul(s));
    }
  };

  /** S for x+ W+ and for x- W-. */
  abstract Parts shares(NDArray r, NDArray positive, NDArray negative);

  /** The relevances of the terms of a + b; every image of the batch by itself. */
  abstract Parts sum(NDArray a, NDArray b, NDArray r);

  /**
   * The relevance of a linear layer's input.
   *
   * @param x [..., in]
   * @param r of its output, [..., out]
   * @return [..., in]: x+ (S W+) + x- (S W-)
   */
  NDArray linear(LinearWeights w, NDArray x, NDArray r) {
    NDArray up = Activation.relu(w.weight()); // (out,in)
    NDArray down = w.weight().sub(up);
    NDArray high = Activation.relu(x);
    NDArray low = x.sub(high);
    Parts s = shares(r, high.matMul(up.transpose()), low.matMul(down.transpose()));
    return high.mul(s.first().matMul(up)).add(low.mul(s.second().matMul(down)));
  }

  /** The sum of every image, (B,1,...). */
  private static NDArray total(NDArray x) {
    return x.sum(IntStream.range(1, x.getShape().dimension()).toArray(), true);
  }

  /** Scaled from its own sum to its share |sum| / sizes of what arrived. */
  private static NDArray scaled(NDArray x, NDArray sum, NDArray sizes, NDArray arrived) {
    return x.mul(Ratio.of(Ratio.of(sum.abs(), sizes).mul(arrived), sum));
  }
}
