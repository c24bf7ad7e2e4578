package vitexplain.vit.replay;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import vitexplain.vit.model.Hook;
import vitexplain.vit.model.PatchLayout;

/** Keeps the patches' tokens after every block. */
final class BlockOutputs implements Hook {
  private final PatchLayout layout;
  private final NDManager scope;
  private final NDList perBlock = new NDList();

  /**
   * @param scope owns what is kept
   */
  BlockOutputs(PatchLayout layout, NDManager scope) {
    this.layout = layout;
    this.scope = scope;
  }

  @Override
  public NDArray tokens(int block, NDArray z) {
    NDArray patches = z.get(":, " + layout.prefixTokens() + ":");
    patches.attach(scope);
    perBlock.add(patches);
    return z;
  }

  /** Of all blocks side by side, (B,n,L d). */
  NDArray joined() {
    return NDArrays.concat(perBlock, 2);
  }
}
