package vitexplain.study.occlusion;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * How often the model was run, for what and how long that took: what a study cannot do without.
 * Everything beyond is its overhead, of which making the perturbed inputs is measured separately.
 */
public final class PassTally {
  /** Capture for the methods, gradients included, and the methods themselves. */
  public static final String EXPLAIN = "explain";

  /** The image itself, where its perturbed inputs are computed in another dtype than its trace. */
  public static final String UNTOUCHED = "untouched";

  /** Flat images that a method compares the image with. */
  public static final String REFERENCE = "reference";

  /** Images that a map was multiplied with, or that were cut at a threshold of it. */
  public static final String MULTIPLIED = "multiplied";

  /**
   * What passes of one purpose took.
   *
   * @param images run through the model
   * @param batches in so many runs
   * @param nanos all together
   */
  private record Tally(LongAdder images, LongAdder batches, LongAdder nanos) {
    Tally() {
      this(new LongAdder(), new LongAdder(), new LongAdder());
    }

    double seconds() {
      return nanos.sum() / 1e9;
    }

    PassCounts.Count count() {
      return new PassCounts.Count(images.sum(), batches.sum(), nanos.sum());
    }
  }

  private final Map<String, Tally> tallies = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> copying = new ConcurrentSkipListMap<>();

  /** Runs a pass over so many images; it must wait for its result. */
  public <T> T run(String purpose, int images, Supplier<T> pass) {
    Tally tally = tallies.computeIfAbsent(purpose, p -> new Tally());
    long start = System.nanoTime();
    T result = pass.get();
    tally.nanos().add(System.nanoTime() - start);
    tally.images().add(images);
    tally.batches().increment();
    return result;
  }

  /** Makes perturbed inputs of an image ready for a pass of the same purpose. */
  public <T> T copy(String purpose, Supplier<T> copies) {
    long start = System.nanoTime();
    T result = copies.get();
    long nanos = System.nanoTime() - start;
    copying.computeIfAbsent(purpose, p -> new LongAdder()).add(nanos);
    return result;
  }

  /** What was counted so far. */
  public PassCounts counts() {
    Map<String, PassCounts.Count> passes = new TreeMap<>();
    tallies.forEach((purpose, tally) -> passes.put(purpose, tally.count()));
    Map<String, Long> copies = new TreeMap<>();
    copying.forEach((purpose, nanos) -> copies.put(purpose, nanos.sum()));
    return new PassCounts(passes, copies);
  }

  /** Adds what was counted elsewhere. */
  public void add(PassCounts counts) {
    counts
        .passes()
        .forEach(
            (purpose, count) -> {
              Tally tally = tallies.computeIfAbsent(purpose, p -> new Tally());
              tally.images().add(count.images());
              tally.batches().add(count.batches());
              tally.nanos().add(count.nanos());
            });
    counts
        .copying()
        .forEach(
            (purpose, nanos) -> copying.computeIfAbsent(purpose, p -> new LongAdder()).add(nanos));
  }

  /**
   * {@code forward_passes} and {@code forward_seconds} of all perturbed inputs, in {@code
   * forward_batches}; the same for each occlusion strategy, with its milliseconds per pass; {@code
   * explain_passes}, {@code explain_seconds}; {@code copy_seconds}: making the perturbed inputs,
   * and again for each occlusion strategy.
   */
  public Map<String, Double> measured() {
    Map<String, Double> measured = new TreeMap<>();
    double images = 0;
    double batches = 0;
    double seconds = 0;
    for (Map.Entry<String, Tally> entry : tallies.entrySet()) {
      Tally tally = entry.getValue();
      boolean explains = entry.getKey().equals(EXPLAIN);
      String name = explains ? EXPLAIN : "forward_" + entry.getKey();
      measured.put(name + "_passes", tally.images().doubleValue());
      measured.put(name + "_seconds", tally.seconds());
      if (!explains) {
        measured.put(name + "_ms_per_pass", 1e3 * tally.seconds() / tally.images().doubleValue());
        images += tally.images().doubleValue();
        batches += tally.batches().doubleValue();
        seconds += tally.seconds();
      }
    }
    measured.put("forward_passes", images);
    measured.put("forward_batches", batches);
    measured.put("forward_seconds", seconds);
    double copySeconds = 0;
    for (Map.Entry<String, LongAdder> entry : copying.entrySet()) {
      double spent = entry.getValue().sum() / 1e9;
      measured.put("copy_" + entry.getKey() + "_seconds", spent);
      copySeconds += spent;
    }
    measured.put("copy_seconds", copySeconds);
    return measured;
  }
}
