package vitexplain.latency.peer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import vitexplain.latency.jmh.Timing;
import vitexplain.run.row.LatencyRow;
import vitexplain.run.row.PeerRow;
import vitexplain.statistics.Bootstrap;
import vitexplain.statistics.Estimate;
import vitexplain.statistics.ValueRange;

/**
 * From what processes left to {@code peers.csv}.
 *
 * @param timings of this project's own benchmarks, in the same rounds
 * @param threads of the engine
 * @param seed of the resamples
 */
public record PeerTable(List<Timing> timings, int threads, long seed) {

  private static final String DEVICE = "cpu";
  private static final String DTYPE = "float32";
  private static final String MEAN = "avgt";

  /**
   * One row for each program, model and batch.
   *
   * @param results a trial's, round after round
   */
  public List<PeerRow> rows(Map<PeerTrial, List<PeerResult>> results) {
    return results.entrySet().stream().map(e -> row(e.getKey(), e.getValue())).toList();
  }

  PeerRow row(PeerTrial trial, List<PeerResult> rounds) {
    double[] theirs =
        rounds.stream().mapToDouble(round -> round.seconds() / trial.batch()).toArray();
    double[] known = Arrays.stream(theirs).filter(Double::isFinite).toArray();
    Optional<Timing> timing = ours(trial);
    double[] ours =
        timing.stream()
            .flatMap(t -> t.roundMs().stream())
            .mapToDouble(ms -> ms / 1000 / trial.batch())
            .toArray();
    return new PeerRow(
        trial.peer().name(),
        trial.peer().version(),
        trial.peer().ours(),
        trial.model(),
        DEVICE,
        DTYPE,
        trial.batch(),
        threads,
        rounds.stream().mapToLong(PeerResult::calls).sum(),
        Arrays.stream(theirs).boxed().toList(),
        spread(known),
        new Median().evaluate(ours),
        ratio(theirs, ours),
        rounds.stream()
            .mapToDouble(PeerResult::difference)
            .filter(Double::isFinite)
            .max()
            .orElse(Double.NaN),
        notes(rounds, timing.isPresent()));
  }

  private Optional<Timing> ours(PeerTrial trial) {
    return timings.stream()
        .filter(trial.peer()::isAnswerTo)
        .filter(
            timing -> {
              LatencyRow row = timing.row();
              return row.model().equals(trial.model())
                  && row.device().equals(DEVICE)
                  && row.dtype().equals(DTYPE)
                  && row.mode().equals(MEAN)
                  && row.batch() == trial.batch()
                  && row.threads() == threads;
            })
        .findFirst();
  }

  private static PeerRow.Spread spread(double[] known) {
    return known.length == 0
        ? PeerRow.Spread.NONE
        : new PeerRow.Spread(
            new Median().evaluate(known),
            Arrays.stream(known).min().getAsDouble(),
            Arrays.stream(known).max().getAsDouble());
  }

  /** Logarithms are averaged, so that a ratio and its inverse have the same interval. */
  private PeerRow.Ratio ratio(double[] theirs, double[] ours) {
    double[] logs =
        IntStream.range(0, Math.min(theirs.length, ours.length))
            .mapToDouble(round -> Math.log(theirs[round] / ours[round]))
            .filter(Double::isFinite)
            .toArray();
    if (logs.length == 0) {
      return PeerRow.Ratio.NONE;
    }
    Estimate e = Bootstrap.of(logs.length, Bootstrap.RESAMPLES, seed).mean(logs, ValueRange.ANY);
    if (Double.isFinite(e.low())) {
      return ratio(e.mean(), e.low(), e.high(), PeerRow.Ratio.BOOTSTRAP);
    }
    return logs.length == 1
        ? ratio(e.mean(), Double.NaN, Double.NaN, "")
        : ratio(
            e.mean(),
            Arrays.stream(logs).min().getAsDouble(),
            Arrays.stream(logs).max().getAsDouble(),
            PeerRow.Ratio.RANGE);
  }

  private static PeerRow.Ratio ratio(double mean, double low, double high, String interval) {
    return new PeerRow.Ratio(Math.exp(mean), Math.exp(low), Math.exp(high), interval);
  }

  private static String notes(List<PeerResult> rounds, boolean oursIsTimed) {
    List<String> notes = new ArrayList<>();
    List<String> failures =
        rounds.stream().map(PeerResult::failure).filter(why -> !why.isEmpty()).toList();
    if (!failures.isEmpty()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "not timed in %d of %d rounds: %s",
              failures.size(),
              rounds.size(),
              failures.stream().distinct().collect(Collectors.joining("; "))));
    }
    if (!oursIsTimed) {
      notes.add("ours was not timed in this run");
    }
    return String.join("; ", notes);
  }
}
