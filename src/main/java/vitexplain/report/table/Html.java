package vitexplain.report.table;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;
import vitexplain.report.chart.FigureFormats;
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
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < table.rows().size(); i++) {
      String start = table.muted().contains(i) ? "<tr class=\"control\">" : "<tr>";
      rows.append(start).append(numbers(table.rows().get(i))).append("</tr>\n");
    }
    return String.format(
        Locale.ROOT,
        """
        <div class="table"><p class="swipe" aria-hidden="true">%s</p><div class="scroll" tabindex="0"><table>
        <thead><tr>%s</tr></thead>
        <tbody>
        %s</tbody>
        </table></div>
        <p class="caption">%s</p></div>
        """,
        table.header().size() > FIT_A_PHONE ? "Swipe sideways for more columns →" : "",
        cells("th", table.header()),
        rows,
        escape(table.caption()));
  }

  /** A table of prose: cells wrap and stand to the left. */
  public static String words(List<String> header, List<List<String>> rows) {
    return String.format(
        Locale.ROOT,
        """
        <div class="table scroll" tabindex="0"><table class="words">
        <thead><tr>%s</tr></thead>
        <tbody>
        %s</tbody>
        </table></div>
        """,
        cells("th", header),
        rows.stream()
            .map(row -> "<tr>" + cells("td", row) + "</tr>\n")
            .collect(Collectors.joining()));
  }

  private static String cells(String tag, List<String> cells) {
    return cells.stream()
        .map(cell -> "<" + tag + ">" + escape(cell) + "</" + tag + ">")
        .collect(Collectors.joining());
  }

  /** Cells in which an interval stands below its mean, so that more columns fit a screen. */
  private static String numbers(List<String> cells) {
    return cells.stream()
        .map(cell -> "<td>" + intervalBelow(escape(cell)) + "</td>")
        .collect(Collectors.joining());
  }

  private static String intervalBelow(String cell) {
    return cell.replaceFirst(" (\\[[^]]*])$", "<small>$1</small>");
  }

  /** A figure with its picture inside the page; links lead to the files beside the page. */
  public static String figure(Plot plot, FigureFormats formats) {
    Picture picture = Picture.forPage(plot.chart());
    boolean wide = plot.chart().getWidth() > Theme.WIDTH;
    return String.format(
        Locale.ROOT,
        """
        <figure%s><img src="data:image/%s;base64,%s" width="%s" height="%s" alt="%s">
        <figcaption>%s%s</figcaption></figure>
        """,
        wide ? " class=\"wide\"" : "",
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
