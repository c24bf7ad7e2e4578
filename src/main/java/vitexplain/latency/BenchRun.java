package vitexplain.latency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vitexplain.run.AtomicFile;
import vitexplain.run.LatencyRow;
import vitexplain.run.RunFolder;
import vitexplain.run.Section;
import vitexplain.vit.DeviceException;

/**
 * Carries a plan out in a run folder: {@code jmh.json}, {@code latency.csv}, {@code jmh.log}.
 *
 * @param plan what is timed
 * @param folder made and writable
 */
public record BenchRun(BenchPlan plan, RunFolder folder) {

  /**
   * Runs JMH and writes the three files. JMH's output goes to {@code jmh.log}.
   *
   * @param quiet no progress bar
   * @throws DeviceException if a required device is missing
   * @throws BenchException if the benchmarks cannot be found, or one fails or fails its own check
   */
  public BenchResult execute(boolean quiet) {
    DeviceChoice choice = plan.chooseDevices();
    String classPath = JmhCommand.findClassPath();
    Path log = folder.root().resolve("jmh.log");
    Path part = folder.root().resolve(".jmh-part.json");
    List<String> results = new ArrayList<>();
    try (JmhProgress progress = JmhProgress.open(quiet)) {
      Files.deleteIfExists(log);
      JmhProcess process = new JmhProcess(log);
      BenchCost cost = new BenchCost(plan);
      for (JmhCommand.Mode mode : plan.modes()) {
        JmhCommand command = new JmhCommand(plan, choice.devices(), classPath, mode, part);
        progress.nextRunEndsAt(
            mode == JmhCommand.Mode.AVGT ? cost.meanSeconds() / cost.seconds() : 1);
        process.run(command.arguments(), command.environment(), progress);
        results.add(Files.readString(part, StandardCharsets.UTF_8));
      }
      AtomicFile.write(folder.jmh(), spliced(results));
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw new BenchException(
          "the results in '%s' cannot be written or read: %s".formatted(folder.root(), e), e);
    }
    return result(choice);
  }

  private BenchResult result(DeviceChoice choice) {
    LatencyTable table = LatencyTable.read(folder.jmh());
    folder.table(LatencyRow.SCHEMA).write(table.rows());
    Map<String, Double> measured = new HashMap<>();
    table.ceilingGflops().ifPresent(value -> measured.put(Section.GEMM_CEILING, value));
    return new BenchResult(table.rows(), measured, choice.skipped());
  }

  /** JSON arrays as one, every entry as JMH wrote it to the byte. */
  static String spliced(List<String> arrays) {
    StringBuilder all = new StringBuilder();
    for (String array : arrays) {
      String text = array.strip();
      all.append(all.isEmpty() ? "[" : ",").append(text, 1, text.length() - 1);
    }
    return all.append("]\n").toString();
  }
}
