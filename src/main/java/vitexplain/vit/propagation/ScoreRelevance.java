package vitexplain.vit.propagation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.Head;
import vitexplain.vit.model.LinearWeights;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.TokenRange;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.model.VitWeights;

/**
 * Relevance from the class scores to the last block's tokens: through the head, to each range of
 * tokens that the readout pools its part. A mean is shared out as its terms are, one token gets
 * all; LayerNorm and the length that features are divided by let it pass.
 */
final class ScoreRelevance {
  private final LayerRules rules;
  private final VitConfig config;
  private final VitWeights weights;

  /**
   * @param weights in float64
   */
  ScoreRelevance(LayerRules rules, VitConfig config, VitWeights weights) {
    this.rules = rules;
    this.config = config;
    this.weights = weights;
  }

  /**
   * From the scores to the tokens.
   *
   * @param z the last block's tokens, (B,T,d)
   * @param r of the scores, (B,K), of the manager that results are to belong to
   * @return of the first R tokens, behind which no token is read, (B,R,d)
   */
  NDArray toTokens(NDArray z, NDArray r) {
    NDManager owner = r.getManager();
    try (NDManager scope = owner.newSubManager()) {
      scope.tempAttachAll(z, r);
      List<TokenRange> ranges = config.readout().ranges();
      List<Tape> tapes = ranges.stream().map(range -> new Tape(scope)).toList();
      NDArray features = null;
      for (int i = 0; i < tapes.size(); i++) {
        NDArray pooled = pooled(z, ranges.get(i), tapes.get(i)); // (B,d)
        features = features == null ? pooled : features.concat(pooled, 1);
      }
      NDArray ofFeatures = throughHead(features, r, scope); // (B,F)
      NDArray sum = null;
      for (int i = 0; i < tapes.size(); i++) {
        String part = ":, " + i * config.width() + ":" + (i + 1) * config.width();
        NDArray some = toRange(z, ranges.get(i), tapes.get(i), ofFeatures.get(part));
        sum = sum == null ? some : sum.add(some);
      }
      sum.attach(owner);
      return sum;
    }
  }

  private NDArray pooled(NDArray z, TokenRange range, Tape tape) {
    return new Forward(config, weights, tape).pooled(z, range, config.readout(), tape);
  }

  private NDArray throughHead(NDArray features, NDArray r, NDManager scope) {
    Tape tape = new Tape(scope);
    weights.head().scores(features, tape);
    if (weights.head() instanceof Head.Linear linear) {
      return rules.linear(linear.weights(), features, r);
    }
    Head.Cosine cosine = (Head.Cosine) weights.head();
    NDArray noBias = scope.zeros(new Shape(cosine.texts().getShape().get(0)), r.getDataType());
    LinearWeights texts = new LinearWeights(cosine.texts(), noBias);
    NDArray image = cosine.projection().map(tape::from).orElse(features);
    NDArray ofImage = rules.linear(texts, image, r);
    return cosine.projection().map(p -> rules.linear(p, features, ofImage)).orElse(ofImage);
  }

  /** From what was pooled of a range, (B,d), to its tokens among the first R, (B,R,d). */
  private NDArray toRange(NDArray z, TokenRange range, Tape tape, NDArray r) {
    Readout readout = config.readout();
    NDArray ofTokens =
        switch (readout.pool()) {
          case PROBE ->
              new ProbeRelevance(rules, weights.pool().orElseThrow(), tape)
                  .toTokens(seen(z, range, tape), r);
          case MEAN ->
              range.isToken() ? ofToken(z, range, tape, r) : ofMean(seen(z, range, tape), r);
        };
    int total = Math.toIntExact(z.getShape().get(1));
    int after = readout.live(total) - range.endOf(total);
    return zeros(z, range.first()).concat(ofTokens, 1).concat(zeros(z, after), 1);
  }

  /** The range's tokens as they are pooled, (B,n,d). */
  private NDArray seen(NDArray z, TokenRange range, Tape tape) {
    return config.readout().norm() == Readout.Norm.PER_TOKEN
        ? tape.from(weights.norm())
        : z.get(range.index());
  }

  /** LayerNorm comes first here, whichever comes first in the model, (B,1,d). */
  private NDArray ofToken(NDArray z, TokenRange range, Tape tape, NDArray r) {
    NDArray token =
        config.readout().norm() == Readout.Norm.NONE
            ? z.get(range.index())
            : tape.from(weights.norm());
    return Ratio.copied(token.reshape(r.getShape()), r).expandDims(1);
  }

  /** x_t / n (r / mean), (B,n,d). */
  private static NDArray ofMean(NDArray tokens, NDArray r) {
    NDArray s = Ratio.of(r.expandDims(1), tokens.mean(new int[] {1}, true));
    return tokens.mul(s.div(tokens.getShape().get(1)));
  }

  private static NDArray zeros(NDArray z, int count) {
    Shape s = z.getShape();
    return z.getManager().zeros(new Shape(s.get(0), count, s.get(2)), z.getDataType());
  }
}
