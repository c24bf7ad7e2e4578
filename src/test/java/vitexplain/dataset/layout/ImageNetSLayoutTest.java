package vitexplain.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.mask.MaskClass;

/** ImageNet-S in small: 300 classes, two of them with pictures of 4 x 1 pixels. */
class ImageNetSLayoutTest {

  private static final String FISH = "n00000002";
  private static final String BIRD = "n00000299";
  private static final String LIST = "ImageNetS_categories_im300.txt";

  @TempDir Path folder;

  @BeforeEach
  void makeDataSet() throws IOException {
    write(LIST, lines(300));
    picture("validation/" + FISH + "/a.JPEG");
    picture("validation/" + BIRD + "/b.JPEG");
    mask(FISH + "/a.png", 2, 299, 1000, 0);
    mask(BIRD + "/b.png", 299, 299, 0, 0);
  }

  @Test
  void idsAreRedPlus256TimesGreen() {
    ImageNetSLayout layout = open();
    assertThat(layout.keys()).containsExactly(FISH + "/a", BIRD + "/b");
    Mask any = mask(layout, "any");
    assertThat(any.foreground()).containsExactly(true, true, false, false);
    assertThat(any.ignored().stream().toArray()).containsExactly(2);
    assertThat(mask(layout, "label").foreground()).containsExactly(true, false, false, false);
    assertThat(mask(layout, "299").foreground()).containsExactly(false, true, false, false);
    assertThat(mask(layout, BIRD).foreground()).containsExactly(false, true, false, false);
    assertThat(mask(layout, "7").foreground()).containsOnly(false);
    assertThat(mask(layout, "7").ignored().stream().toArray()).containsExactly(2);
  }

  @Test
  void labelIsTheFolder() {
    ImageNetSLayout layout = open();
    assertThat(layout.label(BIRD + "/b")).contains(BIRD);
    assertThat(layout.labels()).containsExactly(FISH, BIRD);
    assertThat(layout.maskClass(Optional.empty())).isEqualTo(MaskClass.LABEL);
    assertThat(layout.hasMasks()).isTrue();
    assertThat(layout.picture(BIRD + "/b", 3).width()).isEqualTo(4);
    assertThat(layout.pictureSha256(BIRD + "/b")).hasSize(64);
    assertThat(layout.maskSha256(BIRD + "/b"))
        .hasSize(64)
        .isNotEqualTo(layout.maskSha256(FISH + "/a"));
  }

  @Test
  void pictureWithoutMaskHasNone() throws IOException {
    Files.delete(folder.resolve("validation-segmentation/" + FISH + "/a.png"));
    assertThat(open().mask(FISH + "/a", MaskClass.LABEL)).isEmpty();
    assertThat(open().maskSha256(FISH + "/a")).isEmpty();
    assertThat(open().expectedMask(FISH + "/a")).contains(FISH + "/a.png'. Add it");
  }

  @Test
  void otherSplitsHaveFoldersOfTheirNames() throws IOException {
    picture("train-semi/" + FISH + "/c.JPEG");
    ImageNetSLayout layout = ImageNetSLayout.open(folder, Optional.of("train-semi"));
    assertThat(layout.keys()).containsExactly(FISH + "/c");
    assertThat(layout.hasMasks()).isFalse();
    assertRefused(Optional.of("test"), "there is no folder '" + folder.resolve("test") + "'");
  }

  @Test
  void whatIsNoFolderOfPicturesIsTold() throws IOException {
    write("validation/readme.txt", "x");
    Files.createDirectories(folder.resolve("validation/n00000003"));
    write("validation/" + FISH + "/.hidden.jpg", "x");
    ImageNetSLayout layout = open();
    assertThat(layout.keys()).hasSize(2);
    assertThat(layout.remarks())
        .containsExactly(
            "left out of '"
                + folder.resolve("validation")
                + "': [n00000003, readme.txt], which are no folders of JPEG or PNG files.");
  }

