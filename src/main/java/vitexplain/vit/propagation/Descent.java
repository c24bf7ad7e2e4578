package vitexplain.vit.propagation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.model.VitWeights;
import vitexplain.vit.trace.ClassWeights;

/**
 * The way down from class scores by one set of rules. What passes through a block is computed again
 * when relevance comes to it, so that memory is a block's and not a model's.
 *
 * @param rules its rules
 * @param config the model's shape
 * @param ascent the pass that it goes back
 */
record Descent(LayerRules rules, VitConfig config, Ascent ascent) {

  /**
   * What it leaves behind.
   *
   * @param attention R_A of the last blocks in forward order, (B,H,T,T) each
   * @param image (B,height,width), if relevance went as far
   */
  record Relevances(List<NDArray> attention, Optional<NDArray> image) {

    /** Takes another's away, in place. */
    void less(Relevances other) {
      for (int i = 0; i < attention.size(); i++) {
        attention.get(i).subi(other.attention.get(i));
      }
      image.ifPresent(mine -> mine.subi(other.image.orElseThrow()));
    }
  }

  /**
   * Of a 1 at each image's class.
   *
   * @param keep owns the result
   * @param classes [B]
   * @param first the first block whose R_A is kept, 0-based
   * @param toImage whether relevance goes on to the pixels
   */
  Relevances of(NDManager keep, int[] classes, int first, boolean toImage) {
    List<NDArray> attention = new ArrayList<>();
    try (NDManager scope = keep.newSubManager()) {
      NDArray r = toLastTokens(classes, scope);
      for (int l = ascent.blocks() - 1; l >= (toImage ? 0 : first); l--) {
        try (NDManager block = scope.newSubManager()) {
          NDArray z = ascent.tokens().get(l);
          block.tempAttachAll(z, r);
          BlockRelevance step = step(l, z, block);
          BlockRelevance.AtAttention at = step.toAttention(r);
          if (l >= first) {
            attention.add(moved(at.attention().duplicate(), keep));
          }
          if (l > first || toImage) {
            r = moved(step.toInput(at), scope);
          }
        }
      }
      Collections.reverse(attention);
      return new Relevances(
          List.copyOf(attention),
          toImage ? Optional.of(toImage(r, scope, keep)) : Optional.empty());
    }
  }

  private NDArray toLastTokens(int[] classes, NDManager scope) {
    NDArray scores = scope.zeros(new Shape(classes.length, config.classes()), DataType.FLOAT64);
    NDArray one = ClassWeights.of(classes).matrix(scores);
    NDArray last = ascent.tokens().get(ascent.blocks());
    return new ScoreRelevance(rules, config, ascent.weights().ends()).toTokens(last, one);
  }

  /** A block with what passed through it. */
  private BlockRelevance step(int l, NDArray z, NDManager scope) {
    Tape tape = new Tape(scope);
    VitWeights block = ascent.weights().block(l, scope);
    new Forward(config, block, tape).through(0, z, tape);
    return new BlockRelevance(rules, block, z, tape, config.heads());
  }

  private NDArray toImage(NDArray r, NDManager scope, NDManager keep) {
    scope.tempAttachAll(ascent.pixels());
    ImageRelevance step = new ImageRelevance(rules, config, ascent.weights().ends());
    return moved(step.toPixels(ascent.pixels(), r, new Tape(scope)), keep);
  }

  private static NDArray moved(NDArray array, NDManager to) {
    array.attach(to);
    return array;
  }
}
