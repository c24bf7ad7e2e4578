package vitexplain.latency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vitexplain.base.AtomicFile;
import vitexplain.base.Refusal;
import vitexplain.explain.Methods;
import vitexplain.latency.jmh.JmhCommand;
import vitexplain.latency.jmh.JmhProcess;
import vitexplain.latency.jmh.JmhProgress;
import vitexplain.latency.jmh.Scratch;
import vitexplain.latency.peer.PeerResult;
import vitexplain.latency.peer.PeerRounds;
import vitexplain.latency.peer.PeerTable;
import vitexplain.latency.peer.PeerTrial;
import vitexplain.latency.plan.BenchPlan;
import vitexplain.latency.plan.DeviceChoice;
import vitexplain.latency.plan.ModelPasses;
import vitexplain.latency.plan.Schedule;
import vitexplain.latency.plan.Suite;
import vitexplain.latency.plan.Trial;
import vitexplain.run.RunFolder;
import vitexplain.run.RunPart;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.MethodRow;
import vitexplain.run.row.PeerRow;

/**
 * Carries a plan out in a run folder: {@code jmh.json}, {@code latency.csv}, {@code methods.csv},
 * {@code jmh.log}, and with other programs {@code peers.csv}.
 *
 * @param plan what is timed
 * @param folder made and writable
 * @param passes of its models, as {@link BenchCheck#run} found
 * @param peers other programs that are timed between JMH's forks
 */
public record BenchRun(BenchPlan plan, RunFolder folder, ModelPasses passes, PeerRounds peers) {

  /**
   * What was measured so far.
   *
   * @param jmh its JSON, an array for each number of threads
   * @param peers results of other programs, round after round
   */
  private record Measured(List<String> jmh, Map<PeerTrial, List<PeerResult>> peers) {
    static Measured nothing() {
      return new Measured(new ArrayList<>(), new LinkedHashMap<>());
    }
  }

  /**
   * Runs JMH and, when all is measured, writes the files in place of earlier ones. JMH's output
   * goes to a log as it comes. If a benchmark fails, what was measured before it is written, unless
   * earlier timings would be lost for it.
   *
   * @param quiet no progress bar
   * @param replaced called right before the files of an earlier bench are removed
   * @throws Refusal if a required device is missing
   * @throws Refusal if the benchmarks cannot be found, or one fails or fails its own check
   */
  public BenchResult execute(boolean quiet, Runnable replaced) {
    DeviceChoice choice = plan.chooseDevices();
    Map<Integer, List<Trial>> byThreads =
        new Suite(plan, choice.devices(), passes.plain())
            .trials().stream()
                .collect(
                    Collectors.groupingBy(Trial::threads, LinkedHashMap::new, Collectors.toList()));
    String classPath = JmhCommand.findClassPath();
    Measured results = Measured.nothing();
    try (JmhProgress progress = JmhProgress.open(quiet)) {
      Files.deleteIfExists(log());
      double all = byThreads.values().stream().mapToInt(List::size).sum();
      int done = 0;
      for (Map.Entry<Integer, List<Trial>> group : byThreads.entrySet()) {
        done += group.getValue().size();
        progress.nextRunEndsAt(done / all);
        run(new JmhCommand(plan, classPath, group.getKey()), group.getValue(), progress, results);
      }
      progress.done();
    } catch (Refusal failure) {
      throw results.jmh().isEmpty() || RunPart.BENCH.isIn(folder)
          ? failure
          : kept(results, choice, failure);
    } catch (IOException e) {
      throw unwritable(e);
    }
    replaced.run();
    return written(results, choice);
  }

  /** Hidden while it is written: beside older timings it would be taken for theirs. */
  private Path log() {
    return folder.root().resolve(".jmh.log");
  }

