package vitexplain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vitexplain.explain.Methods;

class PaletteTest {

  @Test
  void variantsShareTheFamilysColourAndDifferInLineAndMarker() {
    MethodStyle paper = Palette.of("gmar-l1");
    MethodStyle student = Palette.of("gmar-student-l1");
    assertThat(student.color()).isEqualTo(paper.color());
    assertThat(student.stroke()).isNotEqualTo(paper.stroke());
    assertThat(student.marker()).isNotEqualTo(paper.marker());
  }

  @Test
  void noTwoMethodsOfTheDefaultSetLookAlike() {
    Set<MethodStyle> styles = new HashSet<>();
    for (String method : SyntheticRun.METHODS) {
      assertThat(styles.add(Palette.of(method))).as(method).isTrue();
    }
  }

  @Test
  void everyRegisteredMethodHasALookOfItsOwn() {
    Set<MethodStyle> styles = new HashSet<>();
    for (Methods.Entry entry : Methods.all()) {
      assertThat(styles.add(Palette.of(entry.name()))).as(entry.name()).isTrue();
    }
  }

  @Test
  void anOptionKeepsThePeersColour() {
    assertThat(Palette.of("grad-rollout:discard=0.9").color())
        .isEqualTo(Palette.of("grad-rollout").color().darker());
  }

  @Test
  void controlsAreGreyWhateverTheirOptions() {
    for (String control :
        new String[] {
          "random", "random:seed=2", "inverse:of=legrad:pool=cls", "blurred", "constant"
        }) {
      Color color = Palette.of(control).color();
      int spread =
          Math.max(color.getRed(), Math.max(color.getGreen(), color.getBlue()))
              - Math.min(color.getRed(), Math.min(color.getGreen(), color.getBlue()));
      assertThat(spread).as(control).isLessThan(24);
    }
  }

  @Test
  void unknownMethodsKeepTheirColourFromRunToRun() {
    assertThat(Palette.of("a-new-method")).isEqualTo(Palette.of("a-new-method"));
    assertThat(Palette.of("reference:legrad").color()).isEqualTo(Palette.of("legrad").color());
  }
}
