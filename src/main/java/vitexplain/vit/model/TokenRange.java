package vitexplain.vit.model;

/**
 * Neighbouring tokens of a sequence.
 *
 * @param first the first of them, 0-based
 * @param end one after the last, or {@link #OPEN} for all that follow
 */
public record TokenRange(int first, int end) {
  /** Up to the sequence's last token, however many there are. */
  public static final int OPEN = -1;

  /** Every token of a sequence. */
  public static final TokenRange ALL = new TokenRange(0, OPEN);

  public TokenRange {
    if (first < 0 || (end != OPEN && end <= first)) {
      throw new IllegalArgumentException("tokens " + first + " to " + end + "; expected some");
    }
  }

  /** A single token. */
  public static TokenRange token(int index) {
    return new TokenRange(index, index + 1);
  }

  /** Whether it is one token, whatever the sequence's length. */
  public boolean isToken() {
    return end == first + 1;
  }

  /** One after the last token of a sequence of T. */
  public int endOf(int tokens) {
    return end == OPEN ? tokens : end;
  }

  /** How many of a sequence of T tokens. */
  public int count(int tokens) {
    return endOf(tokens) - first;
  }

  /** As an index of arrays (B,T,d). */
  public String index() {
    return ":, " + first + ":" + (end == OPEN ? "" : end);
  }
}
