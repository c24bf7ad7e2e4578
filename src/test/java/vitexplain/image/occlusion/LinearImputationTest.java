package vitexplain.image.occlusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vitexplain.image.Golden;

class LinearImputationTest {
  /** Solved in double on both sides, stored as float; values are a few units at most. */
  private static final float SOLVED = 2e-6f;

  /** One step of float32 where values are below 1. */
  private static final float STEP = Math.ulp(0.5f);

  private static BitSet bits(String text) {
    BitSet bits = new BitSet();
    IntStream.range(0, text.length()).filter(i -> text.charAt(i) == '1').forEach(bits::set);
    return bits;
  }

  private static float[] floats(JsonNode values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values.get(i).doubleValue();
    }
    return floats;
  }

  private static float[] noise(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }

  @Test
  void agreesWithADirectSolve() throws IOException {
    JsonNode cases =
        new ObjectMapper().readTree(Golden.file("imputation.json").toFile()).get("cases");
    assertThat(cases).hasSize(7);
    for (JsonNode golden : cases) {
      float[] imputed =
          new LinearImputation(2, golden.get("height").intValue(), golden.get("width").intValue())
              .without(floats(golden.get("image")), bits(golden.get("removed").textValue()));
      assertThat(imputed).containsExactly(floats(golden.get("imputed")), within(SOLVED));
    }
  }

  @Test
  void everyRemovedPixelIsTheWeightedMeanOfItsNeighbours() {
    int size = 96;
    float[] image = noise(size * size, 1);
    BitSet removed = new BitSet();
    SplittableRandom random = new SplittableRandom(2);
    for (int patch = 0; patch < 144; patch++) {
      if (random.nextDouble() < 0.9) {
        for (int i = 0; i < 64; i++) {
          removed.set((patch / 12 * 8 + i / 8) * size + patch % 12 * 8 + i % 8);
        }
      }
    }
    float[] imputed = new LinearImputation(1, size, size).without(image, removed);
    for (int y = 1; y < size - 1; y++) {
      for (int x = 1; x < size - 1; x++) {
        int i = y * size + x;
        float direct = imputed[i - 1] + imputed[i + 1] + imputed[i - size] + imputed[i + size];
        float diagonal =
            imputed[i - size - 1]
                + imputed[i - size + 1]
                + imputed[i + size - 1]
                + imputed[i + size + 1];
        float expected = removed.get(i) ? direct / 6 + diagonal / 12 : image[i];
        assertThat(imputed[i]).isCloseTo(expected, within(SOLVED));
      }
    }
  }

  @Test
  void agreesWithALibrarysCholeskyOnMasksOfPatchesAndOfPixels() {
    int[][] sizes = {{96, 96, 8}, {64, 48, 16}, {37, 53, 1}, {16, 16, 1}, {1, 40, 1}, {3, 2, 1}};
    SplittableRandom random = new SplittableRandom(4);
    int equal = 0;
    int all = 0;
    for (int[] size : sizes) {
      for (double share : new double[] {0.05, 0.3, 0.5, 0.8, 0.95}) {
        int height = size[0];
        int width = size[1];
        BitSet removed = patches(random, height, width, size[2], share);
        removed.clear(random.nextInt(height * width));
        float[] image = noise(height * width, random.nextLong());
        float[] found = new LinearImputation(1, height, width).without(image, removed);
        float[] expected = SparseCholesky.imputed(image, height, width, removed);
        assertThat(found).containsExactly(expected, within(STEP));
        for (int i = 0; i < found.length; i++) {
          equal += found[i] == expected[i] ? 1 : 0;
          all++;
        }
      }
    }
    // Both are exact but for float64's rounding, which the rounding to float32 hides.
    assertThat(equal).isGreaterThan(all - all / 1000);
  }

  private static BitSet patches(
      SplittableRandom random, int height, int width, int side, double share) {
    BitSet drawn = new BitSet();
    for (int i = 0; i < height * width; i++) {
      drawn.set(i, random.nextDouble() < share);
    }
    BitSet removed = new BitSet();
    for (int i = 0; i < height * width; i++) {
      removed.set(i, drawn.get(i / width / side * width + i % width / side));
    }
    return removed;
  }

  @Test
  void channelsAreSolvedEachLikeTheOnlyOne() {
    BitSet removed = patches(new SplittableRandom(5), 24, 24, 4, 0.6);
    float[] image = noise(3 * 576, 6);
    float[] joint = new LinearImputation(3, 24, 24).without(image, removed);
    for (int c = 0; c < 3; c++) {
      float[] plane = Arrays.copyOfRange(image, c * 576, (c + 1) * 576);
      assertThat(Arrays.copyOfRange(joint, c * 576, (c + 1) * 576))
          .containsExactly(new LinearImputation(1, 24, 24).without(plane, removed));
    }
  }

  @Test
  void onePixelThatIsLeftFillsTheImage() {
    BitSet removed = new BitSet();
    removed.set(0, 400);
    removed.clear(137);
    float[] image = noise(400, 7);
    for (float value : new LinearImputation(1, 20, 20).without(image, removed)) {
      assertThat(value).isCloseTo(image[137], within(SOLVED));
    }
  }

  @Test
  void slopeIsContinuedExactlyThroughAHole() {
    float[] slope = new float[100];
    for (int i = 0; i < slope.length; i++) {
      int row = i / 10;
      slope[i] = 0.3f * row - 0.1f * (i % 10);
    }
    BitSet hole = new BitSet();
    for (int y = 2; y < 8; y++) {
      hole.set(10 * y + 3, 10 * y + 8);
    }
    assertThat(new LinearImputation(1, 10, 10).without(slope, hole))
        .containsExactly(slope, within(SOLVED));
  }

  @Test
  void nothingRemovedChangesNothingAndEverythingRemovedIsTheMean() {
    float[] image = noise(3 * 25, 3);
    assertThat(new LinearImputation(3, 5, 5).without(image, new BitSet())).containsExactly(image);
    BitSet all = new BitSet();
    all.set(0, 25);
    assertThat(new LinearImputation(3, 5, 5).without(image, all)).containsOnly(0f);
  }

  @Test
  void pixelsOutsideTheImageAreRefused() {
    BitSet far = new BitSet();
    far.set(25);
    assertThatThrownBy(() -> new LinearImputation(1, 5, 5).without(new float[25], far))
        .hasMessageContaining("last removed pixel 25");
    assertThatThrownBy(() -> new LinearImputation(1, 5, 5).without(new float[24], new BitSet()))
        .hasMessageContaining("24 values");
  }
}
