package vitexplain.study.occlusion;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * How often the model was run, for what and how long that took: what a study cannot do without.
 * Everything beyond is its overhead, of which making the perturbed inputs is measured separately.
 */
public final class PassTally {
  /** Maps of the images themselves. */
  public static final String IMAGES = "images";

  /** Maps of noisy copies. */
  public static final String NOISY = "noisy";

  /** Maps for models of which parts start again from random weights. */
  public static final String REINITIALISED = "reinitialised";

  /** Maps of other classes than the predicted or the true one. */
  public static final String CLASSES = "classes";

  /** Maps of mosaics. */
  public static final String MOSAICS = "mosaics";

  private static final Set<String> MAPS = Set.of(IMAGES, NOISY, REINITIALISED, CLASSES, MOSAICS);

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
  private final Map<String, LongAdder> methods = new ConcurrentSkipListMap<>();
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

  /** Makes maps by one method, as a part of a {@link #run} for maps. */
  public <T> T by(String method, Supplier<T> explanation) {
    return timed(methods, method, explanation);
  }

  /** Makes perturbed inputs of an image ready for a pass of the same purpose. */
  public <T> T copy(String purpose, Supplier<T> copies) {
    return timed(copying, purpose, copies);
  }

  private static <T> T timed(Map<String, LongAdder> times, String name, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    long nanos = System.nanoTime() - start;
    add(times, name, nanos);
    return result;
  }

  /** What was counted so far. */
  public PassCounts counts() {
    Map<String, PassCounts.Count> passes = new TreeMap<>();
    tallies.forEach((purpose, tally) -> passes.put(purpose, tally.count()));
    return new PassCounts(passes, sums(copying), sums(methods));
  }

  private static Map<String, Long> sums(Map<String, LongAdder> times) {
    Map<String, Long> sums = new TreeMap<>();
    times.forEach((name, nanos) -> sums.put(name, nanos.sum()));
    return sums;
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
    counts.copying().forEach((purpose, nanos) -> add(copying, purpose, nanos));
    counts.methods().forEach((method, nanos) -> add(methods, method, nanos));
  }

  private static void add(Map<String, LongAdder> times, String name, long nanos) {
    times.computeIfAbsent(name, n -> new LongAdder()).add(nanos);
  }

  /**
   * {@code forward_passes} and {@code forward_seconds} of all perturbed inputs, in {@code
   * forward_batches}; the same for each occlusion strategy, with its milliseconds per pass; {@code
   * explain_passes}, {@code explain_seconds} of all maps, again for each purpose of maps, and
   * {@code explain_of_METHOD_seconds}: what a method takes beyond the pass that methods share;
   * {@code copy_seconds}: making the perturbed inputs, and again for each occlusion strategy.
   */
  public Map<String, Double> measured() {
    Map<String, Double> measured = new TreeMap<>();
    double images = 0;
    double batches = 0;
    double seconds = 0;
    for (Map.Entry<String, Tally> entry : tallies.entrySet()) {
      Tally tally = entry.getValue();
      boolean explains = MAPS.contains(entry.getKey());
      String name = (explains ? "explain_" : "forward_") + entry.getKey();
      measured.put(name + "_passes", tally.images().doubleValue());
      measured.put(name + "_seconds", tally.seconds());
      if (explains) {
        measured.merge("explain_passes", tally.images().doubleValue(), Double::sum);
        measured.merge("explain_seconds", tally.seconds(), Double::sum);
      } else {
        measured.put(name + "_ms_per_pass", 1e3 * tally.seconds() / tally.images().doubleValue());
        images += tally.images().doubleValue();
        batches += tally.batches().doubleValue();
        seconds += tally.seconds();
      }
    }
    measured.put("forward_passes", images);
    measured.put("forward_batches", batches);
    measured.put("forward_seconds", seconds);
    methods.forEach(
        (method, nanos) -> measured.put("explain_of_" + method + "_seconds", nanos.sum() / 1e9));
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
