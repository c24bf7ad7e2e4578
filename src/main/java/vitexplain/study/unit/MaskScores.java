package vitexplain.study.unit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import vitexplain.explain.map.Heatmap;
import vitexplain.image.mask.Mask;
import vitexplain.image.resize.Box;
import vitexplain.image.resize.Upsample;
import vitexplain.metric.input.Confusion;
import vitexplain.metric.input.Thresholds;
import vitexplain.metric.kind.MaskMetric;
import vitexplain.metric.kind.SegmentationMetric;
import vitexplain.study.plan.StudyPlan;

/**
 * Maps against a mask at the mask's own resolution: the map is upsampled, the mask never shrunk.
 *
 * @param plan its metrics
 * @param mask foreground of the image
 * @param region the part of the image that the model saw
 */
public record MaskScores(StudyPlan plan, Mask mask, Box region) {
  /** Thresholds whose metrics are written as samples; the others follow from the counts. */
  private static final List<String> QUOTED =
      List.of(Thresholds.HALF, Thresholds.MEAN, Thresholds.TOP_K);

  public static final String ALL_BACKGROUND = "all-background";
  public static final String ALL_FOREGROUND = "all-foreground";

  void add(MeasuredRows rows, Explanation explained) {
    boolean[] counted = mask.countedForeground();
    for (Map.Entry<String, Heatmap> entry : explained.maps().entrySet()) {
      float[] map = Upsample.flat(entry.getValue().scaled(), region, mask.width(), mask.height());
      for (MaskMetric metric : plan.family(MaskMetric.class)) {
        double value = metric.of(map, mask.foreground(), mask.ignored(), mask.width());
        rows.scalar(explained, entry.getKey(), metric.name(), "", value);
      }
      if (!plan.family(SegmentationMetric.class).isEmpty()) {
        Thresholds.all(mask.counted(map), counted)
            .forEach(
                (threshold, counts) -> counts(rows, explained, entry.getKey(), threshold, counts));
      }
    }
    if (!plan.family(SegmentationMetric.class).isEmpty()) {
      trivialPredictions(rows, explained, counted);
    } else if (!plan.family(MaskMetric.class).isEmpty()) {
      foregroundShare(rows, counted);
    }
  }

  /** Chance values need the mask's share of foreground, also where nothing is thresholded. */
  private void foregroundShare(MeasuredRows rows, boolean[] foreground) {
    boolean[] everything = new boolean[foreground.length];
    Arrays.fill(everything, true);
    rows.confusion(ALL_FOREGROUND, Thresholds.HALF, Confusion.of(everything, foreground));
  }

  /** What predicting nothing, or everything, would score: rows that every table must have. */
  private void trivialPredictions(MeasuredRows rows, Explanation explained, boolean[] foreground) {
    boolean[] everything = new boolean[foreground.length];
    Confusion none = Confusion.of(everything, foreground);
    Arrays.fill(everything, true);
    Confusion all = Confusion.of(everything, foreground);
    for (String threshold : QUOTED) {
      counts(rows, explained, ALL_BACKGROUND, threshold, none);
      counts(rows, explained, ALL_FOREGROUND, threshold, all);
    }
  }

  private void counts(
      MeasuredRows rows, Explanation explained, String method, String threshold, Confusion counts) {
    rows.confusion(method, threshold, counts);
    if (QUOTED.contains(threshold)) {
      for (SegmentationMetric metric : plan.family(SegmentationMetric.class)) {
        rows.scalar(explained, method, metric.name(), threshold, metric.of(counts));
      }
    }
  }
}
