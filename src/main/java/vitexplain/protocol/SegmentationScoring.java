package vitexplain.protocol;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import vitexplain.explain.map.Explainer;
import vitexplain.image.mask.Mask;
import vitexplain.run.row.ReproductionImageRow;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Trace;

/** Maps as segmentations. */
final class SegmentationScoring implements Scoring {
  private static final double PERCENT = 100;

  private final Protocol protocol;
  private final Protocol.Segmentation rules;
  private final Vit model;
  private final List<Explainer> methods;
  private final Target target;
  private final Map<String, Sums> sums = new LinkedHashMap<>();

  /**
   * What is kept of a method's pictures.
   *
   * @param counts all their pixels
   * @param iou sum of the means of each picture's IoU
   * @param precision sum of average precisions
   * @param rowF1 sum of the F1 of rows of pixels
   * @param rows how many rows
   * @param images how many pictures
   * @param constant how many of the maps had one value everywhere
   */
  record Sums(
      PixelCounts counts,
      double iou,
      double precision,
      double rowF1,
      long rows,
      int images,
      int constant) {
    static final Sums NONE = new Sums(PixelCounts.NONE, 0, 0, 0, 0, 0, 0);

    /** An average precision that is not defined, where there is no object, adds nothing. */
    Sums plus(SegmentationScores scores, boolean isConstant) {
      return new Sums(
          counts.plus(scores.counts()),
          iou + scores.counts().meanIou(),
          precision + (Double.isNaN(scores.precision()) ? 0 : scores.precision()),
          rowF1 + scores.rowF1(),
          rows + scores.rows(),
          images + 1,
          constant + (isConstant ? 1 : 0));
    }

    /** Mean of the IoU of object and background, 0 to 1. */
    double meanIou(Protocol.Pooling pooling) {
      return pooling == Protocol.Pooling.POOLED ? counts.meanIou() : iou / images;
    }
  }

  SegmentationScoring(
      Protocol protocol, Protocol.Segmentation rules, Vit model, List<Explainer> methods) {
    this.protocol = protocol;
    this.rules = rules;
    this.model = model;
    this.methods = methods;
    this.target = Target.of(rules.explained());
    methods.forEach(method -> sums.put(method.id(), Sums.NONE));
  }

  @Override
  public List<ReproductionImageRow> add(Subject subject) {
    Mask mask = subject.mask().orElseThrow();
    OptionalInt explained = rules.needsLabels() ? subject.label() : OptionalInt.empty();
    List<ReproductionImageRow> rows = new ArrayList<>();
    Map<String, Sums> after = new LinkedHashMap<>();
    try (NDManager scope = model.newScope();
        Trace trace = subject.trace(model, scope, explained, methods)) {
      for (Explainer method : methods) {
        InputMap map =
            InputMap.of(
                method.explainPixels(trace), 0, mask.width(), mask.height(), protocol.minMax());
        SegmentationScores scores = SegmentationScores.of(map, mask, rules);
        after.put(method.id(), sums.get(method.id()).plus(scores, map.constant()));
        int index = trace.targets()[0];
        rows.add(row(subject, method, index, "pixel_acc", scores.counts().accuracy()));
        rows.add(row(subject, method, index, "ap", scores.precision()));
        rows.add(row(subject, method, index, "f1_rows", scores.meanRowF1()));
      }
    }
    sums.putAll(after);
    return rows;
  }

  private ReproductionImageRow row(
      Subject subject, Explainer method, int index, String metric, double share) {
    return new ReproductionImageRow(
        protocol.name(), subject.name(), method.id(), target.id(), index, metric, PERCENT * share);
  }

  @Override
  public List<Measured> measured() {
    List<Measured> all = new ArrayList<>();
    sums.forEach(
        (method, sum) -> {
          all.add(number(method, Measured.PIXEL_ACCURACY, sum.counts().accuracy(), sum));
          all.add(number(method, Measured.MEAN_PRECISION, sum.precision() / sum.images(), sum));
          double iou = sum.images() == 0 ? Double.NaN : sum.meanIou(rules.iou());
          all.add(number(method, Measured.MEAN_IOU, iou, sum));
          all.add(number(method, Measured.ROW_F1, sum.rowF1() / sum.rows(), sum));
        });
    return all;
  }

  private Measured number(String method, String metric, double share, Sums sum) {
    return new Measured(method, metric, target, PERCENT * share, sum.images(), remarks(sum));
  }

  private static List<String> remarks(Sums sum) {
    return sum.constant() == 0
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                sum.constant() == 1
                    ? "%d map had one value everywhere and counts as background"
                    : "%d maps had one value everywhere and count as background",
                sum.constant()));
  }
}
