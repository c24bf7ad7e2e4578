package vitexplain.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import vitexplain.dataset.Dataset;

/** A few of the embedded scenes in a folder that a test may spoil. */
public final class Scenes {
  private static final Path SOURCE = Path.of("data", "scenes");

  private Scenes() {}

  /**
   * Copies the first scenes with their masks.
   *
   * @param folder gets {@code images/scene_NNN.png} and {@code masks/scene_NNN.png}
   */
  public static Path copy(Path folder, int count) throws IOException {
    for (String kind : new String[] {"images", "masks"}) {
      Files.createDirectories(folder.resolve(kind));
      for (int i = 0; i < count; i++) {
        Path file = Path.of(kind, "scene_00" + i + ".png");
        Files.copy(SOURCE.resolve(file), folder.resolve(file));
      }
    }
    return folder;
  }

  /** What {@link #copy} made, or what a test made of it. */
  public static Dataset dataset(Path folder) {
    return Dataset.open(
        folder.resolve("images"), Optional.of(folder.resolve("masks")), Optional.empty());
  }

  /** Cuts a file to half its bytes. */
  public static void truncate(Path file) {
    try {
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
