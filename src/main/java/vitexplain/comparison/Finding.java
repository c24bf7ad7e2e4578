package vitexplain.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.SummaryRow;
import vitexplain.statistics.Welch.Contrast;

/**
 * One number of both folders before it is judged beside the others.
 *
 * @param subject what it is of: values of the columns of {@link ComparisonRow} by name; those that
 *     it lacks are empty
 * @param a in the first folder
 * @param b in the second
 * @param contrast of the second to the first
 * @param nA values behind {@code a}
 * @param nB values behind {@code b}
 * @param basis what kind of values
 * @param leastP the least p that so many values can give
 * @param lowerIsBetter whether a larger number is worse
 * @param judged whether it counts for the verdict
 */
record Finding(
    Map<String, String> subject,
    double a,
    double b,
    Contrast contrast,
    long nA,
    long nB,
    String basis,
    double leastP,
    boolean lowerIsBetter,
    boolean judged) {

  /** What is equal in two rows of times that can be compared. */
  static Map<String, String> subject(LatencyRow row) {
    return Map.of(
        "part",
        ComparisonRow.LATENCY,
        "measure",
        row.benchmark(),
        "method",
        row.method(),
        "model",
        row.model(),
        "device",
        row.device(),
        "dtype",
        row.dtype(),
        "batch",
        Integer.toString(row.batch()),
        "threads",
        Integer.toString(row.threads()),
        "mode",
        row.mode());
  }

  /** Likewise of scores. */
  static Map<String, String> subject(SummaryRow row) {
    return Map.of(
        "part",
        ComparisonRow.SCORE,
        "measure",
        row.metric(),
        "method",
        row.method(),
        "fill",
        row.fill());
  }

  boolean isTime() {
    return ComparisonRow.LATENCY.equals(subject.get("part"));
  }

  /** What the effect is where nothing changed. */
  private double nothing() {
    return isTime() ? 1 : 0;
  }

  /** Whether the second folder's number is the worse one. */
  boolean isWorse() {
    return lowerIsBetter ? contrast.value() > nothing() : contrast.value() < nothing();
  }

  /** Whether the number is the very same, value by value where these are known. */
  boolean isSame() {
    return a == b && contrast.value() == nothing();
  }

  /** In a few words, to be listed. */
  static String words(Map<String, String> subject) {
    List<String> parts =
        Arrays.asList(
            subject.getOrDefault("measure", ""),
            subject.getOrDefault("method", ""),
            subject.getOrDefault("fill", ""),
            subject.getOrDefault("model", ""),
            subject.containsKey("batch") ? "batch " + subject.get("batch") : "",
            subject.getOrDefault("mode", ""));
    return String.join(" ", parts.stream().filter(part -> !part.isEmpty()).toList());
  }

  ComparisonRow row(double pHolm, Verdict verdict) {
    return new ComparisonRow(
        of("part"),
        of("measure"),
        of("method"),
        of("model"),
        of("device"),
        of("dtype"),
        of("batch"),
        of("threads"),
        of("mode"),
        of("fill"),
        a,
        b,
        contrast.value(),
        contrast.low(),
        contrast.high(),
        nA,
        nB,
        basis,
        contrast.p(),
        pHolm,
        verdict.words(isTime()));
  }

  private String of(String column) {
    return subject.getOrDefault(column, "");
  }
}
