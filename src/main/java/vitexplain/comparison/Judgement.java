package vitexplain.comparison;

import java.util.List;
import java.util.stream.IntStream;
import vitexplain.run.row.PairRow;
import vitexplain.statistics.Holm;

/**
 * The verdict of one number, corrected for the tests of its part.
 *
 * @param finding what was found
 * @param pHolm corrected p; NaN where there was no test
 * @param verdict what follows
 */
record Judgement(Finding finding, double pHolm, Verdict verdict) {

  /**
   * Judges the numbers of one part together.
   *
   * @param tolerance share by which a time may be longer
   */
  static List<Judgement> of(List<Finding> findings, double tolerance) {
    double[] p =
        findings.stream().mapToDouble(f -> f.judged() ? f.contrast().p() : Double.NaN).toArray();
    long tests = IntStream.range(0, p.length).filter(i -> !Double.isNaN(p[i])).count();
    double[] holm = Holm.adjust(p);
    return IntStream.range(0, p.length)
        .mapToObj(
            i ->
                new Judgement(
                    findings.get(i), holm[i], verdict(findings.get(i), holm[i], tests, tolerance)))
        .toList();
  }

  private static Verdict verdict(Finding finding, double pHolm, long tests, double tolerance) {
    if (!finding.judged()) {
      return Verdict.MACHINE;
    }
    if (finding.isSame()) {
      return Verdict.SAME;
    }
    if (Double.isNaN(pHolm)) {
      return Verdict.TOO_FEW;
    }
    if (pHolm >= PairRow.LEVEL) {
      boolean possible = finding.leastP() * tests < PairRow.LEVEL;
      return possible ? Verdict.NOT_SHOWN : Verdict.TOO_FEW;
    }
    if (!finding.isWorse()) {
      return Verdict.BETTER;
    }
    boolean tolerated = finding.isTime() && finding.contrast().value() <= 1 + tolerance;
    return tolerated ? Verdict.TOLERATED : Verdict.WORSE;
  }

  ComparisonRow row() {
    return finding.row(pHolm, verdict);
  }
}
