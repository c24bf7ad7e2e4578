package vitexplain.run.row;

import java.util.List;
import java.util.stream.Collectors;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * What another program took for what a benchmark of this project does, in the same rounds, with the
 * same weights and images: a line of {@code peers.csv}. Times are seconds an image; NaN where it
 * was not timed.
 *
 * @param peer the program's name
 * @param version of the packages that it consists of
 * @param ours what it is compared with: {@code forward}, or a method's id
 * @param model the model's name
 * @param device {@code cpu}
 * @param dtype {@code float32}
 * @param batch images a call
 * @param threads of both
 * @param calls timed, over all rounds
 * @param roundSeconds mean of each round, in their order; NaN for one that failed
 * @param seconds median over rounds, with the lowest and the highest
 * @param oursSeconds this project's median over the same rounds
 * @param ratio theirs over ours, above 1 where ours is faster
 * @param difference largest of its numbers to ours, each image's scaled to 0 to 1
 * @param notes why it was not timed, or in which rounds; empty if it was in all
 */
public record PeerRow(
    String peer,
    String version,
    String ours,
    String model,
    String device,
    String dtype,
    int batch,
    int threads,
    long calls,
    List<Double> roundSeconds,
    Spread seconds,
    double oursSeconds,
    Ratio ratio,
    double difference,
    String notes) {

  /**
   * Values over rounds.
   *
   * @param median NaN without a round
   * @param low the lowest
   * @param high the highest
   */
  public record Spread(double median, double low, double high) {
    public static final Spread NONE = new Spread(Double.NaN, Double.NaN, Double.NaN);
  }

  /**
   * Theirs over ours.
   *
   * @param mean geometric mean over rounds
   * @param low lower end
   * @param high upper end
   * @param interval what the ends are: {@link #BOOTSTRAP}, {@link #RANGE}, or empty if there are
   *     none
   */
  public record Ratio(double mean, double low, double high, String interval) {

    /** 95 %, over rounds. */
    public static final String BOOTSTRAP = "bootstrap";

    /** The lowest and the highest of rounds that are too few for more. */
    public static final String RANGE = "range";

    public static final Ratio NONE = new Ratio(Double.NaN, Double.NaN, Double.NaN, "");
  }

  public static final Schema<PeerRow> SCHEMA =
      new Schema<>(
          "peers.csv",
          Schema.columns(
              "peer,version,ours,model,device,dtype,batch,threads,calls,round_s_per_image,"
                  + "s_per_image,s_lowest,s_highest,ours_s_per_image,ratio,ratio_low,ratio_high,"
                  + "interval,difference,notes"),
          PeerRow::values,
          PeerRow::of);

  public PeerRow {
    roundSeconds = List.copyOf(roundSeconds);
  }

  /** Whether there is a time of it. */
  public boolean isTimed() {
    return Double.isFinite(seconds.median());
  }

  /** The same row under another name of its model. */
  public PeerRow withModel(String name) {
    return new PeerRow(
        peer,
        version,
        ours,
        name,
        device,
        dtype,
        batch,
        threads,
        calls,
        roundSeconds,
        seconds,
        oursSeconds,
        ratio,
        difference,
        notes);
  }

  private List<Object> values() {
    return List.of(
        peer,
        version,
        ours,
        model,
        device,
        dtype,
        batch,
        threads,
        calls,
        roundSeconds.stream()
            .map(value -> value.isNaN() ? "" : value.toString())
            .collect(Collectors.joining(Fields.SEPARATOR)),
        seconds.median(),
        seconds.low(),
        seconds.high(),
        oursSeconds,
        ratio.mean(),
        ratio.low(),
        ratio.high(),
        ratio.interval(),
        difference,
        notes);
  }

  private static PeerRow of(Fields f) {
    return new PeerRow(
        f.text("peer"),
        f.text("version"),
        f.text("ours"),
        f.text("model"),
        f.text("device"),
        f.text("dtype"),
        f.count("batch"),
        f.count("threads"),
        f.whole("calls"),
        f.numbers("round_s_per_image"),
        new Spread(f.number("s_per_image"), f.number("s_lowest"), f.number("s_highest")),
        f.number("ours_s_per_image"),
        new Ratio(
            f.number("ratio"), f.number("ratio_low"), f.number("ratio_high"), f.text("interval")),
        f.number("difference"),
        f.text("notes"));
  }
}
