package vitexplain.study.plan;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vitexplain.base.Refusal;
import vitexplain.metric.faithfulness.Faithfulness;
import vitexplain.statistics.ValueRange;

/**
 * When an evaluation may end before its images do: as soon as every pair of its methods is told
 * apart by the primary metric, or known to be alike.
 *
 * @param alpha share of studies in which any verdict is wrong at most, between 0 and 1
 * @param margin differences of the primary metric no greater than this are of no interest; 0 if all
 *     are
 */
public record StoppingRule(double alpha, double margin) {
  /** Key in an evaluation's configuration; without it, every image is evaluated. */
  public static final String KEY = "until";

  /** What {@code --until} may be. */
  public static final String SETTLED = "settled";

  /** The usual share. */
  public static final double ALPHA = 0.05;

  private static final Pattern TEXT = Pattern.compile(SETTLED + ", alpha (\\S+), margin (\\S+)");

  public StoppingRule {
    if (!(alpha > 0 && alpha < 1)) {
      throw Refusal.request("--alpha is " + alpha + "; expected a number between 0 and 1");
    }
    ValueRange differences = Faithfulness.SRG.info().range().ofDifferences();
    if (!(margin >= 0 && margin < differences.high())) {
      throw Refusal.request(
          "--margin is "
              + margin
              + "; expected a difference of "
              + Faithfulness.SRG.name()
              + ", from 0 to less than "
              + differences.high());
    }
  }

  /** As it stands in the manifest. */
  public String text() {
    return SETTLED + ", alpha " + alpha + ", margin " + margin;
  }

  /**
   * The rule that a manifest holds, if there is one.
   *
   * @param config of an evaluation
   * @throws Refusal if it is none that this version knows
   */
  public static Optional<StoppingRule> of(Map<String, String> config) {
    String text = config.get(KEY);
    if (text == null) {
      return Optional.empty();
    }
    Matcher numbers = TEXT.matcher(text);
    try {
      if (numbers.matches()) {
        return Optional.of(
            new StoppingRule(
                Double.parseDouble(numbers.group(1)), Double.parseDouble(numbers.group(2))));
      }
    } catch (NumberFormatException e) {
      throw unreadable(text, e);
    }
    throw unreadable(text, null);
  }

  private static Refusal unreadable(String text, Throwable cause) {
    return Refusal.request(
        "the manifest's rule when to stop cannot be read: found '"
            + text
            + "', expected '"
            + new StoppingRule(ALPHA, 0).text()
            + "' or the like.",
        cause);
  }
}
