package vitexplain.metric.kind;

/** Which way a metric's value should go. */
public enum Direction {
  HIGHER_IS_BETTER("higher is better"),
  LOWER_IS_BETTER("lower is better"),
  /** Says what a map is like; neither end is better. */
  DESCRIPTOR("descriptor");

  private final String text;

  Direction(String text) {
    this.text = text;
  }

  /** As people read it: {@code higher is better}. */
  public String text() {
    return text;
  }
}
