package vitexplain.cli;

import java.util.List;
import java.util.Locale;
import vitexplain.explain.Explainer;
import vitexplain.explain.Methods;

/** How much a run measures; each is for one occasion on a machine with two cores. */
enum Profile {
  /** Does everything work? Under 90 s. */
  SMOKE(12, 5, 1),
  /** A first answer, under 6 minutes. */
  QUICK(64, 10, 1),
  /** Numbers to publish, under an hour. */
  STANDARD(240, 20, 3),
  /** Everything there is, as long as it takes. */
  FULL(Integer.MAX_VALUE, 20, 3);

  private final int images;
  private final int steps;
  private final int randomSeeds;

  Profile(int images, int steps, int randomSeeds) {
    this.images = images;
    this.steps = steps;
    this.randomSeeds = randomSeeds;
  }

  /** Images evaluated at most. */
  int images() {
    return images;
  }

  /** Steps of a perturbation curve. */
  int steps() {
    return steps;
  }

  /** Seeds of the random control. */
  int randomSeeds() {
    return randomSeeds;
  }

  /**
   * Methods evaluated unless others are asked for. Peers and spoilt maps double the time, so the
   * profiles that promise one leave them out.
   */
  List<Explainer> methods() {
    return Methods.all().stream()
        .filter(
            entry ->
                switch (entry.kind()) {
                  case METHOD, VARIANT, CONTROL -> true;
                  case PEER, SPOILT -> this == FULL;
                })
        .map(entry -> Methods.named(entry.name()))
        .toList();
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
