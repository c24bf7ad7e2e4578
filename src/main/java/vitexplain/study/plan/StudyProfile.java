package vitexplain.study.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vitexplain.base.Profile;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.Unit;

/**
 * What an evaluation measures by a profile.
 *
 * @param profile whose choice it is
 * @param images of the embedded scenes evaluated at most
 * @param steps of a perturbation curve
 * @param randomSeeds seeds of the random control
 * @param fillCount occlusion strategies, the first of all
 * @param sanityImages images on which the methods' sanity is checked
 * @param mosaics of each size
 */
public record StudyProfile(
    Profile profile,
    int images,
    int steps,
    int randomSeeds,
    int fillCount,
    int sanityImages,
    int mosaics) {

  /** A share of as many images is known to 0.03 either way. */
  private static final int MOST_BACKGROUNDS = 1000;

  /** The choice of a profile. */
  public static StudyProfile of(Profile profile) {
    return switch (profile) {
      case SMOKE -> new StudyProfile(profile, 4, 5, 1, 5, 2, 2);
      case QUICK -> new StudyProfile(profile, 32, 10, 1, 4, 8, 10);
      case STANDARD -> new StudyProfile(profile, 240, 20, 3, 5, 16, 50);
      case FULL -> new StudyProfile(profile, Integer.MAX_VALUE, 20, 3, Integer.MAX_VALUE, 16, 100);
    };
  }

  /**
   * How far the methods' sanity is checked.
   *
   * @param mostPasses a map that is asked for dozens of times may take
   */
  public SanityPlan sanity(int mostPasses) {
    return new SanityPlan(sanityImages, SanityPlan.DEFAULT.seeds(), mostPasses);
  }

  /** How much is measured across images. */
  public AcrossPlan across() {
    return new AcrossPlan(mosaics, MOST_BACKGROUNDS);
  }

  /** The occlusion strategies; tokens cannot be dropped pixel by pixel. */
  public List<Fill> fills(Unit unit) {
    return Stream.of(Fill.values())
        .filter(fill -> unit == Unit.PATCH || fill != Fill.DROP)
        .limit(fillCount)
        .toList();
  }

  /**
   * The methods, with default options, then the random control with further seeds. The short
   * profiles leave out peers, the standard one those of many passes, and all but the longest the
   * degraded maps; those of hundreds of passes are in none.
   */
  public List<Explainer> methods() {
    List<Explainer> methods =
        new ArrayList<>(
            Methods.all().stream()
                .filter(this::includes)
                .map(entry -> Methods.named(entry.name()))
                .toList());
    String chance = Methods.controlFor(Methods.CHANCE).name();
    IntStream.range(1, randomSeeds)
        .mapToObj(seed -> Methods.named(chance + ":seed=" + seed))
        .forEach(methods::add);
    return methods;
  }

  private boolean includes(Methods.Entry entry) {
    return switch (entry.kind()) {
      case METHOD, VARIANT, CONTROL -> true;
      case PEER -> includesPeer(Methods.named(entry.name()));
      case DEGRADED -> profile == Profile.FULL;
    };
  }

  private boolean includesPeer(Explainer peer) {
    return switch (profile) {
      case SMOKE, QUICK -> false;
      case STANDARD -> peer.passes() == 1;
      case FULL -> !peer.isOnRequest();
    };
  }
}
