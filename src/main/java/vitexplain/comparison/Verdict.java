package vitexplain.comparison;

/** What a test says of the second folder's number. */
public enum Verdict {
  /** Worse beyond the noise; of times also beyond the tolerance. */
  WORSE("slower", "worse"),
  /** A time that is longer beyond the noise, and not beyond the tolerance. */
  TOLERATED("slower, within tolerance", "worse, within tolerance"),
  BETTER("faster", "better"),
  /** Both are the same number. */
  SAME("the same", "the same"),
  /** No difference is shown; there may be one. */
  NOT_SHOWN("no difference shown", "no difference shown"),
  /** Whatever the values, so few cannot tell: one measurement, or a handful of images. */
  TOO_FEW("too few to tell", "too few to tell"),
  /** A product of matrices: it tells how fast the machine was, and not how fast this program is. */
  MACHINE("the machine", "the machine");

  private final String ofTime;
  private final String ofScore;

  Verdict(String ofTime, String ofScore) {
    this.ofTime = ofTime;
    this.ofScore = ofScore;
  }

  /** As people read it. */
  String words(boolean time) {
    return time ? ofTime : ofScore;
  }

  /** Whether a test was made that could have come out either way. */
  boolean isJudged() {
    return this != TOO_FEW && this != MACHINE;
  }
}
