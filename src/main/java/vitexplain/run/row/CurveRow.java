package vitexplain.run.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;

/**
 * Samples that differ in their level and value alone, as the points of a curve do: a line of {@code
 * samples.csv.gz}. Levels and values are lists separated by spaces; a single value without a level
 * is a list of one.
 *
 * @param key what is common to them, as a sample without level and value
 * @param levels as in {@link SampleRow}, at least one; none holds a space
 * @param values one for each level, NaN where it is undefined
 */
public record CurveRow(SampleRow key, List<String> levels, List<Double> values) {
  public static final Schema<CurveRow> SCHEMA =
      new Schema<>(
          "samples.csv.gz",
          Schema.columns("image,method,target,metric,fill,unit,seed,degenerate,levels,values"),
          CurveRow::fields,
          CurveRow::of);

  public CurveRow {
    levels = List.copyOf(levels);
    values = List.copyOf(values);
    if (levels.isEmpty() || levels.size() != values.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d levels and %d values, expected as many of both, at least one",
              levels.size(),
              values.size()));
    }
    if (levels.stream().anyMatch(level -> level.contains(Fields.SEPARATOR))) {
      throw new IllegalArgumentException("a level holds a space: " + levels);
    }
  }

  /** The same samples in the same order, neighbours of one curve taken together. */
  public static List<CurveRow> of(List<SampleRow> samples) {
    List<CurveRow> curves = new ArrayList<>();
    int first = 0;
    while (first < samples.size()) {
      SampleRow key = key(samples.get(first));
      int end = first + 1;
      while (end < samples.size() && key.equals(key(samples.get(end)))) {
        end++;
      }
      List<SampleRow> points = samples.subList(first, end);
      curves.add(
          new CurveRow(
              key,
              points.stream().map(SampleRow::level).toList(),
              points.stream().map(SampleRow::value).toList()));
      first = end;
    }
    return curves;
  }

  private static SampleRow key(SampleRow row) {
    return row.at("", 0);
  }

  /** The samples again. */
  public List<SampleRow> samples() {
    List<SampleRow> samples = new ArrayList<>(levels.size());
    for (int i = 0; i < levels.size(); i++) {
      samples.add(key.at(levels.get(i), values.get(i)));
    }
    return samples;
  }

  private List<Object> fields() {
    return List.of(
        key.image(),
        key.method(),
        key.target(),
        key.metric(),
        key.fill(),
        key.unit(),
        key.seed(),
        key.degenerate(),
        String.join(Fields.SEPARATOR, levels),
        values.stream()
            .map(value -> value.isNaN() ? "" : value.toString())
            .collect(Collectors.joining(Fields.SEPARATOR)));
  }

  private static CurveRow of(Fields f) {
    SampleRow key =
        new SampleRow(
            f.text("image"),
            f.text("method"),
            f.text("target"),
            f.text("metric"),
            f.text("fill"),
            f.text("unit"),
            "",
            f.whole("seed"),
            0,
            f.flag("degenerate"));
    return f.made(() -> new CurveRow(key, f.texts("levels"), f.numbers("values")));
  }
}
