package vitexplain.study.unit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vitexplain.explain.map.Grids;
import vitexplain.explain.map.Heatmap;
import vitexplain.image.resize.Upsample;
import vitexplain.metric.input.Scale;
import vitexplain.metric.input.Thresholds;
import vitexplain.metric.kind.ChangeMetric;
import vitexplain.study.occlusion.Instance;
import vitexplain.study.occlusion.PassTally;
import vitexplain.study.occlusion.PixelOcclusion;
import vitexplain.study.occlusion.Unit;
import vitexplain.study.plan.StudyPlan;
import vitexplain.vit.Logits;
import vitexplain.vit.Vit;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.HostMatrix;

/**
 * What is left of the target's probability when the image is multiplied by its map, and, at each
 * threshold of the sweep, when only the pixels above it are kept. Pixels are multiplied before
 * normalisation: 0 is black.
 *
 * @param plan its metrics and batch size
 * @param instance the image in hand
 * @param untouched its logits
 */
record ChangeScores(StudyPlan plan, Instance instance, float[] untouched) {

  void add(MeasuredRows rows, Explanation explained) {
    Map<String, float[]> maps = new LinkedHashMap<>();
    explained.maps().forEach((method, map) -> maps.put(method, upsampled(map)));
    CopyScorer kept = kept(maps);
    Map<String, float[]> products = products(maps);
    int target = explained.classIndex();
    double y = Score.of(untouched, target, Scale.PROBABILITY);
    maps.forEach(
        (method, map) -> {
          double whole = Score.of(products.get(method), target, Scale.PROBABILITY);
          add(rows, explained, method, "", y, whole);
          for (float threshold : Thresholds.sweep()) {
            double o = kept.score(atMost(map, threshold), target, Scale.PROBABILITY);
            add(rows, explained, method, PerturbationScores.level(threshold), y, o);
          }
        });
  }

  private void add(
      MeasuredRows rows, Explanation explained, String method, String level, double y, double o) {
    for (ChangeMetric metric : plan.family(ChangeMetric.class)) {
      rows.multiplied(explained, method, metric.name(), level, metric.of(y, o));
    }
  }

  private float[] upsampled(Heatmap map) {
    VitConfig config = instance.model().config();
    return Grids.flat(Upsample.bilinear(map.scaled(), config.imageWidth(), config.imageHeight()));
  }

  /** Images of which only what lies above a threshold is left. */
  private CopyScorer kept(Map<String, float[]> maps) {
    Instance byPixel = instance.by(Unit.PIXEL);
    CopyScorer scorer =
        new CopyScorer(
            byPixel,
            PixelOcclusion.over(byPixel, instance.black()),
            PassTally.MULTIPLIED,
            untouched,
            plan.batch());
    List<BitSet> removals = new ArrayList<>();
    for (float[] map : maps.values()) {
      for (float threshold : Thresholds.sweep()) {
        removals.add(atMost(map, threshold));
      }
    }
    scorer.prepare(removals);
    return scorer;
  }

  private static BitSet atMost(float[] map, float threshold) {
    BitSet removed = new BitSet(map.length);
    for (int i = 0; i < map.length; i++) {
      removed.set(i, !(map[i] > threshold));
    }
    return removed;
  }

  /** Logits of image times map, by method. */
  private Map<String, float[]> products(Map<String, float[]> maps) {
    Vit model = instance.model();
    float[] black = instance.black();
    List<String> methods = List.copyOf(maps.keySet());
    Map<String, float[]> logits = new LinkedHashMap<>();
    for (int from = 0; from < methods.size(); from += plan.batch()) {
      List<String> part = methods.subList(from, Math.min(from + plan.batch(), methods.size()));
      float[][] images =
          part.stream().map(m -> product(maps.get(m), black)).toArray(float[][]::new);
      try (NDManager scope = model.newScope()) {
        NDArray pixels = model.pixels(scope, images);
        float[][] answers =
            instance
                .passes()
                .run(
                    PassTally.MULTIPLIED,
                    images.length,
                    () -> HostMatrix.floats(model.logits(pixels)));
        for (int i = 0; i < answers.length; i++) {
          logits.put(part.get(i), Logits.finite(answers[i], "the image times its map"));
        }
      }
    }
    return logits;
  }

  private float[] product(float[] map, float[] black) {
    float[] product = new float[black.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = black[i] + (instance.input()[i] - black[i]) * map[i % map.length];
    }
    return product;
  }
}
