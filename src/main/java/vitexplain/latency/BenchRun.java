package vitexplain.latency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vitexplain.base.AtomicFile;
import vitexplain.base.Refusal;
import vitexplain.run.LatencyRow;
import vitexplain.run.RunFolder;
import vitexplain.run.Section;
import vitexplain.run.TargetRow;

/**
 * Carries a plan out in a run folder: {@code jmh.json}, {@code latency.csv}, {@code targets.csv} if
 * it has what a target is set for, and {@code jmh.log}.
 *
 * @param plan what is timed
 * @param folder made and writable
 */
public record BenchRun(BenchPlan plan, RunFolder folder) {

  /**
   * Runs JMH and writes the files. JMH's output goes to {@code jmh.log}. If a benchmark fails, what
   * was measured before it is written.
   *
   * @param quiet no progress bar
   * @throws Refusal if a required device is missing
   * @throws Refusal if the benchmarks cannot be found, or one fails or fails its own check
   */
  public BenchResult execute(boolean quiet) {
    DeviceChoice choice = plan.chooseDevices();
    Map<Integer, List<Trial>> byThreads =
        new Suite(plan, choice.devices())
            .trials().stream()
                .collect(
                    Collectors.groupingBy(Trial::threads, LinkedHashMap::new, Collectors.toList()));
    String classPath = JmhCommand.findClassPath();
    List<String> results = new ArrayList<>();
    try (JmhProgress progress = JmhProgress.open(quiet)) {
      Files.deleteIfExists(log());
      double all = byThreads.values().stream().mapToInt(List::size).sum();
      int done = 0;
      for (Map.Entry<Integer, List<Trial>> group : byThreads.entrySet()) {
        done += group.getValue().size();
        progress.nextRunEndsAt(done / all);
        run(new JmhCommand(plan, classPath, group.getKey()), group.getValue(), progress, results);
      }
      AtomicFile.write(folder.jmh(), spliced(results));
    } catch (Refusal failure) {
      throw results.isEmpty() ? failure : kept(results, choice, failure);
    } catch (IOException e) {
      throw Refusal.request(
          "the results in '%s' cannot be written or read: %s".formatted(folder.root(), e), e);
    }
    return result(choice);
  }

  private Path log() {
    return folder.root().resolve("jmh.log");
  }

  private Refusal kept(List<String> results, DeviceChoice choice, Refusal failure) {
    try {
      AtomicFile.write(folder.jmh(), spliced(results));
      result(choice);
      return Refusal.request(
          "%s\nWhat was measured before is in '%s' and beside it."
              .formatted(failure.getMessage(), folder.root().resolve("latency.csv")),
          failure);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
      return failure;
    }
  }

  /** Adds the result; if a trial fails, the result of those before it. */
  private void run(
      JmhCommand command, List<Trial> trials, JmhProgress progress, List<String> results)
      throws IOException {
    Path list = Files.createTempFile("trials", ".tsv");
    Path part = Files.createTempFile("jmh", ".json");
    // A run that is cut off leaves them to this.
    list.toFile().deleteOnExit();
    part.toFile().deleteOnExit();
    try {
      Schedule schedule = new Schedule(trials, plan.rounds(), plan.seed());
      Files.write(list, schedule.inOrder().stream().map(command::line).toList());
      new JmhProcess(log()).run(command.arguments(list, part), command.environment(), progress);
    } finally {
      if (Files.size(part) > 0) {
        results.add(Files.readString(part, StandardCharsets.UTF_8));
      }
      Files.deleteIfExists(list);
      Files.deleteIfExists(part);
    }
  }

  private BenchResult result(DeviceChoice choice) {
    LatencyTable table = LatencyTable.read(folder.jmh());
    folder.table(LatencyRow.SCHEMA).write(table.rows());
    List<TargetRow> targets = LatencyTargets.judge(table.timings());
    if (!targets.isEmpty()) {
      folder.table(TargetRow.SCHEMA).write(targets);
    }
    Map<String, Double> measured = new HashMap<>();
    table.ceilingGflops().ifPresent(value -> measured.put(Section.GEMM_CEILING, value));
    return new BenchResult(table.rows(), targets, measured, choice.skipped());
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
