package vitexplain.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vitexplain.run.LatencyRow;

/** Each method beside the same maps by automatic differentiation, the largest gain on top. */
final class SpeedupFigure implements Figure {

  /** A method's two rows under the same condition. */
  private record Pair(LatencyRow ours, LatencyRow reference) {
    double gain() {
      return reference.scoreMs() / ours.scoreMs();
    }
  }

  @Override
  public List<Plot> plots(Results results) {
    Map<Condition, List<LatencyRow>> conditions =
        results.averages().stream()
            .filter(row -> row.scoreMs() > 0)
            .collect(Collectors.groupingBy(Condition::of, LinkedHashMap::new, Collectors.toList()));
    return conditions.entrySet().stream().flatMap(e -> plot(e.getKey(), e.getValue())).toList();
  }

  private static Stream<Plot> plot(Condition condition, List<LatencyRow> rows) {
    List<Pair> pairs =
        rows.stream()
            .filter(row -> BenchmarkColors.isMethod(row.benchmark()))
            .flatMap(
                ours ->
                    find(rows, "reference:" + ours.benchmark())
                        .map(r -> new Pair(ours, r))
                        .stream())
            .sorted(Comparator.comparingDouble(Pair::gain).reversed())
            .toList();
    return pairs.isEmpty() ? Stream.empty() : Stream.of(drawn(condition, pairs));
  }

  private static Optional<LatencyRow> find(List<LatencyRow> rows, String benchmark) {
    return rows.stream().filter(row -> row.benchmark().equals(benchmark)).findFirst();
  }

  private static Plot drawn(Condition condition, List<Pair> pairs) {
    List<LatencyRow> rows =
        pairs.stream().flatMap(p -> Stream.of(p.ours(), p.reference())).toList();
    List<String> labels = new ArrayList<>();
    for (Pair pair : pairs) {
      labels.add(pair.ours().benchmark() + ", " + Format.number(pair.gain(), 2) + " × as fast");
      labels.add("reference");
    }
    double most = rows.stream().mapToDouble(SpeedupFigure::upper).max().orElse(1);
    LabelledRows chart =
        new LabelledRows(
            "Speed-up over autograd; " + condition.label(),
            "milliseconds per image" + Repeats.of(rows),
            labels,
            0,
            1.04 * most);
    for (int i = 0; i < rows.size(); i++) {
      LatencyRow row = rows.get(i);
      MethodStyle style = BenchmarkColors.style(row.benchmark());
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
            + "interval of the mean.");
  }

  private static double upper(LatencyRow row) {
    double error = Double.isFinite(row.errorMs()) ? row.errorMs() : 0;
    return (row.scoreMs() + error) / row.batch();
  }
}
