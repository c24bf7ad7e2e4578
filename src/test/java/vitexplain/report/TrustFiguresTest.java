package vitexplain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import vitexplain.report.chart.LabelledRows;
import vitexplain.report.chart.Palette;
import vitexplain.report.chart.Picture;
import vitexplain.report.chart.Plot;
import vitexplain.report.figure.DepthFigure;
import vitexplain.report.figure.Figure;
import vitexplain.report.figure.RankFigure;
import vitexplain.report.figure.ThresholdFigure;
import vitexplain.report.results.Results;
import vitexplain.run.RunFolder;
import vitexplain.run.row.SummaryRow;

class TrustFiguresTest {
  @TempDir Path scratch;

  private final List<SummaryRow> rows = new ArrayList<>();

  private void value(String method, String metric, String fill, String level, double v) {
    rows.add(new SummaryRow(method, metric, fill, level, v, v - .1, v + .1, 8, Double.NaN));
  }

  private List<Plot> plots(Figure figure) {
    RunFolder folder = new RunFolder(scratch);
    folder.table(SummaryRow.SCHEMA).write(rows);
    Described.methods(folder);
    return figure.plots(Results.of(folder));
  }

  /** Texts of a figure in the order in which it draws them. */
  private static String svg(Plot plot) {
    return new String(Picture.svg(plot.chart()).bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void ranksOfEveryFillStandBesideEachOtherWithTheControl() {
    value("legrad", "srg", "drop", "", .6);
    value("rollout", "srg", "drop", "", .5);
    value("random", "srg", "drop", "", 0);
    value("legrad", "srg", "road", "", .4);
    value("rollout", "srg", "road", "", .5);
    value("random", "srg", "road", "", .1);
    List<Plot> plots = plots(new RankFigure());
    assertThat(plots).extracting(Plot::name).containsExactly("rank-fills");
    assertThat(svg(plots.get(0)))
        .containsSubsequence(
            "legrad   1", "rollout   2", "random   3", ">rollout<", ">legrad<", ">random<")
        .contains(">drop<", ">road<");
  }

  @Test
  void oneFillAloneHasNoRanksToCompare() {
    value("legrad", "srg", "drop", "", .6);
    value("rollout", "srg", "drop", "", .5);
    assertThat(plots(new RankFigure())).isEmpty();
  }

  @Test
  void everyCascadeHasACurveOverItsDepths() {
    for (String depth : List.of("1", "2", "3")) {
      value("legrad", "mprt_top_down", "", depth, .5);
      value("random", "mprt_top_down", "", depth, 1);
    }
    value("legrad", "mprt_bottom_up", "", "6", .1);
    assertThat(plots(new DepthFigure())).extracting(Plot::name).containsExactly("mprt-top-down");
  }

  @Test
  void theAxisOfPercentagesReachesTheHighestBand() {
    for (String threshold : List.of("0.10", "0.20")) {
      rows.add(new SummaryRow("legrad", "avg_gain", "black", threshold, 4, 1, 37, 8, Double.NaN));
    }
    List<Plot> plots = plots(ThresholdFigure.ofChanges());
    assertThat(plots).extracting(Plot::name).containsExactly("threshold-avg-gain");
    assertThat(((XYChart) plots.get(0).chart()).getStyler().getYAxisMax()).isBetween(37.0, 40.0);
  }

  @Test
  void namesOfAChartOfTwoRowsStandBesideTheirRows() {
    LabelledRows chart = new LabelledRows("title", "axis", List.of("upper", "lower"), 0, 1);
    chart.bar(0, 0.5, Palette.INK);
    String svg = new String(Picture.svg(chart.chart()).bytes(), StandardCharsets.UTF_8);
    assertThat(y(svg, "lower") - y(svg, "upper")).isBetween(20, 80);
  }

  private static int y(String svg, String text) {
    Matcher place = Pattern.compile("y=\"(\\d+)[^>]*>" + text + "<").matcher(svg);
    assertThat(place.find()).as(text).isTrue();
    return Integer.parseInt(place.group(1));
  }
}
