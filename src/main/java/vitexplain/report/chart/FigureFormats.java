package vitexplain.report.chart;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which files of each figure stand beside the page, which shows every figure by itself.
 *
 * @param kinds none, one or both
 */
public record FigureFormats(Set<Kind> kinds) {

  /** A file format of figures. */
  public enum Kind {
    /** Pixels, twice the size of the page's. */
    PNG,
    /** Lines and text, to be scaled. */
    SVG
  }

  /** Every format. */
  public static final FigureFormats ALL = new FigureFormats(EnumSet.allOf(Kind.class));

  public FigureFormats {
    kinds = Set.copyOf(kinds);
  }

  public boolean has(Kind kind) {
    return kinds.contains(kind);
  }

  /** Links to a figure's files; empty without any. */
  public String links(String name) {
    String links =
        kinds.stream()
            .sorted()
            .map(
                kind ->
                    "<a href=\"figures/"
                        + name
                        + "."
                        + kind.name().toLowerCase(Locale.ROOT)
                        + "\">"
                        + kind
                        + "</a>")
            .collect(Collectors.joining(", "));
    return links.isEmpty() ? "" : " <span class=\"files\">Full size: " + links + ".</span>";
  }
}
