package vitexplain.vit.propagation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Optional;
import vitexplain.vit.model.AttentionPool;
import vitexplain.vit.model.BlockWeights;
import vitexplain.vit.model.Head;
import vitexplain.vit.model.LinearWeights;
import vitexplain.vit.model.NormWeights;
import vitexplain.vit.model.Rotary;
import vitexplain.vit.model.VitWeights;

/**
 * A model's tensors as copies in float64: all but the blocks' at once, and of the blocks one at a
 * time, so that the copies of a large model are small.
 */
final class WideWeights {
  private final VitWeights model;
  private final VitWeights ends;

  /**
   * @param scope owns the copies of all but the blocks
   */
  WideWeights(VitWeights model, NDManager scope) {
    this.model = model;
    this.ends = new Copies(scope).ends(model);
  }

  /** Everything but the blocks, of which there are none. */
  VitWeights ends() {
    return ends;
  }

  /**
   * The same with one block, which is its first.
   *
   * @param scope owns the block's copies
   */
  VitWeights block(int l, NDManager scope) {
    return with(List.of(new Copies(scope).of(model.blocks().get(l))));
  }

  private VitWeights with(List<BlockWeights> blocks) {
    return new VitWeights(
        ends.patch(),
        ends.prefix(),
        ends.position(),
        ends.rotary(),
        ends.first(),
        blocks,
        ends.norm(),
        ends.pool(),
        ends.head());
  }

  private record Copies(NDManager scope) {

    /** A copy also of what is wide already: results belong to the manager of what they are of. */
    NDArray of(NDArray array) {
      NDArray copy = array.toType(DataType.FLOAT64, true);
      copy.attach(scope);
      return copy;
    }

    LinearWeights of(LinearWeights w) {
      return new LinearWeights(of(w.weight()), of(w.bias()));
    }

    NormWeights of(NormWeights w) {
      return new NormWeights(of(w.weight()), of(w.bias()), w.eps());
    }

    BlockWeights of(BlockWeights w) {
      return new BlockWeights(
          of(w.before()),
          of(w.query()),
          of(w.key()),
          of(w.value()),
          of(w.out()),
          of(w.after()),
          of(w.fc1()),
          of(w.fc2()));
    }

    AttentionPool of(AttentionPool w) {
      return new AttentionPool(
          of(w.probe()),
          of(w.query()),
          of(w.key()),
          of(w.value()),
          of(w.out()),
          of(w.norm()),
          of(w.fc1()),
          of(w.fc2()),
          w.heads());
    }

    Head of(Head head) {
      if (head instanceof Head.Linear linear) {
        return new Head.Linear(of(linear.weights()));
      }
      if (head instanceof Head.Cosine cosine) {
        Optional<LinearWeights> projection = cosine.projection().map(this::of);
        return new Head.Cosine(projection, of(cosine.texts()), cosine.scale(), cosine.bias());
      }
      return head;
    }

    VitWeights ends(VitWeights w) {
      return new VitWeights(
          of(w.patch()),
          w.prefix().map(this::of),
          of(w.position()),
          w.rotary().map(r -> new Rotary(of(r.cos()), of(r.sin()))),
          w.first().map(this::of),
          List.of(),
          of(w.norm()),
          w.pool().map(this::of),
          of(w.head()));
    }
  }
}
