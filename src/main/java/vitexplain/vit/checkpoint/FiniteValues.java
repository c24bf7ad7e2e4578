package vitexplain.vit.checkpoint;

/**
 * Whether numbers are finite.
 *
 * @param size how many there are
 * @param others how many are NaN or infinite
 * @param first index of the first of those; -1 if there is none
 */
record FiniteValues(int size, int others, int first) {

  static FiniteValues of(float[] values) {
    int others = 0;
    int first = -1;
    for (int i = values.length - 1; i >= 0; i--) {
      if (!Float.isFinite(values[i])) {
        others++;
        first = i;
      }
    }
    return new FiniteValues(values.length, others, first);
  }

  static FiniteValues of(double[] values) {
    int others = 0;
    int first = -1;
    for (int i = values.length - 1; i >= 0; i--) {
      if (!Double.isFinite(values[i])) {
        others++;
        first = i;
      }
    }
    return new FiniteValues(values.length, others, first);
  }

  /** Whether all are finite. */
  boolean all() {
    return others == 0;
  }
}
