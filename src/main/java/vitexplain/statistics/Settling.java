package vitexplain.statistics;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which pairs of methods are told apart, image after image. The share of studies that may go wrong
 * anywhere is shared equally over the pairs (Bonferroni). Immutable.
 *
 * @param comparisons of A minus B, in the order of the pairs
 * @param decidedAt image at which a pair had its verdict, counted from 1; open pairs have none
 * @param images seen
 */
public record Settling(
    Map<Pair, SequentialComparison> comparisons, Map<Pair, Integer> decidedAt, int images) {

  /**
   * Two methods.
   *
   * @param a a method's id
   * @param b another's
   */
  public record Pair(String a, String b) {}

  public Settling {
    comparisons = Collections.unmodifiableMap(new LinkedHashMap<>(comparisons));
    decidedAt = Collections.unmodifiableMap(new LinkedHashMap<>(decidedAt));
  }

  /**
   * Before any image.
   *
   * @param pairs each once
   * @param range of the values of one method
   * @param alpha share of studies in which any verdict is wrong at most, between 0 and 1
   * @param margin differences no greater than this are of no interest; 0 if all are
   * @throws IllegalArgumentException if the range has no ends, or alpha or the margin is impossible
   */
  public static Settling of(Collection<Pair> pairs, ValueRange range, double alpha, double margin) {
    Map<Pair, SequentialComparison> open = new LinkedHashMap<>();
    for (Pair pair : pairs) {
      ConfidenceSequence sequence =
          new ConfidenceSequence(range.ofDifferences(), alpha / pairs.size());
      open.put(pair, SequentialComparison.of(sequence, margin));
    }
    return new Settling(open, Map.of(), 0);
  }

  /**
   * With one more image.
   *
   * @param values by method; a pair of which one has none, or NaN, is left as it is
   */
  public Settling after(Map<String, Double> values) {
    Map<Pair, SequentialComparison> next = new LinkedHashMap<>(comparisons);
    Map<Pair, Integer> when = new LinkedHashMap<>(decidedAt);
    next.replaceAll(
        (pair, comparison) ->
            comparison.after(
                values.getOrDefault(pair.a(), Double.NaN)
                    - values.getOrDefault(pair.b(), Double.NaN)));
    next.forEach(
        (pair, comparison) -> {
          if (comparison.isDecided()) {
            when.putIfAbsent(pair, images + 1);
          }
        });
    return new Settling(next, when, images + 1);
  }

  /** The pairs without a verdict, in their order. */
  public List<Pair> open() {
    return comparisons.keySet().stream().filter(pair -> !decidedAt.containsKey(pair)).toList();
  }

  /** Whether a method is in a pair without a verdict: no other one need be evaluated any more. */
  public boolean isOpen(String method) {
    return open().stream().anyMatch(pair -> pair.a().equals(method) || pair.b().equals(method));
  }

  /** Whether every pair has a verdict. */
  public boolean isSettled() {
    return decidedAt.size() == comparisons.size();
  }
}
