package vitexplain.vit.model;

/**
 * How a class score is read from the tokens Z [T, d] of one block: W_c . norm(pool(Z)) + b_c.
 *
 * @param pool which tokens count
 * @param norm where the final LayerNorm acts
 */
public record BlockReadout(Pool pool, Norm norm) {

  /** Read from the last block, these are the logits. */
  public static final BlockReadout LOGIT = new BlockReadout(Pool.CLS, Norm.AFTER_POOL);

  /** From tokens to one vector. */
  public enum Pool {
    /** The mean over all tokens, CLS included. */
    MEAN,
    /** Token 0. */
    CLS
  }

  /** The final LayerNorm's place. */
  public enum Norm {
    AFTER_POOL,
    PER_TOKEN,
    NONE
  }
}
