package vitexplain.metric.kind;

import java.util.Locale;
import vitexplain.statistics.Estimate;

/** What a sanity check says of a method, from the mean similarity over images and its interval. */
public enum SanityVerdict {
  PASS,
  FAIL,
  /** The interval holds the limit: more images would tell. */
  UNDECIDED,
  /** The map cannot depend on what was changed, and did not: the check could not fail. */
  BY_CONSTRUCTION,
  /** The map is constant before and after, so that there is nothing to compare. */
  NOT_APPLICABLE;

  /**
   * A map that must change has to keep less than this much of its order. A correlation of 0.5
   * counts as large (Cohen 1988, Statistical Power Analysis, chapter 3): the two maps share a
   * quarter of the variance of their ranks. The literature on these checks names no limit of its
   * own; this one was set before anything was measured with it.
   */
  public static final double LARGE = 0.5;

  /**
   * A map that must stay is equal bit by bit where the same arithmetic runs twice; on a device that
   * adds in another order each time neighbours in the ranking may change places.
   */
  public static final double SAME = 0.999;

  /**
   * The verdict on a map.
   *
   * @param similarity mean over images
   * @param mustChange whether the map should depend on what was changed
   */
  public static SanityVerdict of(Estimate similarity, boolean mustChange) {
    if (Double.isNaN(similarity.mean())) {
      return NOT_APPLICABLE;
    }
    if (!mustChange) {
      return similarity.mean() >= SAME ? BY_CONSTRUCTION : FAIL;
    }
    if (similarity.high() < LARGE) {
      return PASS;
    }
    return similarity.low() >= LARGE ? FAIL : UNDECIDED;
  }

  /** As it stands in files: {@code not applicable}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
