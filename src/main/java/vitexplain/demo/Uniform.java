package vitexplain.demo;

import java.util.SplittableRandom;

/** Uniform draws by our own arithmetic: the JDK does not promise how it scales to a range. */
final class Uniform {

  private Uniform() {}

  static double between(SplittableRandom random, double low, double high) {
    return low + random.nextDouble() * (high - low);
  }
}
