package vitexplain.report.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vitexplain.report.chart.LabelledRows;
import vitexplain.report.chart.Plot;
import vitexplain.report.chart.Roster;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.run.row.SummaryRow;

/**
 * The rank of every method under each occlusion strategy: lines that cross are pairs whose order
 * depends on it.
 */
public final class RankFigure implements Figure {

  /** Space for the names behind the last occlusion strategy, in steps of the axis. */
  private static final double NAMES = 0.9;

  private static final double INSET = 0.15;

  @Override
  public List<Plot> plots(Results results) {
    List<String> fills = results.fills(Results.SRG);
    Map<String, List<String>> ranked = new HashMap<>();
    fills.forEach(fill -> ranked.put(fill, ranked(results, fill)));
    List<String> first = fills.isEmpty() ? List.of() : ranked.get(fills.get(0));
    List<String> everywhere =
        first.stream()
            .filter(method -> ranked.values().stream().allMatch(all -> all.contains(method)))
            .toList();
    if (fills.size() < 2 || everywhere.size() < 2) {
      return List.of();
    }
    ranked.replaceAll((fill, all) -> all.stream().filter(everywhere::contains).toList());
    String title =
        "Rank by faithfulness (srg) under each fill; "
            + Format.n(results.rows(Results.SRG, row -> everywhere.contains(row.method())));
    return List.of(
        new Plot(
            "rank-fills",
            drawn(results.roster(), title, fills, ranked).chart(),
            "Lines of the rank of each method under each fill, the best on top. " + title,
            "Left the best of the primary fill on top, right the order under the last. Lines that "
                + "cross are methods whose order depends on what is put in place of a patch; grey "
                + "lines are controls. Ranks say nothing about distances: neighbours often cannot "
                + "be told apart (see the intervals, and Kendall's tau with its interval below)."));
  }

  /** Methods and controls that see nothing, best first under one occlusion strategy. */
  private static List<String> ranked(Results results, String fill) {
    return results
        .rows(
            Results.SRG,
            row ->
                row.fill().equals(fill)
                    && row.level().isEmpty()
                    && Double.isFinite(row.mean())
                    && !results.roster().isDegraded(row.method()))
        .stream()
        .sorted(Comparator.comparingDouble(SummaryRow::mean).reversed())
        .map(SummaryRow::method)
        .toList();
  }

  private static LabelledRows drawn(
      Roster roster, String title, List<String> fills, Map<String, List<String>> ranked) {
    List<String> first = ranked.get(fills.get(0));
    int last = fills.size() - 1;
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      labels.add(roster.label(first.get(i)) + "   " + (i + 1));
    }
    LabelledRows chart = new LabelledRows(title, " ", labels, -INSET, last + NAMES);
    chart.nameColumns(fills);
    for (String method : first) {
      double[] xs = new double[fills.size()];
      int[] rows = new int[fills.size()];
      for (int f = 0; f < fills.size(); f++) {
        xs[f] = f;
        rows[f] = ranked.get(fills.get(f)).indexOf(method);
      }
      chart.path(method, xs, rows, roster.style(method));
    }
    chart.namesRightOf(last, ranked.get(fills.get(last)).stream().map(roster::label).toList());
    return chart;
  }
}
