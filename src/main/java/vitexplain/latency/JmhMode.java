package vitexplain.latency;

/** What is measured of a call. */
enum JmhMode {
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
  String option() {
    return option;
  }
}
