package vitexplain.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;
import vitexplain.dataset.LabelMap;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.mask.VocClasses;

class VocLayoutTest {
  @TempDir Path folder;

  private SmallVoc voc;

  /**
   * Of the first, 15 has most pixels; in the second, 8 and 12 have as many; the third shows none.
   */
  @BeforeEach
  void lay() throws IOException {
    voc =
        SmallVoc.in(folder)
            .add("a", SmallVoc.grey(4, 2), new int[] {0, 15, 15, 255, 15, 15, 3, 3})
            .add("b", SmallVoc.grey(2, 3), new int[] {12, 8, 0, 255, 8, 12})
            .add("none", SmallVoc.grey(2, 2), new int[] {0, 0, 255, 0})
            .add("other", SmallVoc.grey(2, 2), new int[] {1, 1, 1, 1})
            .split("val", "b", "a", "none")
            .split("train", "other");
  }

  private Dataset data(String split, String choice) {
    return Dataset.open(
        new DataReference("voc", folder.toString(), split),
        Optional.of(choice).filter(text -> !text.isEmpty()),
        LabelMap.NONE);
  }

  private static Mask mask(Dataset data, String key) {
    return data.mask(key, data.image(key, 3), OptionalInt.empty()).orElseThrow();
  }

  private static int foreground(Mask mask) {
    int count = 0;
    for (boolean inside : mask.foreground()) {
      count += inside ? 1 : 0;
    }
    return count;
  }

  @Test
  void theSplitNamesThePicturesInItsOrderAndValIsTheUsualOne() {
    assertThat(data("", "").images()).containsExactly("b", "a", "none");
    assertThat(data("train", "").images()).containsExactly("other");
  }

  @Test
  void theLabelIsTheClassOfMostPixelsAndTheLowerOfTwo() {
    Layout layout = data("", "").layout();
    assertThat(layout.label("a")).contains("person");
    assertThat(layout.label("b")).contains("cat");
    assertThat(layout.label("none")).isEmpty();
    assertThat(layout.labels()).hasSize(20).startsWith("aeroplane").endsWith("tvmonitor");
  }

