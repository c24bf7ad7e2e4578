package vitexplain.study.plan;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import vitexplain.base.Refusal;
import vitexplain.explain.map.Explainer;
import vitexplain.metric.kind.SanityMetric;

/**
 * How much of a study goes into its sanity checks, which explain an image dozens of times.
 *
 * @param images checked at most, evenly spaced
 * @param seeds sets of random weights, and other classes, at most
 * @param mostPasses over the model that a map may take if its method is to be asked again about
 *     noisy copies of the image and about re-initialised models, dozens of maps an image
 */
public record SanityPlan(int images, int seeds, int mostPasses) {
  /** Of an average over perturbed inputs these checks would be most of a study's time. */
  public static final int FEW_PASSES = 10;

  /** Every method is asked again, however many passes it takes. */
  public static final int ANY_PASSES = Integer.MAX_VALUE;

  /** As in Adebayo et al. 2018, more than one set of weights; more than a dozen images. */
  public static final SanityPlan DEFAULT = new SanityPlan(16, 3);

  /** Cascades of deeper models skip depths, so that a check costs the same for every model. */
  private static final int DEPTHS = 6;

  private static final Pattern TEXT =
      Pattern.compile(
          "(\\d{1,9}) images, (\\d{1,9}) seeds(?:, methods of at most (\\d{1,9}) passes)?");

  public SanityPlan {
    if (images < 0 || seeds < 1 || mostPasses < 1) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "sanity checks of %d images with %d seeds and methods of at most %d passes; expected 0, 1 and 1 or more",
              images,
              seeds,
              mostPasses));
    }
  }

  /** Checks of every method, however many passes it takes. */
  public SanityPlan(int images, int seeds) {
    this(images, seeds, ANY_PASSES);
  }

  /** Whether a method is asked again about noisy copies and re-initialised models. */
  public boolean asksAgain(Explainer method) {
    return method.passes() <= mostPasses;
  }

  /** As it stands in the manifest. */
  String text() {
    return images
        + " images, "
        + seeds
        + " seeds"
        + (mostPasses == ANY_PASSES ? "" : ", methods of at most " + mostPasses + " passes");
  }

  /** From the manifest's text; throws IllegalArgumentException if it is none. */
  static SanityPlan of(String text) {
    Matcher numbers = TEXT.matcher(text);
    if (!numbers.matches()) {
      throw new IllegalArgumentException(text);
    }
    return new SanityPlan(
        Integer.parseInt(numbers.group(1)),
        Integer.parseInt(numbers.group(2)),
        Optional.ofNullable(numbers.group(3)).map(Integer::parseInt).orElse(ANY_PASSES));
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
