package vitexplain.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;
import vitexplain.base.Excerpt;
import vitexplain.base.Ranges;
import vitexplain.base.Refusal;

/** What every command that computes understands. */
public final class CommonOptions {
  private static final long LARGEST_SEED = (1L << 32) - 1;

  /** More than any machine has now; the engine starts as many as it is given. */
  public static final int MOST_THREADS = 1024;

  private static final String INHERITED = "OMP_NUM_THREADS";

  private static final int BY_DEFAULT = Integer.MIN_VALUE;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "threads of the engine, 1 to "
              + MOST_THREADS
              + " (default: OMP_NUM_THREADS, else all cores)")
  private int threads = BY_DEFAULT;

  @Option(names = "--seed", paramLabel = "N", description = "default: ${DEFAULT-VALUE}")
  private long seed = 1;

  @Option(names = "--quiet", description = "no progress, results only")
  private boolean quiet;

  /** Must be called before the engine is first used. */
  public void applyThreads() {
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads()));
  }

  /**
   * The threads of the engine.
   *
   * @throws Refusal if the option or the environment variable in its place is out of range
   */
  public int threads() {
    return threads == BY_DEFAULT
        ? inherited(System.getenv().getOrDefault(INHERITED, ""))
        : Ranges.require("--threads", threads, 1, MOST_THREADS);
  }

  /** What OpenMP's variable says: empty for all cores; of a list, its first number counts. */
  static int inherited(String value) {
    String first = value.split(",", -1)[0].strip();
    if (first.isEmpty()) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (!first.matches("[1-9]\\d{0,3}") || Integer.parseInt(first) > MOST_THREADS) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "the environment variable %s is '%s'; expected a whole number from 1 to %d. Change or"
                  + " unset it, or give --threads.",
              INHERITED,
              Excerpt.of(value),
              MOST_THREADS));
    }
    return Integer.parseInt(first);
  }

  /**
   * The seed.
   *
   * @throws Refusal if it is out of range: its low 32 bits alone tell studies apart
   */
  public long seed() {
    if (seed < 0 || seed > LARGEST_SEED) {
      throw Refusal.request(
          "--seed is " + seed + "; expected a whole number from 0 to " + LARGEST_SEED);
    }
    return seed;
  }

  public boolean quiet() {
    return quiet;
  }

  /** These options as they are given to a command that this one calls. */
  public List<String> asArguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of("--threads", Integer.toString(threads()), "--seed", Long.toString(seed())));
    if (quiet) {
      arguments.add("--quiet");
    }
    return arguments;
  }
}
