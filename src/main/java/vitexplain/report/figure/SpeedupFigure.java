package vitexplain.report.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vitexplain.report.chart.LabelledRows;
import vitexplain.report.chart.MethodStyle;
import vitexplain.report.chart.Plot;
import vitexplain.report.chart.Roster;
import vitexplain.report.results.Condition;
import vitexplain.report.results.Format;
import vitexplain.report.results.Repeats;
import vitexplain.report.results.Results;
import vitexplain.run.row.LatencyRow;

/** Each method beside the same maps by automatic differentiation. */
public final class SpeedupFigure implements Figure {

  /** A method's two rows under the same condition. */
  private record Pair(LatencyRow ours, LatencyRow reference) {
    double gain() {
      return reference.scoreMs() / ours.scoreMs();
    }

    /** What the two intervals allow to be said of the gain. */
    String says() {
      double least =
          (reference.scoreMs() - reference.errorMs()) / (ours.scoreMs() + ours.errorMs());
      double most = (reference.scoreMs() + reference.errorMs()) / (ours.scoreMs() - ours.errorMs());
      boolean known = least > 0 && most > 0;
      if (known && least > 1) {
        return ", " + Format.number(gain(), 2) + " × as fast";
      }
      return known && most < 1
          ? ", slower: " + Format.number(1 / gain(), 2) + " × the time"
          : ", no difference shown";
    }
  }

  @Override
  public List<Plot> plots(Results results) {
    Map<Condition, List<LatencyRow>> conditions =
        results.averages().stream()
            .filter(row -> row.scoreMs() > 0)
            .collect(Collectors.groupingBy(Condition::of, LinkedHashMap::new, Collectors.toList()));
    return conditions.entrySet().stream()
        .flatMap(e -> plot(results.roster(), e.getKey(), e.getValue()))
        .toList();
  }

  private static Stream<Plot> plot(Roster roster, Condition condition, List<LatencyRow> rows) {
    List<Pair> pairs =
        rows.stream()
            .filter(LatencyRow::isExplanation)
            .flatMap(ours -> reference(rows, ours.method()).map(r -> new Pair(ours, r)).stream())
            .sorted(Comparator.comparingDouble(Pair::gain).reversed())
            .toList();
    return pairs.isEmpty() ? Stream.empty() : Stream.of(drawn(roster, condition, pairs));
  }

  private static Optional<LatencyRow> reference(List<LatencyRow> rows, String method) {
    return rows.stream()
        .filter(row -> row.benchmark().equals(LatencyRow.REFERENCE))
        .filter(row -> row.method().equals(method))
        .findFirst();
  }

  private static Plot drawn(Roster roster, Condition condition, List<Pair> pairs) {
    List<LatencyRow> rows =
        pairs.stream().flatMap(p -> Stream.of(p.ours(), p.reference())).toList();
    List<String> labels = new ArrayList<>();
    for (Pair pair : pairs) {
      labels.add(roster.label(pair.ours().method()) + pair.says());
      labels.add("reference");
    }
    double most = rows.stream().mapToDouble(SpeedupFigure::upper).max().orElse(1);
    LabelledRows chart =
        new LabelledRows(
            "Time beside autograd; " + condition.label(),
            "milliseconds per image" + Repeats.of(rows),
            labels,
            0,
            1.04 * most);
    for (int i = 0; i < rows.size(); i++) {
      LatencyRow row = rows.get(i);
      MethodStyle style = BenchmarkColors.style(roster, row);
      boolean reference = i % 2 == 1;
      chart.bar(i, row.msPerImage(), reference ? style.band() : style.color());
      double error = row.errorMs() / row.batch();
      chart.haloed(i, Math.max(0, row.msPerImage() - error), row.msPerImage() + error);
    }
    return new Plot(
        "speedup-" + condition.slug(),
        chart.chart(),
        "Pairs of bars of milliseconds per image: each method and its reference. "
            + condition.label(),
        "Full bars: this project's passes. Pale bars: the same maps by automatic differentiation "
            + "of the plain forward pass, as published code computes them. Whiskers: JMH's 99.9 % "
            + "interval of the mean; where the two overlap, or one is not known, no difference is "
            + "shown.");
  }

  private static double upper(LatencyRow row) {
    double error = Double.isFinite(row.errorMs()) ? row.errorMs() : 0;
    return (row.scoreMs() + error) / row.batch();
  }
}
