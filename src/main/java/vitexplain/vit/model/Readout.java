package vitexplain.vit.model;

import java.util.List;
import java.util.stream.IntStream;

/**
 * From a block's tokens Z [T, d] to the features that class scores are read from: what is pooled
 * from each range of tokens, joined, [F] with F = ranges * d. The final LayerNorm acts on the
 * tokens or on what was pooled.
 *
 * @param ranges at least one; the class token alone in most classifiers
 * @param pool how a range becomes one vector
 * @param norm where the final LayerNorm acts
 */
public record Readout(List<TokenRange> ranges, Pool pool, Norm norm) {

  /** The class token alone. */
  public static final Readout CLASS_TOKEN = tokens(1);

  /** From a range of tokens to one vector. */
  public enum Pool {
    MEAN,
    /** By the attention of a learned probe, see {@link AttentionPool}. */
    PROBE
  }

  /** The final LayerNorm's place. */
  public enum Norm {
    AFTER_POOL,
    PER_TOKEN,
    NONE
  }

  public Readout {
    ranges = List.copyOf(ranges);
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("a readout of no tokens");
    }
  }

  /** The mean of each range. */
  public Readout(List<TokenRange> ranges, Norm norm) {
    this(ranges, Pool.MEAN, norm);
  }

  /** The first tokens, each by itself. */
  public static Readout tokens(int count) {
    return new Readout(
        IntStream.range(0, count).mapToObj(TokenRange::token).toList(), Norm.AFTER_POOL);
  }

  /** How many of a sequence of T tokens, from the first, must be known to read the scores: R. */
  public int live(int tokens) {
    return ranges.stream().mapToInt(range -> range.endOf(tokens)).max().orElseThrow();
  }

  /** Whether single tokens are read and no mean, so that R does not depend on T. */
  public boolean readsTokens() {
    return pool == Pool.MEAN && ranges.stream().allMatch(TokenRange::isToken);
  }

  /**
   * How much each token counts, [T]: every range the same, and within a range every token. They sum
   * to 1. It is where rollouts start from; with a probe, its attention is.
   */
  public float[] start(int tokens) {
    float[] start = new float[tokens];
    for (TokenRange range : ranges) {
      for (int t = range.first(); t < range.endOf(tokens); t++) {
        start[t] += 1f / (ranges.size() * range.count(tokens));
      }
    }
    return start;
  }

  /**
   * How a block's own score is read in a model with this readout. One that pools already stays as
   * it is, but for the norm where another than the default is asked for; a probe's default is to
   * look at tokens as they are, without the final LayerNorm.
   */
  public Readout ofBlock(BlockReadout how) {
    if (pool == Pool.PROBE) {
      return new Readout(ranges, pool, how.norm() == Norm.AFTER_POOL ? Norm.NONE : how.norm());
    }
    if (!readsTokens()) {
      return how.norm() == Norm.AFTER_POOL ? this : new Readout(ranges, how.norm());
    }
    return switch (how.pool()) {
      case READOUT -> new Readout(ranges, how.norm());
      case MEAN -> new Readout(ranges.stream().map(range -> TokenRange.ALL).toList(), how.norm());
    };
  }
}
