package vitexplain.cli.option;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.Unit;
import vitexplain.study.plan.SanityPlan;

/** How much a run measures; each is for one occasion on a machine with two cores. */
public enum Profile {
  /** Does everything work? Under 90 s. */
  SMOKE(4, 5, 1, 5, 2),
  /** A first answer, under 6 minutes. */
  QUICK(32, 10, 1, 4, 8),
  /** Numbers to publish, under an hour. */
  STANDARD(240, 20, 3, 5, 16),
  /** Everything there is, as long as it takes. */
  FULL(Integer.MAX_VALUE, 20, 3, 5, 16);

  private final int images;
  private final int steps;
  private final int randomSeeds;
  private final int fills;
  private final int sanityImages;

  Profile(int images, int steps, int randomSeeds, int fills, int sanityImages) {
    this.images = images;
    this.steps = steps;
    this.randomSeeds = randomSeeds;
    this.fills = fills;
    this.sanityImages = sanityImages;
  }

  /** Images evaluated at most. */
  public int images() {
    return images;
  }

  /** Steps of a perturbation curve. */
  public int steps() {
    return steps;
  }

  /** Seeds of the random control. */
  public int randomSeeds() {
    return randomSeeds;
  }

  /** How far the methods' sanity is checked. */
  public SanityPlan sanity() {
    return new SanityPlan(sanityImages, SanityPlan.DEFAULT.seeds());
  }

  /** The first of the fills; tokens cannot be dropped pixel by pixel. */
  public List<Fill> fills(Unit unit) {
    return Stream.of(Fill.values())
        .filter(fill -> unit == Unit.PATCH || fill != Fill.DROP)
        .limit(fills)
        .toList();
  }

  /**
   * Methods evaluated unless others are asked for. The short profiles leave peers out, all that
   * promise a time those of many passes and the degraded maps.
   */
  public List<Explainer> methods() {
    return Methods.all().stream()
        .filter(
            entry ->
                switch (entry.kind()) {
                  case METHOD, VARIANT, CONTROL -> true;
                  case PEER -> this == FULL || (this == STANDARD && isOfOnePass(entry.name()));
                  case DEGRADED -> this == FULL;
                })
        .map(entry -> Methods.named(entry.name()))
        .toList();
  }

  private static boolean isOfOnePass(String method) {
    return Methods.named(method).needs().stream().allMatch(signal -> signal.passes() == 1);
  }

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
