package vitexplain.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import vitexplain.base.AtomicFile;
import vitexplain.base.Refusal;
import vitexplain.image.ImageFiles;

/**
 * Writes scenes as a data set: {@code images/NAME.png}, {@code masks/NAME.png} and {@code
 * labels.csv} with the columns image and label. {@code data/scenes} is {@code write(data/scenes,
 * TEST_COUNT, TEST_SEED)}; training and tuning use other seeds.
 */
public final class SceneFiles {

  /** The seed of the committed scenes. Nothing may be trained or tuned on it. */
  public static final long TEST_SEED = 20_240_517L;

  /**
   * Number of committed scenes, 100 of each class: with chance at 12.5 %, one standard error is 1.2
   * points.
   */
  public static final int TEST_COUNT = 800;

  private static final CSVFormat LABELS =
      CSVFormat.DEFAULT.builder().setHeader("image", "label").setRecordSeparator('\n').get();

  private SceneFiles() {}

  /** The name of a scene without its ending, such as {@code scene_007}. */
  public static String name(int index) {
    return String.format(Locale.ROOT, "scene_%03d", index);
  }

  /**
   * Writes the scenes 0 to {@code count - 1} of a seed, at full difficulty; files of the same names
   * are replaced.
   *
   * @throws IllegalArgumentException when {@code count} is below 1
   * @throws Refusal when an image cannot be written
   * @throws IOException when the labels cannot be written
   */
  public static void write(Path directory, int count, long seed) throws IOException {
    if (count < 1) {
      throw new IllegalArgumentException("count is " + count + "; expected at least 1 scene");
    }
    Path images = directory.resolve("images");
    Path masks = directory.resolve("masks");
    SceneGenerator generator = new SceneGenerator(seed, SceneDifficulty.FULL);
    StringBuilder rows = new StringBuilder();
    try (CSVPrinter labels = new CSVPrinter(rows, LABELS)) {
      for (int i = 0; i < count; i++) {
        Scene scene = generator.scene(i);
        String file = name(i) + ".png";
        ImageFiles.writePng(images.resolve(file), scene.picture());
        ImageFiles.writePng(masks.resolve(file), scene.maskPicture());
        labels.printRecord(file, scene.label());
      }
    }
    AtomicFile.write(directory.resolve("labels.csv"), rows.toString());
  }
}
