package vitexplain.study.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import vitexplain.base.Refusal;
import vitexplain.metric.kind.SanityMetric;

/**
 * How much of a study goes into its sanity checks, which explain an image dozens of times.
 *
 * @param images checked at most, evenly spaced
 * @param seeds sets of random weights, and other classes, at most
 */
public record SanityPlan(int images, int seeds) {
  /** As in Adebayo et al. 2018, more than one set of weights; more than a dozen images. */
  public static final SanityPlan DEFAULT = new SanityPlan(16, 3);

  /** Cascades of deeper models skip depths, so that a check costs the same for every model. */
  private static final int DEPTHS = 6;

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9}) images, (\\d{1,9}) seeds");

  public SanityPlan {
    if (images < 0 || seeds < 1) {
      throw Refusal.request(
          "sanity checks of " + images + " images with " + seeds + " seeds; expected 0, 1 or more");
    }
  }

  /** As it stands in the manifest. */
  String text() {
    return images + " images, " + seeds + " seeds";
  }

  /** From the manifest's text; throws IllegalArgumentException if it is none. */
  static SanityPlan of(String text) {
    Matcher numbers = TEXT.matcher(text);
    if (!numbers.matches()) {
      throw new IllegalArgumentException(text);
    }
    return new SanityPlan(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
  }

  /** Numbers of re-initialised blocks, ascending, evenly spaced, the last all of them. */
  public static int[] depths(int blocks) {
    int count = Math.min(DEPTHS, blocks);
    return IntStream.rangeClosed(1, count)
        .map(i -> Math.round((float) blocks * i / count))
        .toArray();
  }

  /** Models that one seed of a check takes. */
  public static int[] depths(SanityMetric.Change change, int blocks) {
    return switch (change) {
      case HEAD, CLASS -> new int[1];
      case TOP_DOWN, BOTTOM_UP -> depths(blocks);
    };
  }
}
