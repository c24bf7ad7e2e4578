package vitexplain.latency.jmh;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import vitexplain.run.row.LatencyRow;

/**
 * A row and what each of its processes measured.
 *
 * @param row as in {@code latency.csv}
 * @param roundMs mean time of a call in each process, in the order of the rounds
 * @param roundPeakMb highest resident memory of each process; empty where it is not known
 */
public record Timing(LatencyRow row, List<Double> roundMs, List<Double> roundPeakMb) {

  public Timing {
    roundMs = List.copyOf(roundMs);
    roundPeakMb = List.copyOf(roundPeakMb);
  }

  /**
   * This over another, round by round: what slows the machine for a while slows both.
   *
   * @param other measured in the same rounds
   */
  public Spread over(Timing other) {
    int rounds = Math.min(roundMs.size(), other.roundMs.size());
    return Spread.of(
        IntStream.range(0, rounds)
            .mapToDouble(round -> roundMs.get(round) / other.roundMs.get(round))
            .toArray());
  }

  /**
   * This over the fastest of others in each round.
   *
   * @param others at least one, measured in the same rounds
   */
  public Spread overFastest(List<Timing> others) {
    int rounds = others.stream().mapToInt(t -> t.roundMs.size()).min().orElse(0);
    List<Double> fastest =
        IntStream.range(0, rounds)
            .mapToObj(round -> others.stream().map(t -> t.roundMs.get(round)).min(Double::compare))
            .flatMap(Optional::stream)
            .toList();
    return over(new Timing(row, fastest, List.of()));
  }

  /** What must be equal for two times to be compared. */
  public Condition condition() {
    return new Condition(
        row.model(), row.device(), row.dtype(), row.batch(), row.threads(), row.mode());
  }

  /** See {@link #condition}. */
  public record Condition(
      String model, String device, String dtype, int batch, int threads, String mode) {}
}
