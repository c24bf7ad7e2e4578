package vitexplain.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import vitexplain.image.codec.Pixels;

class SceneGeneratorTest {

  private static final int SCENES = 400;
  private static final SceneGenerator GENERATOR = new SceneGenerator(3, SceneDifficulty.FULL);

  @Test
  void theSameSeedAndIndexDrawTheSameBytes() {
    Scene again = new SceneGenerator(3, SceneDifficulty.FULL).scene(17);

    assertThat(again.picture().data()).isEqualTo(GENERATOR.scene(17).picture().data());
    assertThat(again.picture().data()).isNotEqualTo(GENERATOR.scene(25).picture().data());
    assertThat(again.picture().data())
        .isNotEqualTo(new SceneGenerator(4, SceneDifficulty.FULL).scene(17).picture().data());
  }

  @Test
  void theBytesAreTheSameOnEveryPlatform() {
    CRC32 checksum = new CRC32();
    for (int i = 0; i < 64; i++) {
      checksum.update(GENERATOR.scene(i).picture().data());
    }

    assertThat(Long.toHexString(checksum.getValue())).isEqualTo("c9f95680");
  }

  @Test
  void anyRunOfEightHoldsEveryClassOnce() {
    assertThat(LongStream.range(-3, 5).map(i -> GENERATOR.scene(i).label()))
        .containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void objectsCoverFourToFortyFivePercentAndVaryWidely() {
    double[] coverage =
        LongStream.range(0, SCENES)
            .mapToDouble(i -> GENERATOR.scene(i).coverage())
            .sorted()
            .toArray();

    assertThat(coverage[0]).isBetween(0.04, 0.1);
    assertThat(coverage[SCENES - 1]).isBetween(0.3, 0.45);
  }

  @Test
  void everySceneShowsADistractorBesideItsObject() {
    for (int i = 0; i < SCENES; i++) {
      assertThat(GENERATOR.scene(i).visibleDistractorPixels()).as("scene " + i).isPositive();
    }
  }

  @Test
  void pictureIsTheObjectInsideTheMaskAndTheBackgroundOutside() {
    Scene scene = GENERATOR.scene(5);
    Scene moved = scene.onBackgroundOf(GENERATOR.scene(6));

    for (int i = 0; i < scene.mask().length; i++) {
      Pixels inside = scene.mask()[i] ? scene.object() : scene.background();
      Pixels behind = scene.mask()[i] ? scene.object() : GENERATOR.scene(6).background();
      for (int c = 0; c < 3; c++) {
        assertThat(scene.picture().data()[3 * i + c]).isEqualTo(inside.data()[3 * i + c]);
        assertThat(moved.picture().data()[3 * i + c]).isEqualTo(behind.data()[3 * i + c]);
      }
    }
    assertThat(moved.label()).isEqualTo(scene.label());
    assertThat(scene.paintedOver()).isEqualTo(scene.background());
  }

  /** Stripes must not leak into the mean colour, or a linear cue would tell a pair apart. */
  @Test
  void theClassesOfAPairShareTheirMeanColour() {
    double[][] mean = new double[8][3];
    int each = 200;
    for (int i = 0; i < 8 * each; i++) {
      Scene scene = GENERATOR.scene(i);
      for (int c = 0; c < 3; c++) {
        mean[scene.label()][c] += meanInside(scene, c) / each;
      }
    }
    for (int pair = 0; pair < 8; pair += 2) {
      // Hue, saturation and value jitter leave a standard error of about 3 grey levels.
      for (int c = 0; c < 3; c++) {
        assertThat(mean[pair][c]).isCloseTo(mean[pair + 1][c], within(12.0));
      }
    }
  }

  @Test
  void difficultyOutsideItsRangeIsRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SceneDifficulty(0, 1.5, 1))
        .withMessage("phaseFreedom is 1.5; expected 0.0 to 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SceneDifficulty(Double.NaN, 1, 1))
        .withMessageContaining("hueGap");
  }

  @Test
  void labelsOutsideTheClassesAreRefused() {
    assertThat(SceneClass.of(0).id()).isEqualTo("red-horizontal");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SceneClass.of(8))
        .withMessage("scene label 8; expected 0 to 7");
  }

  private static double meanInside(Scene scene, int channel) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < scene.mask().length; i++) {
      if (scene.mask()[i]) {
        sum += scene.object().data()[3 * i + channel] & 0xff;
        count++;
      }
    }
    return sum / count;
  }
}
