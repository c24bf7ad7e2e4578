package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import vitexplain.base.Refusal;

/** What is thrown at the top, and what a user sees of it. */
class FailuresTest {

  @Command(name = "thrower")
  private static final class Thrower implements Callable<Integer> {
    private final Callable<Integer> body;

    Thrower(Callable<Integer> body) {
      this.body = body;
    }

    @Override
    public Integer call() throws Exception {
      return body.call();
    }
  }

  private static Cli run(Throwable thrown, String... options) {
    StringWriter err = new StringWriter();
    CommandLine program = Main.commandLine();
    program.addSubcommand(
        new CommandLine(
            new Thrower(
                () -> {
                  if (thrown instanceof Error error) {
                    throw error;
                  }
                  throw (Exception) thrown;
                })));
    program.setExecutionExceptionHandler(new Failures()).setErr(new PrintWriter(err, true));
    String[] args = new String[options.length + 1];
    args[0] = "thrower";
    System.arraycopy(options, 0, args, 1, options.length);
    return new Cli(program.execute(args), "", err.toString());
  }

  @Test
  void everyRefusalHasTheCodeOfItsKind() {
    assertThat(run(Refusal.request("--x is 1; expected 2")))
        .isEqualTo(new Cli(2, "", "error: --x is 1; expected 2" + System.lineSeparator()));
    assertThat(run(Refusal.input("labels 'a.csv': empty")).code()).isEqualTo(2);
    assertThat(run(Refusal.environment("no CUDA")).code()).isEqualTo(3);
  }

  @Test
  void programmingErrorIsADefectInOneLineWithItsPlaceAndWhereToReportIt() {
    for (Exception defect :
        new Exception[] {
          new IllegalArgumentException("negative\nshape"),
          new IllegalStateException("closed"),
          new NullPointerException(),
          new UncheckedIOException("gone", new IOException("gone"))
        }) {
      Cli seen = run(defect);
      assertThat(seen.code()).isEqualTo(70);
      assertThat(seen.err().lines()).hasSize(1);
      assertThat(seen.err())
          .contains(defect.getClass().getName())
          .contains(" in vitexplain.cli.FailuresTest (FailuresTest.java:")
          .contains("This is a defect of the program. Please report it to its maintainers")
          .contains("--verbose shows the trace")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void verboseShowsTheTraceOfADefect() {
    Cli seen = run(new IllegalStateException("closed"), "--verbose");
    assertThat(seen.code()).isEqualTo(70);
    assertThat(seen.err()).contains("\tat vitexplain.cli.FailuresTest").contains("trace above");
  }

  @Test
  void tooLittleMemoryIsTheMachinesFaultWithItsMendAndNoTrace() {
    Cli heap = run(new OutOfMemoryError("Java heap space"));
    assertThat(heap.code()).isEqualTo(3);
    assertThat(heap.err()).contains("JAVA_OPTS=-Xmx").doesNotContain("\tat ", "defect");
    Cli engine = run(new IllegalStateException("DefaultCPUAllocator: can't allocate memory: x"));
    assertThat(engine.code()).isEqualTo(3);
    assertThat(engine.err()).contains("--batch").doesNotContain("\tat ", "defect");
  }

  @Test
  void libraryThatCannotBeLoadedIsTheMachinesFault() {
    Cli seen = run(new UnsatisfiedLinkError("libtorch.so: cannot open shared object file"));
    assertThat(seen.code()).isEqualTo(3);
    assertThat(seen.err()).contains("libtorch.so", "doctor").doesNotContain("\tat ", "defect");
  }
}
