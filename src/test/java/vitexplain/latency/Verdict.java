package vitexplain.latency;

import java.util.Locale;

/**
 * What a benchmark reached of what it was meant to.
 *
 * @param benchmark as in {@code latency.csv}
 * @param batch images a call
 * @param quantity what is bounded, as {@code ratio_to_forward}
 * @param target the bound: the highest value that meets it
 * @param measured median over processes; a peak is the highest of all
 * @param met whether {@code measured} is within the bound
 * @param low the lowest of any process; {@code high} the highest
 * @param forks processes that it rests on
 */
record Verdict(
    String benchmark,
    int batch,
    String quantity,
    double target,
    double measured,
    boolean met,
    double low,
    double high,
    int forks) {

  /** One line of a printed table. */
  String line() {
    String decimals = target > 100 ? "%.0f" : "%.2f";
    return String.format(
        Locale.ROOT,
        "%-28s batch %d  %-28s at most "
            + decimals
            + ", measured "
            + decimals
            + " ["
            + decimals
            + ", "
            + decimals
            + "], %d processes: %s",
        benchmark,
        batch,
        quantity,
        target,
        measured,
        low,
        high,
        forks,
        met ? "met" : "missed");
  }
}
