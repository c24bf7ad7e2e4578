package vitexplain.study;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import vitexplain.explain.Methods;
import vitexplain.run.row.CurveRow;
import vitexplain.run.row.SampleRow;

/**
 * Counts maps that are constant or not finite, each once, as curves go by. Controls are left out: a
 * control says nothing about every image alike, which is its purpose and no finding.
 */
final class DegenerateTally implements Consumer<CurveRow> {
  private final Set<List<String>> maps = new HashSet<>();

  @Override
  public void accept(CurveRow curve) {
    SampleRow row = curve.key();
    if (row.degenerate() && Methods.entry(row.method()).kind() != Methods.Kind.CONTROL) {
      maps.add(List.of(row.image(), row.method()));
    }
  }

  int count() {
    return maps.size();
  }
}
