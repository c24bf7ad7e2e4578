package vitexplain.cli.print;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import vitexplain.dataset.Survey;
import vitexplain.image.mask.MaskClass;

/** What {@code data} found in a data set, a line for each kind of thing. */
public final class SurveySummary {
  /** Labels that are listed, those of most images. */
  private static final int LISTED = 10;

  private static final double PER_CENT = 100;

  private SurveySummary() {}

  /**
   * Prints it.
   *
   * @param choice the object of a mask
   * @param withModel whether labels were looked up among the classes of a model
   */
  public static void print(Survey survey, MaskClass choice, boolean withModel, PrintWriter out) {
    line(out, "pictures", pictures(survey));
    if (!survey.sizes().isEmpty()) {
      line(out, "sizes", sizes(survey.sizes()));
    }
    line(out, "masks", masks(survey, choice));
    List<Double> shares = survey.shares().stream().filter(share -> !share.isNaN()).toList();
    if (!shares.isEmpty()) {
      line(out, "foreground", shares(shares));
    }
    line(out, "labels", labels(survey));
    if (withModel) {
      line(
          out,
          "classes",
          String.format(
              Locale.ROOT,
              "%d of %d labels are classes of the model",
              survey.mapped(),
              survey.labelled()));
    }
  }

  private static void line(PrintWriter out, String name, String words) {
    out.printf(Locale.ROOT, "%-12s%s%n", name, words);
  }

  private static String pictures(Survey survey) {
    int read = survey.sizes().size();
    return read == survey.images()
        ? Integer.toString(read)
        : String.format(Locale.ROOT, "%d of %d could be read", read, survey.images());
  }

  private static String sizes(List<Survey.Size> sizes) {
    return String.format(
        Locale.ROOT,
        "%s smallest, %s median, %s largest (width x height)",
        words(sizes.get(0)),
        words(sizes.get((sizes.size() - 1) / 2)),
        words(sizes.get(sizes.size() - 1)));
  }

  private static String words(Survey.Size size) {
    return size.width() + " x " + size.height();
  }

  private static String masks(Survey survey, MaskClass choice) {
    if (survey.masks() == 0) {
      return "none";
    }
    List<String> words = new ArrayList<>();
    words.add(Integer.toString(survey.masks()));
    if (!choice.toString().isEmpty()) {
      words.add("mask class " + choice);
    }
    if (survey.empty() > 0) {
      words.add(survey.empty() + " without foreground");
    }
    if (survey.ignoring() > 0) {
      words.add(survey.ignoring() + " with ignored pixels");
    }
    return String.join(", ", words);
  }

  private static String shares(List<Double> sorted) {
    return String.format(
        Locale.ROOT,
        "%.1f %% of the counted pixels of a mask on average, from %.1f to %.1f %%",
        PER_CENT * sorted.stream().mapToDouble(share -> share).average().orElseThrow(),
        PER_CENT * sorted.get(0),
        PER_CENT * sorted.get(sorted.size() - 1));
  }

  private static String labels(Survey survey) {
    Map<String, Integer> labels = survey.labels();
    if (labels.isEmpty()) {
      return "none";
    }
    String first =
        labels.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(LISTED)
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%d, %d different: %s%s",
        survey.labelled(),
        labels.size(),
        first,
        labels.size() > LISTED ? ", …" : "");
  }
}
