package vitexplain.study.across;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vitexplain.run.row.ImageRow;

/**
 * Images that a model is sure of, by the class that it predicts. Where an image has a label, the
 * prediction is right.
 *
 * @param bound the probability that each is above
 * @param byClass at least one image each
 */
record ConfidentImages(double bound, Map<Integer, List<ImageRow>> byClass) {
  /** The usual one, and those that are tried where it leaves too few classes. */
  static final List<Double> BOUNDS = List.of(0.99, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5);

  /**
   * With the highest bound that leaves enough classes.
   *
   * @param rows the evaluated images
   * @return those above the lowest bound if none leaves enough
   */
  static ConfidentImages of(List<ImageRow> rows, int classes) {
    Optional<ConfidentImages> enough =
        BOUNDS.stream()
            .map(bound -> above(rows, bound))
            .filter(images -> images.byClass().size() >= classes)
            .findFirst();
    return enough.orElseGet(
        () -> above(rows, BOUNDS.stream().min(Comparator.naturalOrder()).orElseThrow()));
  }

  private static ConfidentImages above(List<ImageRow> rows, double bound) {
    Map<Integer, List<ImageRow>> byClass = new TreeMap<>();
    for (ImageRow row : rows) {
      boolean right = row.label().isEmpty() || row.label().equals(row.predicted());
      if (row.predicted().isPresent() && right && row.probability() > bound) {
        byClass.computeIfAbsent(row.predicted().getAsInt(), k -> new ArrayList<>()).add(row);
      }
    }
    return new ConfidentImages(bound, byClass);
  }
}
