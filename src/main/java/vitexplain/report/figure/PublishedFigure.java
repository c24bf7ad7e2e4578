package vitexplain.report.figure;

import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.knowm.xchart.style.markers.SeriesMarkers;
import vitexplain.report.chart.LabelledRows;
import vitexplain.report.chart.MethodStyle;
import vitexplain.report.chart.Palette;
import vitexplain.report.chart.Plot;
import vitexplain.report.chart.Roster;
import vitexplain.report.results.Format;
import vitexplain.report.results.Results;
import vitexplain.report.table.ReproductionTable;
import vitexplain.run.row.ReproductionRow;

/** Published numbers of a protocol and ours, a plot for each metric and target. */
public record PublishedFigure() implements Figure {
  private static final Color PUBLISHED = Palette.FAINT;
  private static final float BETWEEN = 2;
  private static final double LEAST_MARGIN = 0.5;
  private static final double MARGIN = 0.06;

  /** What distinguishes one plot from another. */
  private record Key(String protocol, String target, String metric) {
    static Key of(ReproductionRow row) {
      return new Key(row.protocol(), row.target(), row.metric());
    }
  }

  @Override
  public int unfolded() {
    return 3;
  }

  @Override
  public List<Plot> plots(Results results) {
    List<ReproductionRow> rows =
        results.reproduction().stream()
            .filter(row -> row.isPublished() && Double.isFinite(row.measured()))
            .toList();
    return rows.stream()
        .map(Key::of)
        .distinct()
        .map(
            key ->
                plot(results, key, rows.stream().filter(row -> Key.of(row).equals(key)).toList()))
        .toList();
  }

  private static Plot plot(Results results, Key key, List<ReproductionRow> rows) {
    String name = ReproductionTable.metric(key.metric());
    String title =
        String.format(
            Locale.ROOT,
            "%s, %s, target %s; %s",
            key.protocol(),
            name,
            key.target(),
            pictures(rows.get(0)));
    return new Plot(
            "published-" + Format.slug(key.protocol() + " " + key.target() + " " + key.metric()),
            drawn(results.roster(), title, name, rows).chart(),
            "Published and measured " + name + ", one row per method. " + title,
            "Grey circle: published. Coloured mark: measured here. The line between them is the"
                + " difference. "
                + limits(rows))
        .ofRows(rows.stream().map(ReproductionRow::method).toList());
  }

  private static String pictures(ReproductionRow row) {
    return row.images() == row.available()
        ? row.images() + " pictures"
        : row.images() + " of " + row.available() + " pictures";
  }

  /** What holds for every row, as of another model than the published one. */
  private static String limits(List<ReproductionRow> rows) {
    return ReproductionTable.common(rows).stream()
        .map(note -> Character.toUpperCase(note.charAt(0)) + note.substring(1) + ". ")
        .reduce("", String::concat)
        .strip();
  }

  private static LabelledRows drawn(
      Roster roster, String title, String name, List<ReproductionRow> rows) {
    double[] ends =
        rows.stream()
            .flatMapToDouble(row -> DoubleStream.of(row.published(), row.measured()))
            .sorted()
            .toArray();
    double margin = Math.max(LEAST_MARGIN, MARGIN * (ends[ends.length - 1] - ends[0]));
    LabelledRows chart =
        new LabelledRows(
            title,
            name + " (%)",
            rows.stream().map(row -> roster.label(row.method())).toList(),
            ends[0] - margin,
            ends[ends.length - 1] + margin);
    for (int i = 0; i < rows.size(); i++) {
      ReproductionRow row = rows.get(i);
      MethodStyle style = roster.style(row.method());
      chart.interval(
          i,
          Math.min(row.published(), row.measured()),
          Math.max(row.published(), row.measured()),
          style.color(),
          BETWEEN);
      chart.other(i, row.published(), PUBLISHED, SeriesMarkers.CIRCLE);
      chart.point(i, row.measured(), style.color(), style.marker());
    }
    return chart;
  }
}