  /** The lists number the same classes differently. */
  @Test
  void listOfCategoriesIsTheOneThatHasTheFolders() throws IOException {
    write("ImageNetS_categories_im50.txt", lines(50));
    assertThat(mask(open(), "label").foreground()).containsExactly(true, false, false, false);
    write("ImageNetS_categories_im919.txt", BIRD + "\n" + lines(298));
    assertRefused(
        Optional.empty(),
        "the folders fit several of ImageNetS_categories_im50.txt, ImageNetS_categories_im300.txt,"
            + " ImageNetS_categories_im919.txt. Leave the data set's own there alone");
    write("ImageNetS_categories_im50.txt", BIRD + "\n" + FISH + "\n");
    mask(FISH + "/a.png", 1, 2, 1000, 0);
    assertThat(mask(open(), "label").foreground())
        .as("the list that has no others")
        .containsExactly(false, true, false, false);
  }

  @Test
  void listThatDoesNotFitIsRefused() throws IOException {
    write(LIST, lines(250));
    assertRefused(Optional.empty(), LIST + " has no line for the folders [" + BIRD + "]");
    write(LIST, lines(300) + FISH + "\n");
    assertRefused(Optional.empty(), "301 lines, 300 of them different; expected one class a line");
    write(LIST, "");
    assertRefused(Optional.empty(), LIST + "' is empty");
    Files.delete(folder.resolve(LIST));
    assertRefused(
        Optional.empty(),
        "there is none of ImageNetS_categories_im50.txt, ImageNetS_categories_im300.txt,"
            + " ImageNetS_categories_im919.txt, which say what the numbers in the masks are");
  }

  @Test
  void folderWithoutPicturesIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("train-semi/" + FISH));
    assertRefused(Optional.of("train-semi"), "holds a JPEG or PNG file");
  }

  @Test
  void twoPicturesOfOneMaskAreRefused() throws IOException {
    picture("validation/" + FISH + "/a.png");
    assertRefused(Optional.empty(), "would share the mask '" + FISH + "/a.png'");
  }

  @Test
  void maskThatHoldsNoClassesCostsItsImageAlone() throws IOException {
    mask(FISH + "/a.png", 301, 0, 0, 0);
    assertBrokenMask(
        "mask 'a.png': a pixel has the colour (45, 1, 0), which is no class: expected red + 256"
            + " green from 0 to 300 or 1000, and no blue.");
    Path file = folder.resolve("validation-segmentation/" + FISH + "/a.png");
    ImageFiles.writePng(file, new Pixels(4, 1, 1, new byte[] {0, 1, 0, 0}));
    assertBrokenMask("a pixel has the colour (1, 1, 1), which is no class");
    Files.writeString(file, "no picture");
    assertBrokenMask("mask 'a.png': 0 of 10 bytes could be decoded");
    assertThat(open().mask(BIRD + "/b", MaskClass.LABEL).orElseThrow().foreground())
        .containsExactly(true, true, false, false);
  }

  private void assertBrokenMask(String said) {
    assertThatThrownBy(() -> open().mask(FISH + "/a", MaskClass.LABEL))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INPUT))
        .hasMessageContaining(said);
  }

  private ImageNetSLayout open() {
    return ImageNetSLayout.open(folder, Optional.empty());
  }

  private static Mask mask(ImageNetSLayout layout, String choice) {
    return layout.mask(FISH + "/a", layout.maskClass(Optional.of(choice))).orElseThrow();
  }

  private static String lines(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "n" + "0".repeat(8 - Integer.toString(i).length()) + i + "\n")
        .collect(Collectors.joining());
  }

  private void picture(String name) {
    ImageFiles.writePng(folder.resolve(name), new Pixels(4, 1, 1, new byte[4]));
  }

  private void mask(String name, int... ids) {
    byte[] data = new byte[3 * ids.length];
    for (int i = 0; i < ids.length; i++) {
      data[3 * i] = (byte) ids[i];
      data[3 * i + 1] = (byte) (ids[i] >> 8);
    }
    ImageFiles.writePng(
        folder.resolve("validation-segmentation").resolve(name),
        new Pixels(ids.length, 1, 3, data));
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  private void assertRefused(Optional<String> split, String said) {
    assertThatThrownBy(() -> ImageNetSLayout.open(folder, split))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.REQUEST))
        .hasMessageContaining(said);
  }
}
