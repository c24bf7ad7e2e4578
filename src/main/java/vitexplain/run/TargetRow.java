package vitexplain.run;

import java.util.List;

/**
 * A bound that a benchmark was set, and what it reached: a line of {@code targets.csv}.
 *
 * @param benchmark as in {@code latency.csv}
 * @param model the model's name
 * @param batch images a call
 * @param quantity what is bounded, as {@code ratio_to_forward}
 * @param target the bound: the highest value that meets it
 * @param measured median over processes; a peak is the highest of all
 * @param met whether {@code measured} is within the bound
 * @param low the lowest of any process; {@code high} the highest
 * @param forks processes that it rests on
 */
public record TargetRow(
    String benchmark,
    String model,
    int batch,
    String quantity,
    double target,
    double measured,
    boolean met,
    double low,
    double high,
    int forks) {

  public static final Schema<TargetRow> SCHEMA =
      new Schema<>(
          "targets.csv",
          Schema.columns("benchmark,model,batch,quantity,target,measured,met,low,high,forks"),
          TargetRow::values,
          TargetRow::of);

  private List<Object> values() {
    return List.of(benchmark, model, batch, quantity, target, measured, met, low, high, forks);
  }

  private static TargetRow of(Fields f) {
    return new TargetRow(
        f.text("benchmark"),
        f.text("model"),
        f.count("batch"),
        f.text("quantity"),
        f.number("target"),
        f.number("measured"),
        f.flag("met"),
        f.number("low"),
        f.number("high"),
        f.count("forks"));
  }
}
