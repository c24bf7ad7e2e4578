package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.explain.Methods;
import vitexplain.metric.Metrics;
import vitexplain.metric.kind.Metric;

/** What the program says about itself. */
class HelpTest {

  static Stream<String> commands() {
    return Main.commandLine().getSubcommands().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasADescriptionAndAnExampleOfItself(String command) {
    Cli help = Cli.run(command, "--help");
    assertThat(help.code()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .contains("Usage: run-bench.sh " + command)
        .contains("Example")
        .contains("./run-bench.sh " + command);
  }

  @Test
  void helpOfTheProgramListsEveryCommandAndTheExitCodes() {
    Cli help = Cli.run("--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains(commands().toList()).contains("Exit codes: 0 done");
  }

  @Test
  void methodsAreListedWithTheirSources() {
    Cli list = Cli.run("methods");
    assertThat(list.code()).isZero();
    for (Methods.Entry entry : Methods.all()) {
      assertThat(list.out()).contains(entry.name() + " ").contains(entry.source());
      entry.otherNames().forEach(name -> assertThat(list.out()).contains(name));
    }
    assertThat(list.out())
        .containsOnlyOnce("is patented")
        .contains(
            "attnlrp, cp-lrp, libra-fullgrad, libra-attcat, transformer-attribution, partial-lrp, full-lrp: layer-wise relevance propagation");
  }

  @Test
  void metricsAreListedWithTheirChanceValues() {
    Cli list = Cli.run("metrics");
    assertThat(list.code()).isZero();
    for (Metric metric : Metrics.all()) {
      assertThat(list.out())
          .contains(metric.name() + " ")
          .contains("chance: " + metric.info().chance().text());
    }
  }

  @Test
  void modelsAreListed() {
    Cli list = Cli.run("models");
    assertThat(list.code()).isZero();
    assertThat(list.out())
        .contains("demo", "demo-drop", "DIRECTORY", "OWNER/NAME", "shape:vit-base-16-224");
  }

  @Test
  void doctorFindsTheEngineAndTheEmbeddedModel() {
    Cli doctor = Cli.run("doctor");
    assertThat(doctor.code()).isZero();
    assertThat(doctor.out().lines().map(line -> line.replaceFirst(" .*", "")).toList())
        .containsAll(List.of("Java", "engine", "devices", "fonts", "memory", "embedded"));
    assertThat(doctor.out()).contains("model demo ", "model demo-drop ");
    assertThat(doctor.out()).doesNotContain("BAD");
  }

  @Test
  void withoutACommandTheArgumentsAreThoseOfAll() {
    assertThat(AllCommand.byDefault()).containsExactly("all");
    assertThat(AllCommand.byDefault("--profile", "smoke"))
        .containsExactly("all", "--profile", "smoke");
    assertThat(AllCommand.byDefault("methods")).containsExactly("methods");
    assertThat(AllCommand.byDefault("--help")).containsExactly("--help");
  }

  @Test
  void versionIsPrinted() {
    assertThat(Cli.run("--version").out()).startsWith("vitexplain ");
  }
}