  @ParameterizedTest
  @CsvSource({
    "a,'',4,1",
    "a,label,4,1",
    "a,any,6,1",
    "a,3,2,1",
    "a,Bird,2,1",
    "a,20,0,1",
    "b,'',2,1",
    "b,any,4,1",
    "b,dog,2,1",
    "none,'',0,1",
    "none,any,0,1"
  })
  void theChosenObjectIsForegroundAndIgnoredPixelsAreNeither(
      String key, String choice, int foreground, int ignored) {
    Mask mask = mask(data("", choice), key);
    assertThat(foreground(mask)).isEqualTo(foreground);
    assertThat(mask.ignored().cardinality()).isEqualTo(ignored);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "21", "255", "hand", ""})
  void objectsThatThereAreNotAreRefusedWithThoseThereAre(String choice) {
    assertThatThrownBy(
            () ->
                Dataset.open(
                    new DataReference("voc", folder.toString(), ""),
                    Optional.of(choice),
                    LabelMap.NONE))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(
            "--mask-class is '" + choice + "'; expected any (every object), label")
        .hasMessageContaining("an id of voc from 1 to 20, or its name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "VOC2012", "VOCdevkit/VOC2012", "VOCdevkit"})
  void thePathMayBeTheDataSetOrAFolderAroundIt(String path) throws IOException {
    Path there = folder;
    if (path.startsWith("VOCdevkit")) {
      Files.createDirectory(folder.resolve("VOCdevkit"));
      Files.move(voc.root(), folder.resolve("VOCdevkit/VOC2012"));
      there = path.equals("VOCdevkit") ? folder : folder.resolve(path);
    } else if (!path.isEmpty()) {
      there = folder.resolve(path);
    }
    assertThat(VocLayout.open(there, Optional.empty()).keys()).hasSize(3);
  }

  @Test
  void anotherSplitIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> data("test", ""))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("has no split 'test'")
        .hasMessageContaining("Splits: train, val.");
    assertThatThrownBy(() -> VocLayout.open(folder.resolve("nowhere"), Optional.empty()))
        .hasMessageContaining("nowhere': there is no such folder");
    assertThatThrownBy(() -> VocLayout.open(voc.root().resolve("JPEGImages"), Optional.empty()))
        .hasMessageContaining("expected VOCdevkit/VOC2012 as it is unpacked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "a\nb\na\n", "a b\n", "../a\n", "caf\u00e9"})
  void aBrokenSplitFileIsRefused(String text) throws IOException {
    Files.write(voc.splitFile("val"), text.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> data("val", ""))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.REQUEST))
        .hasMessageContaining("val.txt'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb\r\n", "\uFEFFa\nb", " a \n\nb"})
  void whatEditorsDoToASplitFileDoesNoHarm(String text) throws IOException {
    Files.writeString(voc.splitFile("val"), text);
    assertThat(data("val", "").images()).containsExactly("a", "b");
  }

  @Test
  void aMissingPictureCostsItsInstanceAlone() throws IOException {
    voc.split("val", "gone");
    Dataset data = data("", "");
    assertThatThrownBy(() -> data.image("gone", 3))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INPUT))
        .hasMessageContaining("image 'gone.jpg': there is no such file at");
    assertThat(data.image("a", 3).width()).isEqualTo(4);
    assertThat(data.sha256("gone")).isEmpty();
  }

  @Test
  void aMaskThatIsMissingOrBrokenIsNamedAndCostsTheLabelToo() throws IOException {
    Dataset data = data("", "");
    Pixels image = data.image("a", 3);
    voc.writeMask("a", 2, 4, new int[8]);
    assertThatThrownBy(() -> data.mask("a", image, OptionalInt.empty()))
        .hasMessage(
            "mask 'a.png' is 2 x 4, its image 'a' is 4 x 2. Export the mask at the image's size.");
    voc.writeMask("a", 4, 2, new int[] {0, 21, 37, 255, 1, 1, 1, 1});
    assertThatThrownBy(() -> data.mask("a", image, OptionalInt.empty()))
        .hasMessage(
            "mask 'a.png': has the unknown ids 21, 37; expected 0 (background), 1 to 20 and 255 (ignored).");
    assertThat(data.label("a", VocClasses.NAMES)).isEmpty();
    Files.copy(voc.picture("a"), voc.mask("a"), StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> data.mask("a", image, OptionalInt.empty()))
        .hasMessageContaining("mask 'a.png': is a JPEG, which changes ids");
    Files.delete(voc.mask("a"));
    assertThatThrownBy(() -> data.mask("a", image, OptionalInt.empty()))
        .hasMessageContaining("image 'a' has no mask: expected '" + voc.mask("a") + "'");
    assertThat(data.maskIfAny("a", image, OptionalInt.empty())).isEmpty();
    assertThat(data.label("a", VocClasses.NAMES)).isEmpty();
    assertThat(data.label("b", VocClasses.NAMES)).hasValue(7);
  }

  @Test
  void aDataSetWithoutMasksHasNoLabelsEither() throws IOException {
    for (String name : new String[] {"a", "b", "none", "other"}) {
      Files.delete(voc.mask(name));
    }
    Files.delete(voc.root().resolve("SegmentationClass"));
    Dataset data = data("", "");
    assertThat(data.hasMasks()).isFalse();
    assertThat(data.layout().labels()).isEmpty();
    assertThat(data.mask("a", data.image("a", 3), OptionalInt.empty())).isEmpty();
  }

  @Test
  void openingOpensNoPicture() throws IOException {
    for (String name : new String[] {"a", "b", "none"}) {
      Files.write(voc.picture(name), new byte[0]);
      Files.write(voc.mask(name), new byte[0]);
    }
    assertThat(data("", "").images()).hasSize(3);
  }
}
