package vitexplain.report.print;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.knowm.xchart.internal.chartpart.IChart;
import vitexplain.base.Refusal;

/** A file format of printed figures, told by the ending of the file's name. */
public enum PrintFormat {
  /** Lines and text, with the font in the file. */
  PDF,
  /** Lines and text, with the text as text. */
  SVG,
  /** Pixels, 300 an inch. */
  PNG;

  /**
   * The format of a file.
   *
   * @throws Refusal if it ends in none
   */
  public static PrintFormat of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> name.endsWith("." + format.name().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.request(
                    "--to '"
                        + file
                        + "' must end in .pdf, .svg or .png: the ending says the format."));
  }

  /**
   * The file of a drawing.
   *
   * @param chart as wide in units as the style has in this width
   */
  public byte[] file(IChart chart, Length width) {
    return switch (this) {
      case PDF -> PdfFile.of(chart, width);
      case SVG -> SvgFile.of(chart, width);
      case PNG -> PngFile.of(chart, width);
    };
  }
}
