package vitexplain.vit.model;

/**
 * How a method reads class scores from the tokens Z [T, d] of every block; what that means in a
 * model says {@link Readout#ofBlock}.
 *
 * @param pool which tokens count
 * @param norm where the final LayerNorm acts
 */
public record BlockReadout(Pool pool, Readout.Norm norm) {

  /** From tokens to one vector. */
  public enum Pool {
    /** The mean over all tokens, prefix tokens included. */
    MEAN,
    /** The tokens that the model itself reads its scores from. */
    READOUT
  }
}
