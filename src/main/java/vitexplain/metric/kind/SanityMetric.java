package vitexplain.metric.kind;

import java.util.Arrays;
import java.util.stream.IntStream;
import vitexplain.base.Ranges;
import vitexplain.statistics.RankCorrelation;
import vitexplain.statistics.ValueRange;

/**
 * How alike an image's map is to its map after something was changed that the map should depend on:
 * Spearman's rank correlation over the patches, signs kept. A check that is passed or failed
 * ({@link SanityVerdict}) and never a ranking: among maps that change, a smaller correlation is not
 * better.
 *
 * @param change what is changed
 */
public record SanityMetric(MetricInfo info, Change change) implements Metric {

  /** What is changed between the two maps. */
  public enum Change {
    /** The linear classifier starts again from random weights. */
    HEAD,
    /** So do the last blocks, with all that comes after them. */
    TOP_DOWN,
    /** So do the first blocks, with all that comes before them. */
    BOTTOM_UP,
    /** The model is the same; another class is explained. */
    CLASS;

    /** Whether a map that is the same for every class must stay as it is. */
    public boolean concernsClassOnly() {
      return this == HEAD || this == CLASS;
    }

    /** Whether it comes in steps, one block more at a time. */
    public boolean cascades() {
      return this == TOP_DOWN || this == BOTTOM_UP;
    }
  }

  private static final String ADEBAYO = "Adebayo et al. 2018, arXiv:1810.03292";

  public static final SanityMetric MPRT_HEAD =
      of(
          "mprt_head",
          Change.HEAD,
          "rank correlation with the map after the classifier is re-initialised",
          ADEBAYO);

  public static final SanityMetric MPRT_TOP_DOWN =
      of(
          "mprt_top_down",
          Change.TOP_DOWN,
          "rank correlation with the map after the last blocks and the classifier are re-initialised",
          ADEBAYO + ", section 3");

  public static final SanityMetric MPRT_BOTTOM_UP =
      of(
          "mprt_bottom_up",
          Change.BOTTOM_UP,
          "rank correlation with the map after the first blocks and the embedding are re-initialised",
          "Binder et al. 2023, arXiv:2211.12486");

  public static final SanityMetric RANDOM_LOGIT =
      of(
          "random_logit",
          Change.CLASS,
          "rank correlation with the map of another class",
          "Sixt et al. 2020, arXiv:1912.09818");

  private static SanityMetric of(String name, Change change, String definition, String source) {
    return new SanityMetric(
        new MetricInfo(
            name, Direction.DESCRIPTOR, Chance.NONE, ValueRange.SIGNED, definition, source),
        change);
  }

  /**
   * -1 to 1; 1 without rounding where the two are equal. A map that became constant has kept no
   * order, so a constant beside one that is not is 0. NaN where both are constant or a value is not
   * finite.
   *
   * @param map raw, one score a patch
   * @param changed likewise
   */
  public double of(float[] map, float[] changed) {
    Ranges.requireSameLength(name(), map.length, changed.length);
    if (!isFinite(map) || !isFinite(changed) || (isConstant(map) && isConstant(changed))) {
      return Double.NaN;
    }
    if (isConstant(map) || isConstant(changed)) {
      return 0;
    }
    return Arrays.equals(map, changed) ? 1 : RankCorrelation.spearman(exact(map), exact(changed));
  }

  private static boolean isFinite(float[] map) {
    return IntStream.range(0, map.length).allMatch(i -> Float.isFinite(map[i]));
  }

  private static boolean isConstant(float[] map) {
    return IntStream.range(1, map.length).allMatch(i -> map[i] == map[0]);
  }

  private static double[] exact(float[] map) {
    return IntStream.range(0, map.length).mapToDouble(i -> map[i]).toArray();
  }
}
