package vitexplain.study.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vitexplain.metric.input.Scale;
import vitexplain.study.StudySubject;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.Instance;
import vitexplain.study.occlusion.PixelOcclusion;
import vitexplain.study.occlusion.Unit;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.HostMatrix;

/** Every way of taking patches away, on the embedded model. */
class OcclusionTest {
  /** What the project promises between batch sizes: sums in another order, in float32. */
  private static final double ANOTHER_BATCH = 1e-5;

  private static final int PATCHES = 144;

  private static Vit model;
  private static Instance instance;
  private static float[] untouched;

  @BeforeAll
  static void openModel() {
    model = StudySubject.model();
    instance = StudySubject.instance(model, "scene_000.png", Unit.PATCH);
    try (NDManager scope = model.newScope()) {
      untouched = HostMatrix.floats(model.logits(model.pixels(scope, instance.input())))[0];
    }
  }

  @AfterAll
  static void closeModel() {
    model.close();
  }

  private static List<BitSet> removals(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<BitSet> removals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      BitSet removed = new BitSet();
      int size = 36 * (1 + i % 3);
      while (removed.cardinality() < size) {
        removed.set(random.nextInt(PATCHES));
      }
      removals.add(removed);
    }
    return removals;
  }

  private static CopyScorer scorer(Fill fill, int batch) {
    return new CopyScorer(instance, fill.removal(instance), fill.id(), untouched, batch);
  }

  @ParameterizedTest
  @EnumSource(Fill.class)
  void scoresDoNotDependOnTheBatchSize(Fill fill) {
    List<BitSet> removals = removals(7, 1);
    CopyScorer one = scorer(fill, 1);
    CopyScorer all = scorer(fill, 32);
    one.prepare(removals);
    all.prepare(removals);
    for (BitSet removed : removals) {
      assertThat(all.score(removed, 0, Scale.PROBABILITY))
          .isCloseTo(one.score(removed, 0, Scale.PROBABILITY), within(ANOTHER_BATCH));
    }
  }

  @ParameterizedTest
  @EnumSource(Fill.class)
  void equalCopiesAreComputedOnceAndTheUntouchedImageNever(Fill fill) {
    CopyScorer scorer = scorer(fill, 32);
    List<BitSet> twice = new ArrayList<>(removals(3, 2));
    twice.addAll(removals(3, 2));
    twice.add(new BitSet());
    scorer.prepare(twice);
    scorer.prepare(twice);
    assertThat(scorer.computed()).isEqualTo(3);
    assertThat(scorer.score(new BitSet(), 0, Scale.LOGIT)).isEqualTo(untouched[0]);
  }

  @ParameterizedTest
  @EnumSource(Fill.class)
  void removingEverythingIsDefined(Fill fill) {
    BitSet all = new BitSet();
    all.set(0, PATCHES);
    CopyScorer scorer = scorer(fill, 32);
    scorer.prepare(List.of(all));
    assertThat(scorer.score(all, 0, Scale.PROBABILITY)).isBetween(0.0, 1.0);
  }

  @Test
  void everyPaintedCopyDiffersInAllChannelsOfTheRemovedPixelsOnly() {
    int area = instance.input().length / 3;
    BitSet patch = new BitSet();
    patch.set(13); // row 1, column 1 of 12 x 12: pixels 8 to 15 both ways
    for (Fill fill : List.of(Fill.BLUR, Fill.MEAN, Fill.BLACK, Fill.ROAD)) {
      float[] copy = ((PixelOcclusion) fill.removal(instance)).without().apply(patch);
      for (int i = 0; i < copy.length; i++) {
        int y = i % area / 96;
        int x = i % 96;
        if (y < 8 || y > 15 || x < 8 || x > 15) {
          assertThat(copy[i]).as("%s at %s", fill, i).isEqualTo(instance.input()[i]);
        } else if (fill == Fill.MEAN) {
          assertThat(copy[i]).isZero();
        }
      }
    }
  }

  @Test
  void imputationNoiseIsOfOneHundredthAndComesFromTheSeed() {
    BitSet all = new BitSet();
    all.set(0, PATCHES);
    float[] noise = ((PixelOcclusion) Fill.ROAD.removal(instance)).without().apply(all);
    double squares = 0;
    for (float value : noise) {
      squares += value * (double) value;
    }
    // 27,648 draws: the standard deviation is known to 0.4 %, five of which are 2 %.
    assertThat(Math.sqrt(squares / noise.length)).isCloseTo(0.01, within(0.0002));
    assertThat(((PixelOcclusion) Fill.ROAD.removal(instance)).without().apply(all))
        .isEqualTo(noise);
  }

  /** Each is the best of five, because other programs may run beside the tests. */
  @Test
  void droppingThreeQuartersOfThePatchesCostsLessThanPaintingThemOver() {
    List<BitSet> removals = removals(96, 3).stream().filter(r -> r.cardinality() == 108).toList();
    assertThat(fastest(() -> nanos(Fill.DROP, removals)))
        .isLessThan((long) (0.7 * fastest(() -> nanos(Fill.MEAN, removals))));
  }

  private static long nanos(Fill fill, List<BitSet> removals) {
    CopyScorer scorer = scorer(fill, 32);
    long start = System.nanoTime();
    scorer.prepare(removals);
    return System.nanoTime() - start;
  }

  private static long fastest(LongSupplier run) {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      fastest = Math.min(fastest, run.getAsLong());
    }
    return fastest;
  }
}
