package vitexplain.latency.jmh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import vitexplain.base.Refusal;

/**
 * Options of JMH that ask for something instead of measuring: its help, its benchmarks, its
 * profilers.
 *
 * @param options as they were given, {@code help} among them
 */
public record JmhQuestion(List<String> options) {
  private static final String HELP = "-h";

  private static final Set<String> QUESTIONS = Set.of(HELP, "help", "-l", "-lp", "-lprof", "-lrf");

  /** Ends a profiler's name where its own help is asked for. */
  private static final String PROFILER_HELP = ":help";

  public JmhQuestion {
    options = List.copyOf(options);
  }

  /** Whether nothing is to be measured. */
  public boolean isOne() {
    return options.stream()
        .anyMatch(option -> QUESTIONS.contains(option) || option.endsWith(PROFILER_HELP));
  }

  /**
   * What JMH says.
   *
   * @throws Refusal if JMH cannot be started or does not read the options
   */
  public String answer() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", JmhCommand.findClassPath(), "org.openjdk.jmh.Main"));
    options.forEach(option -> line.add(option.equals("help") ? HELP : option));
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw Refusal.request("options of JMH, after --: " + said.strip());
      }
      return said;
    } catch (IOException e) {
      throw Refusal.environment("JMH cannot be started: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.environment("the question to JMH was interrupted", e);
    }
  }
}
