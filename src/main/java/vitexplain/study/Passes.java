package vitexplain.study;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * How often the model was run and how long that took: what a study cannot do without. Everything
 * beyond is its overhead.
 */
final class Passes {

  /** What a pass was for. */
  enum Kind {
    /** Logits of copies of an image. */
    FORWARD,
    /** Capture for the methods, gradients included, and the methods themselves. */
    EXPLAIN
  }

  private final Map<Kind, LongAdder> images = adders();
  private final Map<Kind, LongAdder> nanos = adders();

  private static Map<Kind, LongAdder> adders() {
    Map<Kind, LongAdder> adders = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      adders.put(kind, new LongAdder());
    }
    return adders;
  }

  /** Runs a pass over so many images; it must wait for its result. */
  <T> T run(Kind kind, int count, Supplier<T> pass) {
    long start = System.nanoTime();
    T result = pass.get();
    nanos.get(kind).add(System.nanoTime() - start);
    images.get(kind).add(count);
    return result;
  }

  /** {@code forward_passes}, {@code forward_seconds}, {@code explain_passes}, … */
  Map<String, Double> measured() {
    Map<String, Double> measured = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      measured.put(name + "_passes", images.get(kind).doubleValue());
      measured.put(name + "_seconds", nanos.get(kind).sum() / 1e9);
    }
    return measured;
  }
}
