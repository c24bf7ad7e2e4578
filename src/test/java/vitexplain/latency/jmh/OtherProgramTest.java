package vitexplain.latency.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OtherProgramTest {

  private static final Duration ENOUGH = Duration.ofMinutes(1);

  private static OtherProgram shell(Duration patience, String script) {
    return new OtherProgram("shell", patience, "why.txt", List.of("sh", "-c", script));
  }

  @Test
  void lineIsReadBackAsTheProgram() {
    OtherProgram program = shell(Duration.ofMillis(1500), "echo 'a b' ''");
    assertThat(OtherProgram.of(program.line())).contains(program);
    OtherProgram ofEmpty = new OtherProgram("p", ENOUGH, "", List.of("p", ""));
    assertThat(OtherProgram.of(ofEmpty.line())).contains(ofEmpty);
  }

  @Test
  void lineOfJmhIsNoProgram() {
    assertThat(OtherProgram.of("vitexplain\\.bench\\.ForwardBenchmark\\.forward$\t-f\t1"))
        .isEmpty();
  }

  @Test
  void whatItPrintsIsSeenAndNothingIsWrong() {
    List<String> seen = new ArrayList<>();
    assertThat(shell(ENOUGH, "echo one; echo two >&2").run(seen::add)).isEmpty();
    assertThat(seen).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void failureNamesTheCodeAndTheLastLine() {
    Optional<String> why =
        shell(ENOUGH, "echo begins; echo 'No module named x' >&2; echo; exit 3").run(line -> {});
    assertThat(why).contains("ended with code 3; it said last: No module named x");
  }

  @Test
  void programThatTakesTooLongIsStoppedWithWhatItStarted() {
    long begin = System.nanoTime();
    Optional<String> why =
        shell(Duration.ofSeconds(1), "echo waits; sleep 60; echo over").run(l -> {});
    assertThat(why).contains("was stopped after 1 s; it said last: waits");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void programThatIsNotThereIsAReason() {
    OtherProgram missing = new OtherProgram("none", ENOUGH, "", List.of("no-such-program"));
    assertThat(missing.run(line -> {}).orElseThrow())
        .startsWith("cannot be started")
        .contains("no-such-program");
  }
}
