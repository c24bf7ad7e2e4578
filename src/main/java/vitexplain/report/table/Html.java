package vitexplain.report.table;

import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.text.StringEscapeUtils;
import vitexplain.report.chart.FigureFormats;
import vitexplain.report.chart.InlineChart;
import vitexplain.report.chart.Picture;
import vitexplain.report.chart.Plot;
import vitexplain.report.chart.Theme;

/** Pieces of the page. Every text that comes in as data goes out escaped. */
public final class Html {

  /** As many columns of numbers as a phone shows at once. */
  private static final int FIT_A_PHONE = 3;

  private Html() {}

  public static String escape(String text) {
    return StringEscapeUtils.escapeHtml4(text);
  }

  public static String paragraph(String text) {
    return "<p>" + escape(text) + "</p>\n";
  }

  /** A table in a container of its own that scrolls where the screen is narrow. */
  public static String table(PaperTable table) {
    List<String> kinds =
        IntStream.range(0, table.header().size())
            .mapToObj(column -> column > 0 && table.isWords(column) ? " class=\"text\"" : "")
            .toList();
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < table.rows().size(); i++) {
      String start = table.muted().contains(i) ? "<tr class=\"control\">" : "<tr>";
      rows.append(start).append(cells(table.rows().get(i), kinds)).append("</tr>\n");
    }
    return String.format(
        Locale.ROOT,
        """
        <div class="table"><p class="swipe" aria-hidden="true">%s</p><div class="scroll" role="region" aria-label="Table %s" tabindex="0"><table>
        <caption>%s <span class="files">Table: %s.</span></caption>
        <thead><tr>%s</tr></thead>
        <tbody>
        %s</tbody>
        </table></div></div>
        """,
        table.header().size() > FIT_A_PHONE ? "Swipe sideways for more columns →" : "",
        table.name(),
        escape(table.caption()),
        files(table.name()),
        headings(table.header(), kinds),
        rows);
  }

  private static String files(String table) {
    return String.format(
        Locale.ROOT,
        "<a href=\"tables/%1$s.csv\">CSV</a>, <a href=\"tables/%1$s.tex\">TeX</a>",
        table);
  }

  private static String headings(List<String> header, List<String> kinds) {
    return IntStream.range(0, header.size())
        .mapToObj(c -> "<th scope=\"col\"" + kinds.get(c) + ">" + escape(header.get(c)) + "</th>")
        .collect(Collectors.joining());
  }

  /** A table of prose: cells wrap and stand to the left. */
  public static String words(List<String> header, List<List<String>> rows) {
    List<String> plain = Collections.nCopies(header.size(), "");
    return String.format(
        Locale.ROOT,
        """
        <div class="table scroll" role="region" aria-label="%s" tabindex="0"><table class="words">
        <thead><tr>%s</tr></thead>
        <tbody>
        %s</tbody>
        </table></div>
        """,
        escape(
            String.join(", ", header)
                + ": "
                + rows.stream().findFirst().map(row -> row.get(0)).orElse("")),
        headings(header, plain),
        rows.stream()
            .map(row -> "<tr>" + row(row, plain, Html::escape) + "</tr>\n")
            .collect(Collectors.joining()));
  }

  /** Cells in which an interval stands below its mean, so that more columns fit a screen. */
  private static String cells(List<String> cells, List<String> kinds) {
    return row(cells, kinds, cell -> intervalBelow(escape(cell)));
  }

  /**
   * A row, whose first cell names it.
   *
   * @param kinds of each column, the attribute with its class or nothing
   */
  private static String row(List<String> cells, List<String> kinds, UnaryOperator<String> html) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String content = html.apply(cells.get(i));
      row.append(
          i == 0
              ? "<th scope=\"row\">" + content + "</th>"
              : "<td" + kinds.get(i) + ">" + content + "</td>");
    }
    return row.toString();
  }

  private static String intervalBelow(String cell) {
    return cell.replaceFirst(" (\\[[^]]*])$", "<small>$1</small>");
  }

  /** A figure inside the page; links lead to the files beside the page. */
  public static String figure(Plot plot, FigureFormats formats) {
    return plot.rows().isPresent()
        ? String.format(
            Locale.ROOT,
            """
            <figure class="chart">
            %s<figcaption>%s%s</figcaption></figure>
            """,
            InlineChart.html(plot),
            escape(plot.caption()),
            formats.links(plot.name()))
        : picture(plot, formats);
  }

  private static String picture(Plot plot, FigureFormats formats) {
    Picture picture = Picture.forPage(plot.chart());
    boolean wide = plot.chart().getWidth() > Theme.WIDTH;
    return String.format(
        Locale.ROOT,
        """
        <figure class="%s"><img src="data:image/%s;base64,%s" width="%s" height="%s" alt="%s">
        <figcaption>%s%s</figcaption></figure>
        """,
        wide ? "wide" : "drawing",
        picture.format(),
        Base64.getEncoder().encodeToString(picture.bytes()),
        Integer.toString(plot.chart().getWidth()),
        Integer.toString(plot.chart().getHeight()),
        escape(plot.alt()),
        escape(plot.caption()),
        formats.links(plot.name()));
  }

  /** Something to be opened by the reader. */
  public static String folded(String title, String html) {
    return "<details><summary>" + escape(title) + "</summary>\n" + html + "</details>\n";
  }

  /** What is not there, and the command that would make it. */
  public static String missing(String what, String command) {
    return "<p class=\"missing\">"
        + escape(what)
        + " <code>"
        + escape("./run-bench.sh " + command)
        + "</code> makes it.</p>\n";
  }
}
