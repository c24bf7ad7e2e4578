package vitexplain.demo;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which patches each step of a training keeps: a share of them that is the step's own, drawn
 * uniformly, and of these many patches a set that is each scene's own. All scenes of a step keep
 * equally many, so that they make one batch without padding.
 *
 * @param seed decides the draws; scenes are drawn by another stream, so that a training with drops
 *     sees the scenes of one without
 * @param leastKept smallest share, above 0 and at most 1
 * @param patches of a scene
 */
record PatchDraw(long seed, double leastKept, int patches) {

  /** Sets the stream apart from that of the scenes. */
  private static final long STREAM = 0x6B657074;

  /** Whether every patch is kept at every step. */
  boolean keepsAll() {
    return leastKept == 1;
  }

  /**
   * Patches that a step keeps, ascending, [scenes][k].
   *
   * @param step from 0
   */
  int[][] kept(int step, int scenes) {
    SplittableRandom random =
        new SplittableRandom(new SplittableRandom(seed ^ STREAM).nextLong() ^ step);
    double share = Uniform.between(random, leastKept, 1);
    int count = Math.max(1, (int) Math.round(share * patches));
    int[][] kept = new int[scenes][];
    Arrays.setAll(kept, scene -> some(random, count));
    return kept;
  }

  /** The first of a shuffle that goes no farther than it must. */
  private int[] some(SplittableRandom random, int count) {
    int[] all = IntStream.range(0, patches).toArray();
    for (int i = 0; i < count; i++) {
      int j = i + (int) (random.nextDouble() * (patches - i));
      int patch = all[i];
      all[i] = all[j];
      all[j] = patch;
    }
    return Arrays.stream(all, 0, count).sorted().toArray();
  }
}
