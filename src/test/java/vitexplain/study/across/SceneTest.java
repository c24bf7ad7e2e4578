package vitexplain.study.across;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vitexplain.image.mask.Mask;
import vitexplain.image.resize.Box;
import vitexplain.run.row.BackgroundRow;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.ModelUseRow;

/** Objects as the model sees them, whose background they get, and what is counted. */
class SceneTest {

  private static ImageRow facts(String name, int target) {
    return ImageRow.of(name, "", "", 4, 4, OptionalInt.empty()).answered(target, "", 1, "");
  }

  private static Mask mask(String pixels) {
    boolean[] foreground = new boolean[16];
    BitSet ignored = new BitSet();
    for (int i = 0; i < 16; i++) {
      foreground[i] = pixels.charAt(i) == '#';
      ignored.set(i, pixels.charAt(i) == '?');
    }
    return new Mask(4, 4, foreground, ignored);
  }

  @Test
  void aPixelOfTheInputTakesTheMaskAtItsCentre() {
    Mask mask = mask("##.." + "##.." + "...?" + "....");
    Scene half = Scene.of(facts("a", 0), mask, Box.of(4, 4), 2, 2);
    assertThat(half.object().stream()).containsExactly(0);
    Scene cropped = Scene.of(facts("a", 0), mask, new Box(1, 1, 3, 3), 2, 2);
    assertThat(cropped.object().stream()).containsExactly(0);
    Scene padded = Scene.of(facts("a", 0), mask, new Box(-4, -4, 4, 4), 4, 4);
    assertThat(padded.object().stream()).containsExactly(10);
  }

  @Test
  void whatTheMaskLeavesOpenIsRemovedWithTheObjectAndNotKeptWithIt() {
    Scene scene = Scene.of(facts("a", 0), mask("##..##.....?...."), Box.of(4, 4), 4, 4);
    assertThat(scene.object().stream()).containsExactly(0, 1, 4, 5);
    assertThat(scene.removed().stream()).containsExactly(0, 1, 4, 5, 11);
  }

  @Test
  void withoutAnObjectOrWithoutABackgroundThereIsNothingToChange() {
    assertThat(scene("a", 0, ".".repeat(16)).isUsable(16)).isFalse();
    assertThat(scene("a", 0, "#".repeat(16)).isUsable(16)).isFalse();
    assertThat(scene("a", 0, "?".repeat(15) + "#").isUsable(16)).isFalse();
    assertThat(scene("a", 0, "." + "#".repeat(15)).isUsable(16)).isTrue();
  }

  private static Scene scene(String name, int target, String pixels) {
    return Scene.of(facts(name, target), mask(pixels), Box.of(4, 4), 4, 4);
  }

  @Test
  void theBackgroundIsOfAnotherClassWhereThereIsOne() {
    List<Scene> scenes =
        IntStream.range(0, 12).mapToObj(i -> scene("s" + i, i % 3, "#...............")).toList();
    Map<Scene, Scene> others = BackgroundStudy.others(scenes, 5);
    assertThat(others.keySet()).containsExactlyElementsOf(scenes);
    others.forEach((s, other) -> assertThat(other.target()).isNotEqualTo(s.target()));
    assertThat(BackgroundStudy.others(scenes, 5)).isEqualTo(others);
    assertThat(BackgroundStudy.others(scenes, 6)).isNotEqualTo(others);
    List<Scene> same = scenes.stream().filter(s -> s.target() == 0).toList();
    BackgroundStudy.others(same, 5)
        .forEach((s, other) -> assertThat(other.name()).isNotEqualTo(s.name()));
  }

  @Test
  void accuracyAndProbabilityAreOfWhatIsShown() {
    List<BackgroundRow> rows =
        List.of(
            row("a", BackgroundRow.WHOLE, "", 0.9, true),
            row("a", BackgroundRow.REMOVED, "blur", 0.2, false),
            row("b", BackgroundRow.WHOLE, "", 0.7, true),
            row("b", BackgroundRow.REMOVED, "blur", 0.6, true));
    assertThat(BackgroundStudy.summary(rows, 1))
        .extracting(ModelUseRow::shown, ModelUseRow::measure, ModelUseRow::n)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("whole", "accuracy", 2),
            org.assertj.core.groups.Tuple.tuple("whole", "probability", 2),
            org.assertj.core.groups.Tuple.tuple("object removed", "accuracy", 2),
            org.assertj.core.groups.Tuple.tuple("object removed", "probability", 2));
    assertThat(BackgroundStudy.summary(rows, 1))
        .extracting(ModelUseRow::mean)
        .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1, Double.class)
        .containsExactly(1.0, 0.8, 0.5, 0.4);
  }

  private static BackgroundRow row(
      String image, String shown, String fill, double probability, boolean top) {
    return new BackgroundRow(image, shown, fill, image, "label", 0, probability, top);
  }
}
