package vitexplain.statistics;

import java.util.List;

/**
 * Whether a mean difference is known to be positive, negative or within a margin of zero, asked
 * after every value: what {@link ConfidenceSequence} says of these means alone, so that a value
 * costs the same however many came before. Immutable.
 *
 * @param sequence of the differences
 * @param margin differences no greater than this are of no interest; 0 if all are
 * @param stakes on the next difference
 * @param capitals against 0 from above and below, and against the margin's two ends
 * @param verdict so far; once there is one, it stays
 * @param n differences seen when it was reached, or so far
 */
public record SequentialComparison(
    ConfidenceSequence sequence,
    double margin,
    Stakes stakes,
    List<Capital> capitals,
    Verdict verdict,
    int n) {

  /** What is known of a difference. */
  public enum Verdict {
    /** Nothing yet. */
    OPEN,
    /** Its mean is greater than 0. */
    HIGHER,
    /** Its mean is less than 0. */
    LOWER,
    /** Its mean is within the margin. */
    EQUIVALENT
  }

  public SequentialComparison {
    capitals = List.copyOf(capitals);
  }

  /**
   * Before any difference.
   *
   * @param margin in the unit of the differences, 0 or more and within their range
   * @throws IllegalArgumentException if it is not
   */
  public static SequentialComparison of(ConfidenceSequence sequence, double margin) {
    if (!(margin >= 0)) {
      throw new IllegalArgumentException("margin " + margin + " is negative");
    }
    double zero = sequence.ofRange(0);
    return new SequentialComparison(
        sequence,
        margin,
        Stakes.first(sequence.alpha()),
        List.of(
            Capital.first(zero, true),
            Capital.first(zero, false),
            Capital.first(sequence.ofRange(-margin), true),
            Capital.first(sequence.ofRange(margin), false)),
        Verdict.OPEN,
        0);
  }

  /**
   * With one more difference; without change if there is a verdict or the difference is NaN.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public SequentialComparison after(double difference) {
    if (isDecided() || Double.isNaN(difference)) {
      return this;
    }
    double unit = sequence.ofRange(difference);
    double stake = stakes.next();
    List<Capital> now = capitals.stream().map(c -> c.after(unit, stake)).toList();
    return new SequentialComparison(sequence, margin, stakes.after(unit), now, verdict(now), n + 1);
  }

  private Verdict verdict(List<Capital> now) {
    double alpha = sequence.alpha();
    if (now.get(0).wins(alpha)) {
      return Verdict.HIGHER;
    }
    if (now.get(1).wins(alpha)) {
      return Verdict.LOWER;
    }
    boolean within = margin > 0 && now.get(2).wins(alpha) && now.get(3).wins(alpha);
    return within ? Verdict.EQUIVALENT : Verdict.OPEN;
  }

  /** Whether there is a verdict. */
  public boolean isDecided() {
    return verdict != Verdict.OPEN;
  }
}
