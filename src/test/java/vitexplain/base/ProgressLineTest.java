package vitexplain.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  @AfterEach
  void noTerminal() {
    System.clearProperty(ProgressLine.COLUMNS);
  }

  @Test
  void logsGetWholeLinesAndNoCarriageReturn() {
    assertThat(printed(Optional.empty()).lines())
        .hasSize(3)
        .last()
        .asString()
        .startsWith("evaluate 100%")
        .contains("3/3")
        .endsWith("c.png");
    assertThat(printed(Optional.empty())).doesNotContain("\r");
  }

  @Test
  void terminalsGetOneLineThatEndsOnceHoweverOftenItIsClosed() {
    String drawn = printed(Optional.of(80));
    assertThat(drawn).contains("\r").endsWith("\n");
    assertThat(drawn.chars().filter(c -> c == '\n').count()).isEqualTo(1);
    assertThat(drawn.lines().mapToInt(String::length).max().orElseThrow()).isLessThan(80);
  }

  @Test
  void logsGetALineAfterEachTenth() {
    String printed =
        during(
            () -> {
              ProgressLine line = ProgressLine.open("evaluate", 1000, 0);
              for (int i = 0; i < 1000; i++) {
                line.step("");
              }
              line.close();
            });
    assertThat(printed.lines().map(text -> text.replaceFirst(".* (\\d+)%.*", "$1")))
        .containsExactly("10", "20", "30", "40", "50", "60", "70", "80", "90", "100");
  }

  @Test
  void nothingIsDrawnOnceItIsClosed() {
    for (String columns : new String[] {"0", "80"}) {
      System.setProperty(ProgressLine.COLUMNS, columns);
      String printed =
          during(
              () -> {
                ProgressLine line = ProgressLine.open("evaluate", 2, 0);
                line.step("a.png");
                line.close();
                System.err.println("the last line");
                line.step("b.png");
                line.message("late");
                line.close();
                LockSupport.parkNanos(Duration.ofMillis(700).toNanos());
              });
      assertThat(printed).contains("50%").endsWith("the last line\n");
    }
  }

  private static String printed(Optional<Integer> columns) {
    columns.ifPresent(n -> System.setProperty(ProgressLine.COLUMNS, n.toString()));
    return during(
        () -> {
          ProgressLine line = ProgressLine.open("evaluate", 3, 0);
          for (String name : new String[] {"a.png", "b.png", "c.png"}) {
            line.step(name);
          }
          line.close();
          line.close();
        });
  }

  private static String during(Runnable work) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
