package vitexplain.latency.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * In which order trials run: in rounds, each of which runs every trial once, in a process of its
 * own and in an order of its own. A machine that is slower for some minutes then slows a benchmark
 * and the forward pass that it is compared with in the same round, and no benchmark always follows
 * the same other one.
 *
 * @param trials of one number of threads, or what else is timed between them
 * @param rounds at least 1
 * @param seed of the order
 */
public record Schedule<T>(List<T> trials, int rounds, long seed) {

  public Schedule {
    trials = List.copyOf(trials);
  }

  /** Every trial {@code rounds} times. */
  public List<T> inOrder() {
    Random random = new Random(seed);
    List<T> order = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      List<T> shuffled = new ArrayList<>(trials);
      Collections.shuffle(shuffled, random);
      order.addAll(shuffled);
    }
    return order;
  }
}
