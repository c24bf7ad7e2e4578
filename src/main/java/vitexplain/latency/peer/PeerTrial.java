package vitexplain.latency.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vitexplain.latency.jmh.OtherProgram;
import vitexplain.latency.plan.BenchPlan;
import vitexplain.latency.plan.Iterations;

/**
 * One program under one set of conditions: what one process of it measures.
 *
 * @param peer the program
 * @param model as the option {@code --model} takes it
 * @param batch images a call
 * @param inputs the folder of {@link PeerInputs}
 */
public record PeerTrial(Peer peer, String model, int batch, Path inputs) {

  /** Compiling a large model for the first time takes minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** Ends the name of a file that says why there is no result. */
  private static final String FAILURE = ".failed";

  /**
   * The process that warms up and measures as long as JMH's.
   *
   * @param peers what runs it
   * @param plan how long, and with how many threads
   * @param result where its result goes
   */
  public OtherProgram program(Peers peers, BenchPlan plan, Path result) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(peers.python().toString(), peers.script().toString()));
    command.addAll(List.of("time", peer.name(), "--inputs", inputs.toString()));
    command.addAll(List.of("--batch", Integer.toString(batch)));
    command.addAll(List.of("--threads", Integer.toString(plan.threads())));
    command.addAll(List.of("--warmup", seconds(plan.warmup())));
    command.addAll(List.of("--seconds", seconds(plan.measurement())));
    command.addAll(List.of("--calls", Integer.toString(plan.measurement().count())));
    command.addAll(List.of("--out", result.toString()));
    return new OtherProgram(peer.name(), PATIENCE, failure(result).toString(), command);
  }

  /** The file that is there in the place of a result if there is none. */
  static Path failure(Path result) {
    return result.resolveSibling(result.getFileName() + FAILURE);
  }

  private static String seconds(Iterations iterations) {
    return String.format(
        Locale.ROOT, "%.3f", iterations.count() * (iterations.each().toMillis() / 1000.0));
  }
}
