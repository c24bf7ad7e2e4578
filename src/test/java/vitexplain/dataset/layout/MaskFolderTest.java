package vitexplain.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;

class MaskFolderTest {
  private static final List<String> IMAGES = List.of("cat.jpg", "dog.jpg");

  @TempDir Path folder;

  @Test
  void masksAreFoundUnderTheNamesThatToolsGiveThem() throws IOException {
    for (String name :
        new String[] {
          "cat.png", "cat.PNG", "Cat.png", "cat_mask.png", "CAT_MASK.PNG", "cat.jpg.png"
        }) {
      Path file = Files.createFile(folder.resolve(name));
      assertThat(masks().file("cat.jpg")).as(name).contains(file);
      assertThat(masks().file("dog.jpg")).isEmpty();
      Files.delete(file);
    }
  }

  @Test
  void ownNameComesBeforeOthersAndItsLetterCaseBeforeAnyOther() throws IOException {
    Path other = Files.createFile(folder.resolve("CAT.png"));
    Files.createFile(folder.resolve("cat_mask.png"));
    assertThat(masks().file("cat.jpg")).contains(other);
    Path own = Files.createFile(folder.resolve("cat.png"));
    assertThat(masks().file("cat.jpg")).contains(own);
  }

  @Test
  void noneFoundIsRefusedWithWhatWasLookedForAndWhatLiesThere() throws IOException {
    Files.createFile(folder.resolve("1.tif"));
    assertThatThrownBy(() -> masks().requireAny(IMAGES))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("none of 2 images has a mask in '" + folder + "'")
        .hasMessageContaining("looked for cat.png, cat_mask.png, cat.jpg.png")
        .hasMessageContaining("It holds 1 entry: 1.tif.");
  }

  @Test
  void someFoundIsToldWithNumbers() throws IOException {
    assertThat(masks().remark(IMAGES)).get().asString().contains("none of 2 images has a mask");
    Files.createFile(folder.resolve("cat.png"));
    assertThat(masks().remark(IMAGES)).get().asString().startsWith("1 of 2 images have a mask in");
    Files.createFile(folder.resolve("dog.png"));
    assertThat(masks().remark(IMAGES)).isEmpty();
  }

  @Test
  void missingFolderAndFileInPlaceOfOneAreRefused() throws IOException {
    assertThatThrownBy(() -> MaskFolder.of(folder.resolve("none"), folder.resolve("none"), IMAGES))
        .hasMessageContaining("there is no such folder");
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> MaskFolder.of(file, file, IMAGES)).hasMessageContaining("is a file");
  }

  @Test
  void whatIsLeftOutAndMissingMasksAreTheRemarksOfADataset() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    Path masks = Files.createDirectory(folder.resolve("masks"));
    Files.createFile(images.resolve("cat.jpg"));
    Files.createFile(images.resolve("dog.jpg"));
    Files.createFile(images.resolve("cow.webp"));
    Files.createFile(masks.resolve("cat.png"));
    Dataset data = Dataset.open(images, Optional.of(masks), Optional.empty());
    assertThat(data.remarks()).hasSize(2);
    assertThat(data.remarks().get(0)).contains("1 WebP (cow.webp)");
    assertThat(data.remarks().get(1)).contains("1 of 2 images have a mask");
  }

  private MaskFolder masks() {
    return MaskFolder.of(folder, folder, IMAGES);
  }
}
