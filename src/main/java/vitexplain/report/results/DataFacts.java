package vitexplain.report.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.MetricRow;
import vitexplain.run.row.SummaryRow;

/**
 * What is known of the images of an evaluation.
 *
 * @param name of the data set, without the path to it
 * @param images how many the model was asked about
 * @param maskless of these, images without a mask
 * @param labelless images without a true class
 * @param missed images with a true class that is not the predicted one
 * @param right images whose true class is the predicted one
 * @param foreground mean share of the object in the counted pixels of a mask, 0 to 1; empty without
 *     masks
 * @param shown images whose mask has foreground and background, over which that is the mean
 * @param maskClass the object of a mask; empty where masks are black and white
 */
public record DataFacts(
    String name,
    int images,
    int maskless,
    int labelless,
    int missed,
    int right,
    OptionalDouble foreground,
    int shown,
    String maskClass) {

  /** How a metric says that its chance value is the share of foreground. */
  private static final String FOREGROUND_SHARE = "foreground share";

  private static final Pattern IMAGES = Pattern.compile("--images[= ]('[^']*'|\"[^\"]*\"|\\S+)");

  private static final double PER_CENT = 100;

  /** From the run's files; empty without an evaluation, or where no image was recorded. */
  public static Optional<DataFacts> of(Results results) {
    List<ImageRow> asked =
        results.folder().table(ImageRow.SCHEMA).readIfPresent().stream()
            .filter(row -> row.predicted().isPresent())
            .toList();
    return results
        .manifest()
        .section("evaluate")
        .filter(section -> !asked.isEmpty())
        .map(section -> of(results, section, asked));
  }

  private static DataFacts of(Results results, Section section, List<ImageRow> asked) {
    int maskless = (int) asked.stream().filter(row -> row.maskSha256().isEmpty()).count();
    int labelless = (int) asked.stream().filter(row -> row.label().isEmpty()).count();
    int right =
        (int)
            asked.stream()
                .filter(row -> row.label().isPresent() && row.label().equals(row.predicted()))
                .count();
    Optional<SummaryRow> share = foreground(results);
    return new DataFacts(
        name(section),
        asked.size(),
        maskless,
        labelless,
        asked.size() - labelless - right,
        right,
        share.map(row -> OptionalDouble.of(row.chance())).orElse(OptionalDouble.empty()),
        share.map(SummaryRow::n).orElse(0),
        section.config().getOrDefault("mask_class", ""));
  }

  /** Of the run's data set: as in {@code voc VOC2012, split val}. */
  public static String name(Section section) {
    String data = section.notes().getOrDefault(Section.DATA, "");
    if (data.isEmpty()) {
      Matcher option = IMAGES.matcher(section.commandLine());
      return option.find()
          ? "images of " + folder(option.group(1).replaceAll("^['\"]|['\"]$", ""))
          : "embedded scenes";
    }
    int colon = data.indexOf(':');
    int hash = data.lastIndexOf('#');
    String path = data.substring(colon + 1, hash < colon ? data.length() : hash);
    String layout = data.substring(0, Math.max(0, colon));
    String folder = path.replaceAll("[/\\\\]+$", "").replaceAll(".*[/\\\\]", "");
    return (folder.equals(layout) ? layout : layout + " " + folder)
        + (hash < colon ? "" : ", split " + data.substring(hash + 1));
  }

  /** A folder's own name; of one that is called images, that of the folder it lies in. */
  private static String folder(String path) {
    return ModelNames.plain(path.replaceFirst("(?<=.)[/\\\\]images[/\\\\]*$", ""));
  }

  /** The metric that most images have of those whose chance value is the share. */
  private static Optional<SummaryRow> foreground(Results results) {
    Set<String> metrics =
        results.folder().table(MetricRow.SCHEMA).readIfPresent().stream()
            .filter(row -> row.chance().equals(FOREGROUND_SHARE))
            .map(MetricRow::metric)
            .collect(Collectors.toSet());
    return results.summary().stream()
        .filter(row -> metrics.contains(row.metric()) && row.average().equals(SummaryRow.MACRO))
        .filter(row -> Double.isFinite(row.chance()))
        .max(Comparator.comparingInt(SummaryRow::n));
  }

  /** For the page's header, a few words each. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(name + ", " + images + " evaluated");
    words.add(lack(maskless, "mask"));
    words.add(lack(labelless, "label"));
    if (labelless < images) {
      words.add(
          String.format(
              Locale.ROOT,
              "%d predicted as another class; scores over all %d and over the %d predicted right",
              missed,
              images,
              right));
    }
    if (foreground.isPresent()) {
      words.add(
          String.format(
              Locale.ROOT,
              "object%s %.1f %% of the counted pixels on average (n = %d)",
              maskClass.isEmpty() ? "" : " (mask class " + maskClass + ")",
              PER_CENT * foreground.getAsDouble(),
              shown));
    }
    return words;
  }

  private String lack(int without, String what) {
    return without == 0
        ? "all with a " + what
        : without == images ? "no " + what + "s" : without + " without a " + what;
  }
}
