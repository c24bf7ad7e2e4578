package vitexplain.vit.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.RelevanceRules;
import vitexplain.vit.trace.HostMatrix;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;

/** One forward and backward pass by rules of relevance propagation. */
final class RelevancePass {
  private final Forward plain;
  private final RelevanceRules rules;
  private final Signal tokens;
  private final Signal biases;
  private final Signal pixels;

  /**
   * @param plain the pass by the ordinary derivatives
   * @param rules those to take in their place
   */
  RelevancePass(Forward plain, RelevanceRules rules) {
    this.plain = plain;
    this.rules = rules;
    this.tokens = new Signal.TokenRelevance(rules);
    this.biases = new Signal.BiasRelevance(rules);
    this.pixels = new Signal.PixelRelevance(rules);
  }

  /** The rules that signals are asked by; each takes a pass. */
  static Set<RelevanceRules> asked(Set<Signal> needs) {
    return needs.stream().flatMap(RelevancePass::rulesOf).collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<RelevanceRules> rulesOf(Signal signal) {
    if (signal instanceof Signal.TokenRelevance of) {
      return Stream.of(of.rules());
    }
    if (signal instanceof Signal.BiasRelevance of) {
      return Stream.of(of.rules());
    }
    return signal instanceof Signal.PixelRelevance of ? Stream.of(of.rules()) : Stream.empty();
  }

  /**
   * Runs the pass.
   *
   * @param keep will own what is captured
   * @param input [B, C, height, width]
   * @param needs some of these may be another pass's; what this one sees of them is recorded too
   * @param signals receives what is captured
   * @return the logits, [B][K]
   */
  float[][] capture(
      NDManager keep,
      NDArray input,
      Targets targets,
      Set<Signal> needs,
      Map<Signal, List<NDArray>> signals) {
    try (NDManager scope = keep.newSubManager();
        Collector collector = Collector.open(scope.getEngine())) {
      NDArray x = input.duplicate();
      x.attach(scope);
      x.setRequiresGradient(needs.contains(pixels));
      BlockInputs inputs =
          new BlockInputs(scope, new Recorder(keep, needs, signals), plain.blocks());
      NDArray embedded = inputs.entering(plain.by(rules).embed(x));
      Shape shape = embedded.getShape();
      BiasLeaf leaf = BiasLeaf.of(rules, scope, shape.get(0), shape.get(1), embedded.getDataType());
      NDArray logits = plain.by(needs.contains(biases) ? leaf : rules).logitsOf(embedded, inputs);
      float[][] values = HostMatrix.floats(logits);
      NDArray chosen = targets.resolve(values).matrix(logits);
      collector.backward(rules.scores(logits).mul(chosen).sum());
      if (needs.contains(tokens)) {
        signals.put(tokens, inputs.relevances(keep));
      }
      if (needs.contains(biases)) {
        signals.put(biases, List.of(biasRelevance(leaf, shape.get(1), keep)));
      }
      if (needs.contains(pixels)) {
        NDArray relevance = x.stopGradient().mul(x.getGradient());
        relevance.attach(keep);
        signals.put(pixels, List.of(relevance));
      }
      return values;
    }
  }

  /** (B,T). */
  private NDArray biasRelevance(BiasLeaf leaf, long count, NDManager keep) {
    NDArray perToken = leaf.perToken().getGradient().squeeze(2);
    NDManager scope = leaf.perToken().getManager();
    perToken.attach(scope);
    NDArray start =
        scope
            .create(plain.readout().start(Math.toIntExact(count)), new Shape(1, count))
            .toType(perToken.getDataType(), false);
    NDArray pooled = leaf.pooled().getGradient();
    pooled.attach(scope);
    NDArray sum = perToken.add(pooled.mul(start));
    sum.attach(keep);
    return sum;
  }
}
