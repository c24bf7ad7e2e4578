package vitexplain.image.resize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vitexplain.image.Golden;

class UpsampleTest {

  /** Torch interpolates in float32, we in float64: values near 1 differ by a few float steps. */
  private static final Offset<Float> TOLERANCE = Offset.offset(2e-6f);

  @ParameterizedTest
  @CsvSource({"5, 7", "16, 16", "33, 20", "3, 4"})
  void equalsTorchWithoutAlignedCorners(int height, int width) throws IOException {
    float[] flat = Golden.floats("tensor/grid_5x7.f32");
    float[][] grid = new float[5][7];
    for (int i = 0; i < flat.length; i++) {
      grid[i / 7][i % 7] = flat[i];
    }
    float[] expected = Golden.floats("tensor/upsampled_" + height + "x" + width + ".f32");
    float[][] actual = Upsample.bilinear(grid, width, height);
    assertThat(actual).hasDimensions(height, width);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i / width][i % width]).isCloseTo(expected[i], TOLERANCE);
    }
  }

  @Test
  void centresKeepTheirValuesAndEdgesAreClamped() {
    float[][] line = Upsample.bilinear(new float[][] {{0, 1}}, 4, 1);
    assertThat(line[0]).containsExactly(0, 0.25f, 0.75f, 1);
  }

  @Test
  void regionHoldsTheStretchedMapAndTheRestIsZero() {
    float[][] grid = {{1, 2}, {3, 4}};
    float[][] canvas = Upsample.bilinear(grid, new Box(2, 1, 6, 5), 8, 6);
    float[][] alone = Upsample.bilinear(grid, 4, 4);
    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 8; x++) {
        boolean inside = x >= 2 && x < 6 && y >= 1 && y < 5;
        assertThat(canvas[y][x]).isEqualTo(inside ? alone[y - 1][x - 2] : 0);
      }
    }
  }

  @Test
  void regionThatSticksOutShowsItsMiddle() {
    float[][] canvas = Upsample.bilinear(new float[][] {{0, 1, 2, 3}}, new Box(-1, 0, 3, 1), 2, 1);
    assertThat(canvas[0]).containsExactly(1, 2);
  }

  @Test
  void emptyMapAndEmptyBoxAreRefused() {
    assertThatThrownBy(() -> Upsample.bilinear(new float[0][], 4, 4))
        .hasMessageContaining("a map of 0 rows to 4 x 4");
    assertThatThrownBy(() -> new Box(3, 0, 3, 1)).hasMessageContaining("is empty");
  }
}
