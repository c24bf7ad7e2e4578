package vitexplain.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import vitexplain.base.NearestName;
import vitexplain.base.Refusal;
import vitexplain.run.RunFolder;
import vitexplain.run.row.SummaryRow;

/**
 * Is the second run worse than the first?
 *
 * @param rows every number that both have, times first
 * @param verdicts of the rows, in their order
 * @param remarks what differs around the runs, and what was left out
 * @param obstacles why times or scores could not be compared
 */
public record RunComparison(
    List<ComparisonRow> rows,
    List<Verdict> verdicts,
    List<String> remarks,
    List<String> obstacles) {

  private static final int MOST_LISTED = 3;

  public RunComparison {
    rows = List.copyOf(rows);
    verdicts = List.copyOf(verdicts);
    remarks = List.copyOf(remarks);
    obstacles = List.copyOf(obstacles);
  }

  /**
   * Reads both folders and changes nothing.
   *
   * @param tolerance share by which a time may be longer, as 0.05
   * @param metrics names of metrics; the main ones if empty
   * @throws Refusal if a folder is missing, is none of a run or was altered, or a metric is in
   *     neither
   */
  public static RunComparison of(
      RunFolder first, RunFolder second, double tolerance, List<String> metrics) {
    Side a = Side.of(first);
    Side b = Side.of(second);
    Builder builder = new Builder(tolerance);
    builder.times(a, b);
    builder.scores(a, b, metrics);
    return builder.build();
  }

  /** Whether anything could be judged. */
  public boolean isJudged() {
    return verdicts.stream().anyMatch(Verdict::isJudged);
  }

  /** Whether the second run is worse in anything, beyond the noise and the tolerance. */
  public boolean isWorse() {
    return verdicts.contains(Verdict.WORSE);
  }

  /** Whether a time is worse by what one process alone showed of the noise. */
  public boolean dependsOnIterations() {
    for (int i = 0; i < rows.size(); i++) {
      if (verdicts.get(i) == Verdict.WORSE && rows.get(i).basis().equals(Times.ITERATIONS)) {
        return true;
      }
    }
    return false;
  }

  /** How many numbers of a part came out so. */
  public long count(boolean time, Verdict verdict) {
    long count = 0;
    for (int i = 0; i < rows.size(); i++) {
      count += rows.get(i).isTime() == time && verdicts.get(i) == verdict ? 1 : 0;
    }
    return count;
  }

  private static final class Builder {
    private final double tolerance;
    private final List<Judgement> judgements = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();

    Builder(double tolerance) {
      this.tolerance = tolerance;
    }

    void times(Side a, Side b) {
      Map<Map<String, String>, Times.Timed> first = Times.of(a);
      Map<Map<String, String>, Times.Timed> second = Times.of(b);
      if (first.isEmpty() || second.isEmpty()) {
        obstacles.add("times: " + (first.isEmpty() ? a : b).name() + " holds none");
        return;
      }
      List<Finding> findings = Times.findings(first, second);
      if (findings.isEmpty()) {
        obstacles.add(
            String.format(
                Locale.ROOT,
                "times: no row is of the same benchmark, method, model, device, dtype, batch,"
                    + " threads and mode; %s has %s; %s has %s",
                a.name(),
                conditions(first.keySet()),
                b.name(),
                conditions(second.keySet())));
        return;
      }
      remarks.addAll(Surroundings.differing(Side.BENCH, a, b));
      remarks.addAll(Times.machine(findings, tolerance));
      missing("times", a, b, first.keySet(), second.keySet());
      judgements.addAll(Judgement.of(findings, tolerance));
    }

    void scores(Side a, Side b, List<String> metrics) {
      SameStudy study = new SameStudy(a, b);
      Scores scores = new Scores(study, Set.copyOf(metrics.isEmpty() ? Scores.MAIN : metrics));
      requireKnown(scores, metrics);
      if (study.obstacle().isPresent()) {
        obstacles.add("scores: " + study.obstacle().get());
        return;
      }
      Map<Map<String, String>, SummaryRow> first = scores.of(a);
      Map<Map<String, String>, SummaryRow> second = scores.of(b);
      List<Finding> findings = scores.findings(first, second);
      if (findings.isEmpty()) {
        obstacles.add("scores: no method has the same metric, with a better and a worse, in both");
        return;
      }
      remarks.addAll(Surroundings.differing(Side.EVALUATE, a, b));
      study.leftOut().ifPresent(remarks::add);
      missing("scores", a, b, first.keySet(), second.keySet());
      judgements.addAll(Judgement.of(findings, tolerance));
    }

    private static void requireKnown(Scores scores, List<String> metrics) {
      List<String> known = scores.known();
      for (String metric : metrics) {
        if (!known.isEmpty() && !known.contains(metric)) {
          throw Refusal.request(
              String.format(
                  Locale.ROOT,
                  "metric '%s' is in neither folder. %s",
                  metric,
                  NearestName.hint(metric, known)));
        }
      }
    }

    private static String conditions(Set<Map<String, String>> subjects) {
      return listed(
          subjects.stream()
              .map(s -> s.get("model") + " on " + s.get("device") + ", batch " + s.get("batch"))
              .distinct()
              .toList());
    }

    private void missing(
        String part,
        Side a,
        Side b,
        Set<Map<String, String>> first,
        Set<Map<String, String>> second) {
      only(part, a, first, second);
      only(part, b, second, first);
    }

    private void only(
        String part, Side side, Set<Map<String, String>> own, Set<Map<String, String>> other) {
      List<String> alone =
          own.stream().filter(s -> !other.contains(s)).map(Finding::words).toList();
      if (!alone.isEmpty()) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "%d %s are in %s alone: %s",
                alone.size(),
                part,
                side.name(),
                listed(alone)));
      }
    }

    private static String listed(List<String> all) {
      Stream<String> shown = all.stream().limit(MOST_LISTED);
      String more = all.size() > MOST_LISTED ? "; and " + (all.size() - MOST_LISTED) + " more" : "";
      return String.join("; ", shown.toList()) + more;
    }

    RunComparison build() {
      return new RunComparison(
          judgements.stream().map(Judgement::row).toList(),
          judgements.stream().map(Judgement::verdict).toList(),
          remarks,
          obstacles);
    }
  }
}
