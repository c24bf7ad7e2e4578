package vitexplain.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.image.ImageFiles;

class SceneFilesTest {

  private static final Path COMMITTED = Path.of("data", "scenes");
  private static final SceneGenerator GENERATOR =
      new SceneGenerator(SceneFiles.TEST_SEED, SceneDifficulty.FULL);

  @Test
  void theCommittedScenesEqualTheGeneratorsPixelForPixel() throws IOException {
    for (int i = 0; i < SceneFiles.TEST_COUNT; i++) {
      Scene scene = GENERATOR.scene(i);
      String file = SceneFiles.name(i) + ".png";
      assertThat(ImageFiles.read(COMMITTED.resolve("images").resolve(file), 3).data())
          .as(file)
          .isEqualTo(scene.picture().data());
      assertThat(ImageFiles.read(COMMITTED.resolve("masks").resolve(file), 1).data())
          .as("mask of " + file)
          .isEqualTo(scene.maskPicture().data());
    }
    try (var files = Files.list(COMMITTED.resolve("images"))) {
      assertThat(files).hasSize(SceneFiles.TEST_COUNT);
    }
  }

  @Test
  void theCommittedLabelsNameEverySceneOnce() throws IOException {
    StringBuilder expected = new StringBuilder("image,label\n");
    for (int i = 0; i < SceneFiles.TEST_COUNT; i++) {
      expected.append(SceneFiles.name(i)).append(".png,").append(i % 8).append('\n');
    }

    assertThat(Files.readString(COMMITTED.resolve("labels.csv"), StandardCharsets.UTF_8))
        .isEqualTo(expected.toString());
  }

  @Test
  void writingTwiceGivesTheSameFiles(@TempDir Path one, @TempDir Path other) throws IOException {
    SceneFiles.write(one, 9, 5);
    SceneFiles.write(other, 9, 5);

    assertThat(one.resolve("images/scene_008.png"))
        .hasSameBinaryContentAs(other.resolve("images/scene_008.png"));
    assertThat(one.resolve("labels.csv")).hasSameBinaryContentAs(other.resolve("labels.csv"));
    assertThat(one.resolve("images/scene_009.png")).doesNotExist();
  }

  @Test
  void noSceneAtAllIsRefused(@TempDir Path directory) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SceneFiles.write(directory, 0, 1))
        .withMessage("count is 0; expected at least 1 scene");
  }
}
