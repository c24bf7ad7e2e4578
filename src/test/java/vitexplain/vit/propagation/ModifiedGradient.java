package vitexplain.vit.propagation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import java.util.ArrayList;
import java.util.List;
import vitexplain.vit.autograd.Collector;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.Head;
import vitexplain.vit.model.Hook;
import vitexplain.vit.model.LinearWeights;
import vitexplain.vit.model.NormWeights;
import vitexplain.vit.model.Rules;
import vitexplain.vit.model.TokenRange;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.model.VitWeights;
import vitexplain.vit.trace.ClassWeights;

/**
 * The plain rules in another form: every operator of the forward pass keeps its value and gets the
 * derivative g for which x o g is the relevance of its input x. A sum, a mean, a rotation have it
 * already.
 */
final class ModifiedGradient implements Rules, Hook {
  private final NDManager scope;
  private final VitWeights weights;
  private final VitConfig config;
  private final List<NDArray> attention = new ArrayList<>();
  private final List<NDArray> leaves = new ArrayList<>();
  private NDArray scores;
  private NDArray probeKeys;

  private ModifiedGradient(NDManager scope, VitConfig config, VitWeights weights) {
    this.scope = scope;
    this.config = config;
    this.weights = weights;
  }

  /**
   * R_A by block, (B,H,T,T), and last the relevance of the tokens before the first block, (B,T,d).
   *
   * @param scope owns them
   */
  static List<NDArray> relevances(
      NDManager scope, VitConfig config, VitWeights weights, NDArray pixels, int[] classes) {
    return new ModifiedGradient(scope, config, weights).relevances(pixels, classes);
  }

  private List<NDArray> relevances(NDArray pixels, int[] classes) {
    try (Collector collector = Collector.open(scope.getEngine())) {
      Forward forward = new Forward(config, weights, this);
      NDArray z = forward.embed(pixels).stopGradient();
      attention.add(z);
      NDArray leaf = leaf(z);
      z = z.add(leaf);
      for (int l = 0; l < forward.blocks(); l++) {
        z = forward.through(l, z, this);
      }
      NDArray features = null;
      for (TokenRange range : config.readout().ranges()) {
        NDArray pooled = forward.pooled(z, range, config.readout(), this);
        features = features == null ? pooled : features.concat(pooled, 1);
      }
      NDArray all = classScores(features);
      // Relevance starts as 1, whatever the score: x o g = 1 for g = 1 / x.
      NDArray one = ClassWeights.of(classes).matrix(all);
      collector.backward(all.mul(one.div(all.stopGradient())).sum());
      List<NDArray> found = new ArrayList<>();
      for (int i = 1; i <= forward.blocks(); i++) {
        found.add(attention.get(i).mul(leaves.get(i).getGradient()));
      }
      found.add(attention.get(0).mul(leaves.get(0).getGradient()));
      return found;
    }
  }

  private NDArray classScores(NDArray features) {
    if (weights.head() instanceof Head.Linear linear) {
      return linear(linear.weights(), features);
    }
    Head.Cosine cosine = (Head.Cosine) weights.head();
    NDArray image = cosine.projection().map(w -> linear(w, features)).orElse(features);
    NDArray none = image.getManager().zeros(cosine.texts().getShape().slice(0, 1));
    NDArray zeros = none.toType(image.getDataType(), false);
    return linear(new LinearWeights(cosine.texts(), zeros), image);
  }

  private NDArray leaf(NDArray array) {
    NDArray leaf = array.zerosLike();
    leaf.attach(scope);
    leaf.setRequiresGradient(true);
    leaves.add(leaf);
    return leaf;
  }

  private static NDArray derivedAs(NDArray value, NDArray path) {
    return value.stopGradient().add(path.sub(path.stopGradient()));
  }

  /** y = f(x) with the derivative y / x. */
  private static NDArray passed(NDArray y, NDArray x) {
    return derivedAs(y, x.mul(y.stopGradient().div(x.stopGradient())));
  }

  private static NDArray half(NDArray x) {
    NDArray half = x.zerosLike().add(0.5);
    return derivedAs(x, x.mul(half));
  }

  @Override
  public NDArray linear(LinearWeights w, NDArray x) {
    NDArray y = w.apply(x);
    NDArray up = Activation.relu(w.weight());
    NDArray high = Activation.relu(x);
    NDArray positive = high.matMul(up.transpose());
    NDArray negative = x.sub(high).matMul(w.weight().sub(up).transpose());
    return derivedAs(y, share(positive, y).add(share(negative, y)));
  }

  private static NDArray share(NDArray part, NDArray y) {
    return part.mul(Ratio.of(y.stopGradient(), part.stopGradient()));
  }

  @Override
  public NDArray patch(LinearWeights w, NDArray x) {
    return w.apply(x);
  }

  @Override
  public NDArray norm(NormWeights w, NDArray x) {
    return passed(Rules.super.norm(w, x), x);
  }

  @Override
  public NDArray activation(vitexplain.vit.model.Activation f, NDArray x) {
    return passed(Rules.super.activation(f, x), x);
  }

  @Override
  public NDArray product(NDArray a, NDArray b) {
    return half(a.mul(b));
  }

  @Override
  public NDArray scores(int block, NDArray of) {
    scores = half(of);
    return scores;
  }

  @Override
  public NDArray attention(int block, NDArray a) {
    return watched(passed(a, scores));
  }

  private NDArray watched(NDArray a) {
    NDArray value = a.stopGradient();
    value.attach(scope);
    attention.add(value);
    return a.add(leaf(a));
  }

  @Override
  public NDArray context(int block, NDArray context) {
    return half(context);
  }

  @Override
  public NDArray probeKeys(NDArray k) {
    probeKeys = half(k);
    return probeKeys;
  }

  @Override
  public NDArray poolAttention(NDArray a) {
    var pool = weights.pool().orElseThrow();
    NDArray probe = pool.probe().duplicate();
    probe.attach(scope);
    NDArray q = pool.query().apply(probe).reshape(1, pool.heads(), 1, -1);
    return passed(a, q.matMul(probeKeys.transpose(0, 1, 3, 2)));
  }

  @Override
  public NDArray poolContext(NDArray context) {
    return half(context);
  }
}
