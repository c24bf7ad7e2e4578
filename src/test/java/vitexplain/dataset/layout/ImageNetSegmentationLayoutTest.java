package vitexplain.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
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
import vitexplain.image.mask.MaskClass;

/** Files by h5py, whose values are a formula of channel, column and row. */
class ImageNetSegmentationLayoutTest {
  private static final Path FILES = Path.of("src/test/resources/vitexplain/dataset/layout");
  private static final Path WHOLE = FILES.resolve("cells.mat");

  @TempDir Path folder;

  private static Dataset data(Path file) {
    return Dataset.open(
        new DataReference("imagenet-segmentation", file.toString(), ""),
        Optional.empty(),
        LabelMap.NONE);
  }

  @ParameterizedTest
  @CsvSource({"0,7,5", "1,4,9", "2,6,6"})
  void columnsAndRowsStandWhereMatlabHasThem(String key, int width, int height) {
    Dataset data = data(WHOLE);
    Pixels picture = data.image(key, 3);
    assertThat(picture.width()).isEqualTo(width);
    assertThat(picture.height()).isEqualTo(height);
    Mask mask = data.mask(key, picture, OptionalInt.empty()).orElseThrow();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          assertThat(picture.at(y, x, c)).isEqualTo((100 * c + 3 * x + 7 * y) % 256);
        }
        assertThat(mask.rows()[y][x]).isEqualTo(x > y);
      }
    }
    assertThat(data.image(key, 1).channels()).isEqualTo(1);
  }

  @Test
  void keysAreIndicesAndThereAreNoLabels() {
    Dataset data = data(WHOLE);
    assertThat(data.images()).containsExactly("0", "1", "2");
    assertThat(data.layout().labels()).isEmpty();
    assertThat(data.reference().choice()).isEqualTo(MaskClass.ANY);
    assertThat(data.sha256("0")).hasSize(64).isNotEqualTo(data.sha256("1"));
    assertThat(data.maskSha256("0")).hasSize(64).isNotEqualTo(data.maskSha256("2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"label", "1", "person"})
  void masksHaveOneObject(String choice) {
    assertThatThrownBy(
            () ->
                Dataset.open(
                    new DataReference("imagenet-segmentation", WHOLE.toString(), ""),
                    Optional.of(choice),
                    LabelMap.NONE))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("--mask-class is '" + choice + "'; expected any: the masks of");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | image '1' of 'broken-cells.mat' cannot be read: it holds values of another type (FloatingPoint of 4 bytes, [3, 7, 5]); expected uint8.",
        "2 | image '2' of 'broken-cells.mat' is an array [7, 5]; expected [3, width, height].",
        "3 | mask '3' is 5 x 7, its image '3' is 7 x 5. Export the mask at the image's size.",
        "4 | mask '4' of 'broken-cells.mat' cannot be read: it is no cell array (FixedPoint of 1 byte, [7, 5]); expected references.",
        "5 | mask '5' of 'broken-cells.mat' is a mask with the value 2; expected 0 and 1 (object).",
        "6 | mask '6' of 'broken-cells.mat' is an array [3, 7, 5]; expected [width, height]."
      })
  void whatIsBrokenCostsItsInstanceAlone(String key, String message) {
    Dataset data = data(FILES.resolve("broken-cells.mat"));
    assertThatThrownBy(() -> data.mask(key, data.image(key, 3), OptionalInt.empty()))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INPUT))
        .hasMessage(message);
    for (String other : new String[] {"0", "8"}) {
      assertThat(data.mask(other, data.image(other, 3), OptionalInt.empty())).isPresent();
    }
  }

  @Test
  void anEmptyCellIsOneFailedMask() {
    Dataset data = data(FILES.resolve("broken-cells.mat"));
    assertThatThrownBy(() -> data.mask("7", data.image("7", 3), OptionalInt.empty()))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INPUT))
        .hasMessageStartingWith("mask '7' of 'broken-cells.mat' cannot be read: ");
    assertThat(data.maskSha256("7")).isEmpty();
  }

  @Test
  void aFileThatIsCutShortIsRefusedAtAnyLength() throws IOException {
    byte[] bytes = Files.readAllBytes(WHOLE);
    Path cut = folder.resolve("cut.mat");
    for (int length :
        new int[] {0, 1, 511, 512, 520, 560, 700, bytes.length / 2, bytes.length - 1}) {
      Files.write(cut, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> data(cut))
          .as("%d bytes", length)
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.REQUEST))
          .hasMessageContaining("cut.mat'")
          .satisfies(refusal -> assertThat(refusal.getMessage().lines()).hasSize(1));
    }
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> data(cut))
        .hasMessageContaining(
            "is cut short: it has " + (bytes.length - 1) + " of " + bytes.length + " bytes");
  }

  @Test
  void whatIsNoSuchFileIsRefused() throws IOException {
    assertThatThrownBy(() -> data(folder.resolve("none.mat")))
        .hasMessageContaining("none.mat': there is no such file");
    assertThatThrownBy(() -> data(folder)).hasMessageContaining("is a folder; expected one .mat");
    Path text = Files.writeString(folder.resolve("text.mat"), "no HDF5 file\n".repeat(100));
    assertThatThrownBy(() -> data(text))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("text.mat' cannot be read: ")
        .hasMessageContaining("MATLAB v7.3");
  }
}
