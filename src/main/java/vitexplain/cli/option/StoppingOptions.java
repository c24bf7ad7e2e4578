package vitexplain.cli.option;

import java.util.Optional;
import picocli.CommandLine.Option;
import vitexplain.base.Refusal;
import vitexplain.study.plan.StoppingRule;

/** Whether an evaluation ends once its methods are told apart. */
public final class StoppingOptions {
  @Option(
      names = "--until",
      paramLabel = "settled",
      description =
          "stop once every pair of methods is told apart by the primary metric, and measure a method no further when nothing about it is open")
  private Optional<String> until = Optional.empty();

  @Option(
      names = "--margin",
      paramLabel = "X",
      description =
          "with --until: methods whose srg differs by no more are equivalent (default: 0, none are)")
  private Optional<Double> margin = Optional.empty();

  @Option(
      names = "--alpha",
      paramLabel = "P",
      description =
          "with --until: probability of any wrong verdict at most (default: "
              + StoppingRule.ALPHA
              + ")")
  private Optional<Double> alpha = Optional.empty();

  /**
   * When the evaluation ends early, if it may.
   *
   * @param part whether it is of a part of the images
   * @param cluster whether many images are asked at once
   * @throws Refusal if that does not go with it, or a number is given that has nothing to set
   */
  public Optional<StoppingRule> rule(boolean part, boolean cluster) {
    if (until.isEmpty() && (margin.isPresent() || alpha.isPresent())) {
      throw Refusal.request(
          "--margin and --alpha say when --until settled stops. Add --until settled, or leave them out.");
    }
    until
        .filter(text -> !text.equals(StoppingRule.SETTLED))
        .ifPresent(
            text -> {
              throw Refusal.request("--until is '" + text + "'; expected 'settled'");
            });
    if (until.isPresent() && part) {
      throw Refusal.request(
          "--until settled needs all images: a part cannot know what the others saw. Leave --shard or --until out.");
    }
    if (until.isPresent() && cluster) {
      throw Refusal.request(
          "--until settled decides after each image what the next one is asked, and --spark asks many at once. Leave one of them out.");
    }
    return until.map(
        settled -> new StoppingRule(alpha.orElse(StoppingRule.ALPHA), margin.orElse(0.0)));
  }
}
