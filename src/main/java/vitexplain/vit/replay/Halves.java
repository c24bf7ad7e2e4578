package vitexplain.vit.replay;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.PatchLayout;
import vitexplain.vit.trace.PatchSets;

/**
 * Which patches stay in each pass over an image.
 *
 * @param plain sees the outputs of blocks
 * @param layout where the patches are
 * @param sets how they are chosen
 */
record Halves(Forward plain, PatchLayout layout, PatchSets sets) {

  /**
   * The patches of every set, ascending.
   *
   * @param image [1, C, height, width]
   * @return [N][k]
   */
  int[][] of(NDArray image) {
    int half = Math.max(1, layout.patches() / 2);
    double[][] values = sets instanceof PatchSets.Drawn ? drawn() : clustered(image);
    return Arrays.stream(values).map(row -> largest(row, half)).toArray(int[][]::new);
  }

  private double[][] drawn() {
    SplittableRandom random = new SplittableRandom(sets.seed());
    double[][] values = new double[sets.count()][layout.patches()];
    for (double[] row : values) {
      Arrays.setAll(row, i -> random.nextDouble());
    }
    return values;
  }

  private double[][] clustered(NDArray image) {
    try (NDManager scope = image.getManager().newSubManager()) {
      scope.tempAttachAll(image);
      BlockOutputs outputs = new BlockOutputs(layout, scope);
      plain.logits(image, outputs);
      NDArray columns =
          outputs.joined().get(0).transpose().toType(DataType.FLOAT64, true); // (Ld,n)
      int count = Math.toIntExact(columns.getShape().get(0));
      SplittableRandom random = new SplittableRandom(sets.seed());
      double[] draws = random.doubles(count).toArray();
      return Lloyd.centroids(columns, largest(draws, Math.min(sets.count(), count)));
    }
  }

  /** Where the largest values stand, ascending; of equal ones the first. */
  static int[] largest(double[] values, int count) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -values[i]))
        .limit(count)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }
}
