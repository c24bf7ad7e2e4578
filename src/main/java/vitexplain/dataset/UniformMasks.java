package vitexplain.dataset;

import java.util.List;
import java.util.Map;

/**
 * Images whose mask has one value everywhere, so that scores against it are undefined or the same
 * for every map.
 *
 * @param empty those without foreground, by name
 * @param full those without background
 */
public record UniformMasks(List<String> empty, List<String> full) {

  public UniformMasks {
    empty = List.copyOf(empty);
    full = List.copyOf(full);
  }

  /**
   * Those among some masks.
   *
   * @param shares share of foreground in the counted pixels, 0 to 1, by image
   */
  public static UniformMasks of(Map<String, Double> shares) {
    return new UniformMasks(withShare(0, shares), withShare(1, shares));
  }

  private static List<String> withShare(double share, Map<String, Double> shares) {
    return shares.entrySet().stream()
        .filter(entry -> entry.getValue() == share)
        .map(Map.Entry::getKey)
        .toList();
  }
}
