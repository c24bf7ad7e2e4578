package vitexplain.cli;

import picocli.CommandLine.Option;
import vitexplain.base.Refusal;

/** What every command that computes understands. */
final class CommonOptions {

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads of the engine (default: OMP_NUM_THREADS, else all cores)")
  private int threads;

  @Option(names = "--seed", paramLabel = "N", description = "default: ${DEFAULT-VALUE}")
  private long seed = 1;

  @Option(names = "--quiet", description = "no progress, results only")
  private boolean quiet;

  /** Must be called before the engine is first used. */
  void applyThreads() {
    if (threads < 0) {
      throw Refusal.request("--threads is " + threads + "; expected 1 or more");
    }
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads()));
  }

  int threads() {
    if (threads > 0) {
      return threads;
    }
    String inherited = System.getenv().getOrDefault("OMP_NUM_THREADS", "");
    return inherited.matches("[1-9]\\d{0,3}")
        ? Integer.parseInt(inherited)
        : Runtime.getRuntime().availableProcessors();
  }

  long seed() {
    return seed;
  }

  boolean quiet() {
    return quiet;
  }
}
