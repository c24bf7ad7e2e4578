package vitexplain.dataset.layout;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.imageio.ImageIO;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;

/** A data set of a few pictures laid out as PASCAL VOC is, which a test may spoil. */
public final class SmallVoc {
  private static final int COLOURS = 256;

  private final Path root;

  private SmallVoc(Path root) {
    this.root = root;
  }

  /** An empty one in {@code folder/VOC2012}. */
  public static SmallVoc in(Path folder) throws IOException {
    Path root = folder.resolve("VOC2012");
    Files.createDirectories(root.resolve("JPEGImages"));
    Files.createDirectories(root.resolve("SegmentationClass"));
    Files.createDirectories(root.resolve("ImageSets/Segmentation"));
    return new SmallVoc(root);
  }

  /** The folder VOC2012. */
  public Path root() {
    return root;
  }

  /** Adds a picture and its mask, without naming it in a split. */
  public SmallVoc add(String name, Pixels picture, int[] ids) throws IOException {
    ImageIO.write(ImageFiles.picture(picture), "jpeg", picture(name).toFile());
    writeMask(name, picture.width(), picture.height(), ids);
    return this;
  }

  /** Names pictures in a split. */
  public SmallVoc split(String split, String... names) throws IOException {
    Files.writeString(
        splitFile(split),
        String.join("\n", names) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return this;
  }

  Path splitFile(String split) {
    return root.resolve("ImageSets/Segmentation/" + split + ".txt");
  }

  /** Where a picture lies. */
  public Path picture(String name) {
    return root.resolve("JPEGImages/" + name + ".jpg");
  }

  /** Where a mask lies. */
  public Path mask(String name) {
    return root.resolve("SegmentationClass/" + name + ".png");
  }

  /**
   * Writes a palette PNG whose colours are neither black nor white.
   *
   * @param ids [height * width]
   */
  public void writeMask(String name, int width, int height, int[] ids) throws IOException {
    byte[] red = new byte[COLOURS];
    byte[] green = new byte[COLOURS];
    for (int i = 1; i < COLOURS; i++) {
      red[i] = (byte) (7 * i);
      green[i] = (byte) (13 * i + 1);
    }
    BufferedImage image =
        new BufferedImage(
            width,
            height,
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, COLOURS, red, green, new byte[COLOURS]));
    image.getRaster().setPixels(0, 0, width, height, ids);
    ImageIO.write(image, "png", mask(name).toFile());
  }

  /** A grey picture of so many columns and rows. */
  public static Pixels grey(int width, int height) {
    return new Pixels(width, height, 3, new byte[width * height * 3]);
  }
}
