package vitexplain.report.page;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import vitexplain.base.Refusal;
import vitexplain.report.results.CaseSelection;
import vitexplain.report.results.Format;
import vitexplain.report.results.Predictions;
import vitexplain.report.results.Results;
import vitexplain.report.table.Html;
import vitexplain.run.RunFolder;
import vitexplain.run.ShownImages;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.MethodRow;

/**
 * The images that went best and worst with every method's map: each photo is once in the page, and
 * the maps, a pixel per patch, are laid over it by the browser. The page's script makes an image
 * browser of them.
 */
final class Cases {

  private final Results results;
  private final CaseSelection cases;
  private final List<String> images;
  private final List<String> methods;
  private final Predictions predictions;

  private Cases(Results results) {
    this.results = results;
    this.cases = CaseSelection.of(results);
    this.images =
        cases.bestAndWorst(ShownImages.EACH).stream()
            .filter(image -> Files.exists(file(RunFolder.SEEN, image)))
            .toList();
    this.methods =
        results.methods().stream()
            .filter(m -> images.stream().anyMatch(image -> Files.exists(map(m, image))))
            .toList();
    this.predictions = Predictions.of(results.folder().table(ImageRow.SCHEMA).readIfPresent());
  }

  /** Empty if the run folder holds no maps without their images. */
  static String html(Results results) {
    Cases cases = new Cases(results);
    return cases.images.isEmpty() || cases.methods.isEmpty() ? "" : cases.html();
  }

  private Path file(String folder, String image) {
    return results.folder().heatmap(folder, image);
  }

  private Path map(String method, String image) {
    return file(RunFolder.alone(cases.shown(method)), image);
  }

  private String html() {
    return "<p class=\"scale\"><span></span>least relevant <i></i> most relevant, each map by itself</p>\n"
        + images.stream().map(this::one).collect(Collectors.joining())
        + "<p class=\"caption\">"
        + Html.escape(
            "Best on top: images by the mean "
                + Results.SRG
                + " of the methods, chosen by the number and not by eye. Below each map: the srg of this very map, of the predicted class, fill "
                + results.primaryFill()
                + ". The photo is what the model saw of the image, grey under a map, so that every colour means a value.")
        + "</p>\n<script type=\"application/json\" id=\"cases\">"
        + CaseData.of(results, cases, images, methods).toString().replace("<", "\\u003c")
        + "</script>\n";
  }

  private String one(String image) {
    Path mask = file(RunFolder.SEEN_MASKS, image);
    BufferedImage photo = read(file(RunFolder.SEEN, image));
    String open =
        methods.stream()
            .filter(this::isOpen)
            .map(m -> tile(m, image))
            .collect(Collectors.joining());
    List<String> folded = methods.stream().filter(m -> !isOpen(m)).toList();
    return String.format(
        Locale.ROOT,
        """
        <div class="case" style="--ratio:%d/%d;--photo:url(data:image/jpeg;base64,%s)%s">
        <h3>%s</h3>
        <p class="facts">%s</p>
        <div class="tiles"><span class="tile"><span class="view"><span class="photo"></span></span>image</span>
        %s%s</div>
        %s</div>
        """,
        photo.getWidth(),
        photo.getHeight(),
        base64(jpeg(photo)),
        Files.exists(mask) ? ";--mask:url(data:image/png;base64," + base64(bytes(mask)) + ")" : "",
        Html.escape(image),
        Html.escape(predictions.text(image)),
        Files.exists(mask)
            ? "<span class=\"tile\"><span class=\"view\"><span class=\"mask\"></span></span>mask</span>\n"
            : "",
        open,
        folded.isEmpty()
            ? ""
            : Html.folded(
                folded.size() + " more methods",
                "<div class=\"tiles\">"
                    + folded.stream().map(m -> tile(m, image)).collect(Collectors.joining())
                    + "</div>\n"));
  }

  /** Methods under test and a map that knows nothing; all of them if none is under test. */
  private boolean isOpen(String method) {
    return results.roster().isUnderTest(method)
        || results.roster().control(MethodRow.CHANCE).filter(method::equals).isPresent()
        || results.methods().stream().noneMatch(results.roster()::isUnderTest);
  }

  private String tile(String method, String image) {
    Path map = map(method, image);
    if (!Files.exists(map)) {
      return "";
    }
    double srg =
        cases.srg().getOrDefault(image, Map.of()).getOrDefault(cases.shown(method), Double.NaN);
    return String.format(
        Locale.ROOT,
        "<span class=\"tile\" data-map=\"%s\"><span class=\"view\"><span class=\"photo grey\"></span><img class=\"map\" src=\"data:image/png;base64,%s\" alt=\"Map of %s\"></span>%s <small>%s</small></span>\n",
        Html.escape(method),
        base64(bytes(map)),
        Html.escape(method),
        Html.escape(method),
        Format.number(srg, 2));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static BufferedImage read(Path file) {
    try {
      BufferedImage image = ImageIO.read(file.toFile());
      if (image == null) {
        throw new IOException("no picture");
      }
      return image;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Refusal unreadable(Path file, IOException cause) {
    return Refusal.file(
        "picture",
        file,
        "cannot be read (" + cause.getMessage() + "). Delete it, and the report leaves it out.",
        cause);
  }

  private static byte[] jpeg(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpeg", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
