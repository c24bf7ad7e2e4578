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
 * @param trials of one number of threads
 * @param rounds at least 1
 * @param seed of the order
 */
public record Schedule(List<Trial> trials, int rounds, long seed) {

  public Schedule {
    trials = List.copyOf(trials);
  }

  /** Every trial {@code rounds} times. */
  public List<Trial> inOrder() {
    Random random = new Random(seed);
    List<Trial> order = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      List<Trial> shuffled = new ArrayList<>(trials);
      Collections.shuffle(shuffled, random);
      order.addAll(shuffled);
    }
    return order;
  }
}
