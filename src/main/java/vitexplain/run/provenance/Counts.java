package vitexplain.run.provenance;

/**
 * How far a command came.
 *
 * @param planned units of work, images or benchmarks
 * @param done units finished
 * @param failed units that could not be finished
 * @param degenerate maps that were constant, NaN or infinite
 */
public record Counts(int planned, int done, int failed, int degenerate) {

  /** Units that were begun and are not to be done again. */
  public int seen() {
    return done + failed;
  }
}