  private BenchResult written(Measured results, DeviceChoice choice) {
    try {
      if (RunPart.BENCH.isIn(folder)) {
        RunPart.BENCH.removeFrom(folder);
        RunPart.REPORT.removeFrom(folder); // it shows the old numbers
      }
      Files.move(log(), folder.root().resolve("jmh.log"), StandardCopyOption.REPLACE_EXISTING);
      AtomicFile.write(folder.jmh(), spliced(results.jmh()));
      return result(choice, results.peers());
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private Refusal unwritable(IOException e) {
    return Refusal.request(
        String.format(
            Locale.ROOT, "the results in '%s' cannot be written or read: %s", folder.root(), e),
        e);
  }

  private Refusal kept(Measured results, DeviceChoice choice, Refusal failure) {
    try {
      written(results, choice);
      return Refusal.request(
          String.format(
              Locale.ROOT,
              "%s\nWhat was measured before is in '%s' and beside it.",
              failure.getMessage(),
              folder.root().resolve("latency.csv")),
          failure);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
      return failure;
    }
  }

  /** Adds the results; if a trial fails, those of what ran before it. */
  private void run(JmhCommand command, List<Trial> trials, JmhProgress progress, Measured results)
      throws IOException {
    try (Scratch scratch = Scratch.make()) {
      List<PeerTrial> programs =
          command.threads() == plan.threads() && !peers.isEmpty()
              ? scratch.during(() -> peers.trials(scratch.root().resolve("peers")))
              : List.of();
      List<Integer> order =
          new Schedule<>(
                  IntStream.range(0, trials.size() + programs.size()).boxed().toList(),
                  plan.rounds(),
                  plan.seed())
              .inOrder();
      Map<Path, PeerTrial> expected = new LinkedHashMap<>();
      List<String> lines = new ArrayList<>();
      for (int next : order) {
        if (next < trials.size()) {
          lines.add(command.line(trials.get(next)));
        } else {
          PeerTrial program = programs.get(next - trials.size());
          Path result = scratch.root().resolve("peer-" + lines.size() + ".json");
          expected.put(result, program);
          lines.add(program.program(peers.peers(), plan, result).line());
        }
      }
      Files.write(scratch.trials(), lines);
      try {
        new JmhProcess(log(), scratch::close)
            .run(
                command.arguments(scratch.trials(), scratch.result()),
                command.environment(),
                progress);
      } finally {
        if (Files.exists(scratch.result())) {
          results.jmh().add(Files.readString(scratch.result(), StandardCharsets.UTF_8));
        }
        programs.forEach(program -> results.peers().put(program, new ArrayList<>()));
        expected.forEach(
            (result, program) -> results.peers().get(program).add(PeerResult.read(result)));
      }
    }
  }

  private BenchResult result(DeviceChoice choice, Map<PeerTrial, List<PeerResult>> programs) {
    LatencyTable table = LatencyTable.read(folder.jmh());
    List<LatencyRow> rows =
        table.rows().stream()
            .map(new TimedGradients(passes.closedForms())::marked)
            .map(this::noted)
            .toList();
    folder.table(LatencyRow.SCHEMA).write(rows);
    MethodRow.add(
        folder.table(MethodRow.SCHEMA),
        rows.stream()
            .map(LatencyRow::method)
            .filter(id -> !id.isEmpty())
            .distinct()
            .map(id -> MethodRow.of(Methods.describe(id)))
            .toList());
    Map<String, Double> measured = new HashMap<>();
    table.ceilingGflops().ifPresent(value -> measured.put(Section.GEMM_CEILING, value));
    List<PeerRow> others =
        new PeerTable(table.timings(), plan.threads(), plan.seed()).rows(programs);
    if (!others.isEmpty()) {
      folder.table(PeerRow.SCHEMA).write(others);
    }
    Map<String, String> notes = new HashMap<>(choice.skipped());
    notes.putAll(peers.skipped());
    return new BenchResult(rows, table.readings(), measured, notes, others);
  }

  private LatencyRow noted(LatencyRow row) {
    return row.isExplanation() ? row.withNotes(plan.notes(row.model(), row.method())) : row;
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
