package vitexplain.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
        .singleElement()
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

  private static String printed(Optional<Integer> columns) {
    columns.ifPresent(n -> System.setProperty(ProgressLine.COLUMNS, n.toString()));
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      ProgressLine line = ProgressLine.open("evaluate", 3, 0);
      for (String name : new String[] {"a.png", "b.png", "c.png"}) {
        line.step(name);
      }
      line.close();
      line.close();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
