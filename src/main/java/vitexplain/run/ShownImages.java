package vitexplain.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The images that a report shows, those on which the methods were most and least faithful, as they
 * are known while images come one by one. What an image is dropped by stays, so the ones left at
 * the end are those of all images together.
 */
public final class ShownImages {
  /** Images that went best, and as many that went worst. */
  public static final int EACH = 4;

  private final Map<String, Double> shown = new LinkedHashMap<>();

  /**
   * Takes the next image in.
   *
   * @param mean of the primary number over the methods that are no controls; negative infinity
   *     where there is none
   * @return the image that is not shown: this one, or one before that it takes the place of; empty
   *     if there is room for all
   */
  public Optional<String> add(String image, double mean) {
    if (mean == Double.NEGATIVE_INFINITY) {
      return Optional.of(image);
    }
    shown.put(image, mean);
    List<String> chosen = bestAndWorst(shown, EACH);
    Optional<String> dropped =
        shown.keySet().stream().filter(name -> !chosen.contains(name)).findFirst();
    dropped.ifPresent(shown::remove);
    return dropped;
  }

  /** Their names. */
  public Set<String> names() {
    return Set.copyOf(shown.keySet());
  }

  /**
   * Up to {@code each} images that went best and as many that went worst, best first; of equals the
   * earlier one is better.
   *
   * @param means by image, in the order of the run; negative infinity = left out
   */
  public static List<String> bestAndWorst(Map<String, Double> means, int each) {
    List<String> ranked =
        means.keySet().stream()
            .filter(image -> means.get(image) > Double.NEGATIVE_INFINITY)
            .sorted(Comparator.comparingDouble((String image) -> means.get(image)).reversed())
            .toList();
    if (ranked.size() <= 2 * each) {
      return ranked;
    }
    List<String> chosen = new ArrayList<>(ranked.subList(0, each));
    chosen.addAll(ranked.subList(ranked.size() - each, ranked.size()));
    return chosen;
  }
}
