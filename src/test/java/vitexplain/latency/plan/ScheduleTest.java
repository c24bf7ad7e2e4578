package vitexplain.latency.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final List<Trial> TRIALS =
      IntStream.range(0, 30)
          .mapToObj(
              batch ->
                  new Trial(Trial.FORWARD, JmhMode.AVERAGE, 2, "demo", "cpu", "float32", batch, ""))
          .toList();

  @Test
  void everyRoundHasEveryTrialOnce() {
    List<Trial> order = new Schedule<>(TRIALS, 3, 1).inOrder();
    assertThat(order).hasSize(90);
    for (int round = 0; round < 3; round++) {
      assertThat(order.subList(30 * round, 30 * round + 30))
          .containsExactlyInAnyOrderElementsOf(TRIALS);
    }
  }

  @Test
  void orderFollowsFromTheSeedAndDiffersBetweenRounds() {
    List<Trial> order = new Schedule<>(TRIALS, 2, 1).inOrder();
    assertThat(new Schedule<>(TRIALS, 2, 1).inOrder()).isEqualTo(order);
    assertThat(new Schedule<>(TRIALS, 2, 2).inOrder()).isNotEqualTo(order);
    assertThat(order.subList(0, 30)).isNotEqualTo(TRIALS).isNotEqualTo(order.subList(30, 60));
  }
}
