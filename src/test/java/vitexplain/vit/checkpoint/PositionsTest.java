package vitexplain.vit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.image.preprocess.ModelSize;
import vitexplain.vit.ModelDirectory;
import vitexplain.vit.ModelSettings;
import vitexplain.vit.Vit;
import vitexplain.vit.model.Rotary;

/** Positions for images of another size are those that the family's own package makes. */
class PositionsTest {
  private static final String FILE = "positions";
  private static final String DOUBLE = "f64.";

  /** Sums of at most 16 products in another order; the values are below 2. */
  private static final double ROUNDING = 1e-13;

  /** The package's own float32 sums; entries of the script are checked to 2e-6. */
  private static final double ROUNDING_OF_FLOATS = 4e-6;

  static Stream<Arguments> grids() {
    return FamilyModel.all().stream()
        .filter(family -> family.folder().resolve(FILE + ".safetensors").toFile().exists())
        .flatMap(
            family ->
                family.names(FILE).stream()
                    .map(key -> key.replaceFirst(".*\\.", ""))
                    .distinct()
                    .sorted()
                    .map(grid -> Arguments.of(family, grid)));
  }

  @ParameterizedTest
  @MethodSource("grids")
  void resampledPositionsEqualThePackages(FamilyModel family, String grid) {
    for (DataType dtype : List.of(DataType.FLOAT64, DataType.FLOAT32)) {
      boolean exact = dtype == DataType.FLOAT64;
      try (Vit model = open(family, grid, dtype)) {
        double tolerance = exact ? ROUNDING : ROUNDING_OF_FLOATS;
        String kind = exact ? DOUBLE : "";
        if (family.has(FILE, grid)) {
          double[] expected = family.values(FILE, kind + grid);
          assertThat(ofPatches(model.weights().position().squeeze(0), model))
              .containsExactly(ofPatches(expected, model), within(tolerance));
        } else {
          Rotary rotary = model.weights().rotary().orElseThrow();
          assertThat(ofPatches(rotary.cos(), model))
              .containsExactly(family.values(FILE, kind + "cos." + grid), within(tolerance));
          assertThat(ofPatches(rotary.sin(), model))
              .containsExactly(family.values(FILE, kind + "sin." + grid), within(tolerance));
        }
      }
    }
  }

  /** Those of prefix tokens are stored as they are, or are 0 where the family has none. */
  @ParameterizedTest
  @MethodSource("grids")
  void positionsOfPrefixTokensStay(FamilyModel family, String grid) {
    try (Vit other = open(family, grid, DataType.FLOAT64);
        Vit own = family.open(DataType.FLOAT64)) {
      assertThat(ofPrefix(other)).containsExactly(ofPrefix(own));
    }
  }

  private static double[] ofPrefix(Vit model) {
    int prefix = model.layout().prefixTokens();
    return model.weights().position().get(":, :" + prefix).toDoubleArray();
  }

  private static double[] ofPatches(NDArray tokens, Vit model) {
    return ofPatches(tokens.toType(DataType.FLOAT64, true).toDoubleArray(), model);
  }

  /** The last rows, one for each patch. */
  private static double[] ofPatches(double[] rows, Vit model) {
    NDArray position = model.weights().position();
    int width =
        model.weights().rotary().isPresent()
            ? model.config().headWidth()
            : Math.toIntExact(position.getShape().get(2));
    int values = model.layout().patches() * width;
    return Arrays.copyOfRange(rows, rows.length - values, rows.length);
  }

  private static Vit open(FamilyModel family, String grid, DataType dtype) {
    int rows = Integer.parseInt(grid.substring(0, grid.indexOf('x')));
    int columns = Integer.parseInt(grid.substring(grid.indexOf('x') + 1));
    int patch = family.directory().config().patchSize();
    ModelSize.Exact size = new ModelSize.Exact(columns * patch, rows * patch);
    return new ModelDirectory(
            family.name(),
            family.folder(),
            new ModelSettings(Optional.of(size), Optional.empty(), Optional.empty()))
        .open(Device.cpu(), dtype, 0);
  }
}
