package vitexplain.study.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;

/** A table turned on its side, in memory and beyond. */
class ColumnsTest {
  @TempDir Path folder;

  private Columns<String> columns() {
    return Columns.ofMeans(folder);
  }

  /** Keys that begin late and images without a value, against arrays in memory. */
  @ParameterizedTest
  @ValueSource(ints = {1, 511, 512, 513, 1024, 1300})
  void valuesAreThoseThatWereAdded(int images) throws IOException {
    Map<String, double[]> expected = new LinkedHashMap<>();
    Random random = new Random(images);
    try (Columns<String> columns = columns()) {
      for (int i = 0; i < images; i++) {
        columns.image("i" + i);
        for (int key = 0; key <= Math.min(5, i / 200); key++) {
          if (random.nextInt(4) > 0) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            columns.add("key" + key, a);
            columns.add("key" + key, b);
            expected.computeIfAbsent("key" + key, k -> undefined(images))[i] = (a + b) / 2;
          }
        }
      }
      assertThat(columns.images()).hasSize(images).startsWith("i0").endsWith("i" + (images - 1));
      assertThat(columns.keys()).containsExactlyElementsOf(expected.keySet());
      expected.forEach((key, values) -> assertThat(columns.values(key)).isEqualTo(values));
      List<String> backwards = new ArrayList<>(columns.images());
      Collections.reverse(backwards);
      backwards.add("nowhere");
      expected.forEach(
          (key, values) -> {
            double[] turned = columns.values(key, backwards);
            assertThat(turned[images]).isNaN();
            for (int i = 0; i < images; i++) {
              assertThat(turned[i]).isEqualTo(Double.valueOf(values[images - 1 - i]));
            }
          });
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  private static double[] undefined(int images) {
    double[] values = new double[images];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  @Test
  void sumsAreNotDivided() {
    try (Columns<String> sums = Columns.ofSums(folder)) {
      sums.image("a");
      sums.add("k", 3);
      sums.add("k", 4);
      assertThat(sums.values("k")).containsExactly(7);
    }
  }

  @Test
  void rowsOfAnImageThatLieFarApartAreRefused() {
    try (Columns<String> columns = columns()) {
      for (int i = 0; i <= Columns.BLOCK; i++) {
        columns.image("i" + i);
      }
      columns.image("i" + Columns.BLOCK);
      assertThatThrownBy(() -> columns.image("i0"))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("the rows of image 'i0' do not lie together");
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() {
    try (Columns<String> columns = Columns.ofMeans(folder.resolve("gone"))) {
      for (int i = 0; i < Columns.BLOCK; i++) {
        columns.image("i" + i);
      }
      assertThatThrownBy(() -> columns.image("more"))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("gone' cannot be written");
    }
  }
}
