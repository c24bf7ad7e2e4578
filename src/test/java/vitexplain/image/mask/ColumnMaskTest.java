package vitexplain.image.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;

/** COCO's run lengths and polygons against the COCO API, and what is none. */
class ColumnMaskTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden/pixels/coco_masks.json");

  @Test
  void runLengthsAndTheirTextAreReadAsByTheCocoApi() throws IOException {
    for (JsonNode each : cases()) {
      ColumnMask ofText = ColumnMask.ofText(width(each), height(each), each.get("text").asText());
      ColumnMask ofRuns = ColumnMask.ofRuns(width(each), height(each), runs(each));
      assertThat(ofText).as(each.get("name").asText()).isEqualTo(ofRuns);
      assertThat(ofRuns.area()).isEqualTo(each.get("area").asInt());
    }
  }

  @Test
  void polygonsAreRasterisedAsByTheCocoApi() throws IOException {
    int polygons = 0;
    for (JsonNode each : cases()) {
      if (each.get("polygon").isArray()) {
        double[] points =
            StreamSupport.stream(each.get("polygon").spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
        assertThat(ColumnMask.ofPolygon(width(each), height(each), points))
            .as(each.get("name").asText())
            .isEqualTo(ColumnMask.ofRuns(width(each), height(each), runs(each)));
        polygons++;
      }
    }
    assertThat(polygons).isGreaterThan(70);
  }

  private static JsonNode cases() throws IOException {
    return new ObjectMapper().readTree(GOLDEN.toFile()).get("cases");
  }

  private static int width(JsonNode each) {
    return each.get("width").asInt();
  }

  private static int height(JsonNode each) {
    return each.get("height").asInt();
  }

  private static List<Long> runs(JsonNode each) {
    List<Long> runs = new ArrayList<>();
    each.get("runs").forEach(run -> runs.add(run.asLong()));
    return runs;
  }

  /** Columns first: a picture of 2 x 3 has its second pixel below the first. */
  @Test
  void asAMaskRowsComeFirst() {
    ColumnMask object = ColumnMask.ofRuns(2, 3, List.of(1L, 2L, 3L));
    ColumnMask ignored = ColumnMask.ofRuns(2, 3, List.of(5L, 1L));
    Mask mask = object.mask(ignored);
    assertThat(mask.width()).isEqualTo(2);
    assertThat(mask.foreground()).containsExactly(false, false, true, false, true, false);
    assertThat(mask.ignored()).isEqualTo(bits(5));
  }

  @Test
  void partsAreUnitedAndTakenAway() {
    ColumnMask left = ColumnMask.ofRuns(3, 1, List.of(0L, 2L, 1L));
    ColumnMask right = ColumnMask.ofRuns(3, 1, List.of(1L, 2L));
    assertThat(left.or(right).inside()).isEqualTo(bits(0, 1, 2));
    assertThat(left.without(right).inside()).isEqualTo(bits(0));
    assertThat(left.inside()).as("is not changed").isEqualTo(bits(0, 1));
    assertThatThrownBy(() -> left.or(ColumnMask.empty(1, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 x 1 with 1 x 3");
  }

  private static BitSet bits(int... places) {
    BitSet bits = new BitSet();
    for (int place : places) {
      bits.set(place);
    }
    return bits;
  }

  @Test
  void runLengthsThatDoNotCoverThePictureAreRefusedWithBothNumbers() {
    assertRefused(
        () -> ColumnMask.ofRuns(4, 3, List.of(5L, 6L)),
        "its run lengths cover 11 pixels; expected the 12 of 4 x 3");
    assertRefused(
        () -> ColumnMask.ofRuns(4, 3, List.of(5L, 8L)),
        "its run lengths cover more than 12 pixels; expected the 12 of 4 x 3");
    assertRefused(() -> ColumnMask.ofRuns(4, 3, List.of()), "cover 0 pixels");
    assertRefused(() -> ColumnMask.ofRuns(4, 3, List.of(5L, Long.MAX_VALUE)), "cover more than");
    assertRefused(() -> ColumnMask.ofRuns(4, 3, List.of(14L, -2L)), "cover more than 12 pixels");
    assertRefused(
        () -> ColumnMask.ofRuns(4, 3, List.of(5L, -2L, 9L)),
        "run 1 has the length -2; expected 0 or more");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "5p,character 1 of its compressed run lengths is 'p'; expected one from '0' to 'o'",
        "5 7,character 1 of its compressed run lengths is ' '",
        "5o,its compressed run lengths end within a number",
        "ooooooo0,the number before character 7 of its compressed run lengths is larger",
        "57,its run lengths cover 12 pixels; expected the 20 of 5 x 4",
        "O,run 0 has the length -1; expected 0 or more"
      })
  void textThatIsNoRunLengthsIsRefused(String text, String said) {
    assertRefused(() -> ColumnMask.ofText(5, 4, text), said);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4, 5, 7})
  void polygonOfTooFewOrOddNumbersIsRefused(int numbers) {
    assertRefused(
        () -> ColumnMask.ofPolygon(5, 4, new double[numbers]),
        "a polygon has " + numbers + " numbers; expected x and y of each of three corners or more");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1e9, 1.1e6})
  void cornerFarOutsideIsRefused(double number) {
    assertRefused(
        () -> ColumnMask.ofPolygon(5, 4, new double[] {0, 0, 1, number, 1, 1}),
        "a polygon has a corner at " + number + "; expected pixels of a picture");
  }

  @Test
  void sizesThatNoPictureHasAreRefusedBeforeAnythingIsAllocated() {
    assertRefused(() -> ColumnMask.empty(0, 4), "its size is 0 x 4 pixels");
    assertRefused(() -> ColumnMask.ofText(100_000, 100_000, "0"), "its size is 100000 x 100000");
  }

  private static void assertRefused(Runnable action, String said) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INPUT))
        .hasMessageContaining(said);
  }
}
