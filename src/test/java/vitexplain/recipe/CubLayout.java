package vitexplain.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;
import vitexplain.dataset.layout.Layout;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.mask.MaskClass;

/**
 * CUB-200-2011: {@code images.txt} lists numbers and pictures, each in the folder of its class;
 * {@code segmentations} holds black and white masks under the same names. Keys are the paths.
 */
record CubLayout(Path root, List<String> keys) implements Layout {

  /** Reads the list of pictures and nothing else. */
  static CubLayout open(Path root) {
    List<String> keys = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(root.resolve("images.txt"))) {
        keys.add(line.substring(line.indexOf(' ') + 1));
      }
    } catch (IOException e) {
      throw Refusal.request("cub '" + root + "': images.txt cannot be read: " + e + ".", e);
    }
    return new CubLayout(root, keys);
  }

  private Path file(String key) {
    return root.resolve("images").resolve(key);
  }

  private Path maskFile(String key) {
    return root.resolve("segmentations").resolve(key.replace(".jpg", ".png"));
  }

  @Override
  public Pixels picture(String key, int channels) {
    return ImageFiles.read(file(key), channels);
  }

  @Override
  public String pictureSha256(String key) {
    return sha256(file(key));
  }

  private static String sha256(Path file) {
    return Files.isRegularFile(file) ? Sha256.of(file) : "";
  }

  @Override
  public boolean hasMasks() {
    return Files.isDirectory(root.resolve("segmentations"));
  }

  @Override
  public boolean hasMask(String key) {
    return Files.exists(maskFile(key));
  }

  @Override
  public MaskClass maskClass(Optional<String> text) {
    return MaskClass.BLACK_AND_WHITE;
  }

  @Override
  public Optional<Mask> mask(String key, MaskClass choice) {
    return hasMask(key) ? Optional.of(Mask.read(maskFile(key), choice)) : Optional.empty();
  }

  @Override
  public String maskSha256(String key) {
    return sha256(maskFile(key));
  }

  /** {@code 001.Black_footed_Albatross}: a number and a name. */
  @Override
  public Optional<String> label(String key) {
    return Optional.of(key.substring(key.indexOf('.') + 1, key.indexOf('/')));
  }

  @Override
  public List<String> labels() {
    return keys.stream().map(key -> label(key).orElseThrow()).distinct().toList();
  }
}
