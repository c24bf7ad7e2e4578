package vitexplain.study;

import java.util.ArrayList;
import java.util.List;
import vitexplain.explain.Methods;
import vitexplain.metric.kind.MaskMetric;
import vitexplain.metric.kind.SegmentationMetric;
import vitexplain.run.row.MethodRow;
import vitexplain.study.plan.StudyPlan;
import vitexplain.study.unit.MaskScores;

/** The plan's methods, and the masks that are no map's, as {@code methods.csv} describes them. */
final class MethodRows {

  private MethodRows() {}

  static List<MethodRow> of(StudyPlan plan) {
    List<MethodRow> rows = new ArrayList<>();
    plan.methods().forEach(method -> rows.add(MethodRow.of(Methods.describe(method.id()))));
    boolean masks =
        !plan.family(SegmentationMetric.class).isEmpty()
            || !plan.family(MaskMetric.class).isEmpty();
    if (masks) {
      rows.add(trivial(MaskScores.ALL_BACKGROUND, "All background", "predicts nothing", 0));
      rows.add(trivial(MaskScores.ALL_FOREGROUND, "All foreground", "predicts everything", 1));
    }
    return rows;
  }

  /** A mask that needs no map: what every segmentation has to beat. */
  private static MethodRow trivial(String id, String title, String summary, int place) {
    int controls = Methods.of(Methods.Kind.CONTROL).size();
    return new MethodRow(
        id,
        id,
        MethodRow.CONTROL,
        MethodRow.AGNOSTIC,
        "trivial prediction",
        controls,
        controls + place,
        id,
        summary,
        "control",
        "its definition",
        MethodRow.NEVER_NEGATIVE,
        0,
        title);
  }
}
