package vitexplain.latency.plan;

/** What is measured of a call. */
public enum JmhMode {
  /** Means, with their error over iterations and processes. */
  AVERAGE("avgt"),
  /** Every call by itself, for percentiles. */
  SAMPLE("sample"),
  /** The first call of a process and no other. */
  SINGLE_SHOT("ss");

  private final String option;

  JmhMode(String option) {
    this.option = option;
  }

  /** As JMH's option {@code -bm} and the column {@code mode} spell it. */
  public String option() {
    return option;
  }
}
