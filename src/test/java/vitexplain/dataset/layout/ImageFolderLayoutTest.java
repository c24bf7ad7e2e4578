package vitexplain.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;
import vitexplain.dataset.LabelMap;
import vitexplain.image.ImageFiles;

class ImageFolderLayoutTest {
  @TempDir Path folder;

  private void files(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, new byte[0]);
    }
  }

  private Dataset data(String split) {
    return Dataset.open(
        new DataReference("imagefolder", folder.toString(), split),
        Optional.empty(),
        LabelMap.NONE);
  }

  @Test
  void foldersSortedByNameAreTheClassesAndPicturesAreSortedInEach() throws IOException {
    files("val/b/2.jpg", "val/b/10.JPEG", "val/B/1.png", "val/b/sub/1.jpg", "val/a/z.jpg");
    files("val/b/notes.txt", "val/b/.hidden.jpg", "val/.ipynb_checkpoints/1.jpg", "val/loose.jpg");
    Dataset data = data("val");
    assertThat(data.layout().labels()).containsExactly("B", "a", "b");
    assertThat(data.images())
        .containsExactly("B/1.png", "a/z.jpg", "b/10.JPEG", "b/2.jpg", "b/sub/1.jpg");
    assertThat(data.label("b/sub/1.jpg", List.of("x", "y", "z"))).as("by place").hasValue(2);
    assertThat(data.label("a/z.jpg", List.of("x", "a", "B", "b"))).as("by name").hasValue(1);
    assertThat(data.hasMasks()).isFalse();
    assertThat(data.requireDistinctStems().remarks()).isEmpty();
  }

  @Test
  void whatIsLeftOutAndFoldersWithoutPicturesAreTold() throws IOException {
    files("a/1.jpg", "a/2.webp", "a/3.bmp", "b/readme.txt");
    Dataset data = data("");
    assertThat(data.layout().labels()).as("the place of a class stays").containsExactly("a", "b");
    assertThat(data.remarks())
        .hasSize(2)
        .anySatisfy(remark -> assertThat(remark).contains("1 BMP, 1 WebP"))
        .anySatisfy(remark -> assertThat(remark).contains("1 class folder of", "holds", ": b."));
  }

  @Test
  void splitsInPlaceOfClassesAreNamed() throws IOException {
    files("train/a/1.jpg", "val/a/1.jpg");
    assertThatThrownBy(() -> data(""))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(
            "holds splits, not classes: train, val. Name one of them: imagefolder:")
        .hasMessageContaining("#train");
    assertThat(data("val").images()).containsExactly("a/1.jpg");
    assertThatThrownBy(() -> data("test"))
        .hasMessageContaining("there is no such folder. Folders there: train, val.");
  }

  @Test
  void aFolderWithoutClassesIsRefused() throws IOException {
    files("1.jpg", "2.jpg");
    assertThatThrownBy(() -> data(""))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(
            "no JPEG or PNG file lies in a folder of it; expected CLASS/NAME.jpg");
  }

  @Test
  void fiveThousandPicturesAreListedAndNoneIsOpened() throws IOException {
    for (int k = 0; k < 50; k++) {
      int at = k;
      files(
          IntStream.range(0, 100)
              .mapToObj(i -> "c" + at + "/" + i + ".jpg")
              .toArray(String[]::new));
    }
    Dataset data = data("");
    assertThat(data.images()).hasSize(5000);
    assertThat(data.labelled(data.layout().labels()).mapped()).isEqualTo(5000);
    assertThatThrownBy(() -> data.image("c0/0.jpg", 3)).hasMessageContaining("the file is empty");
  }

  @Test
  void aPictureIsReadByItsKey() throws IOException {
    ImageFiles.writePng(folder.resolve("a/1.png"), SmallVoc.grey(3, 2));
    Dataset data = data("");
    assertThat(data.image("a/1.png", 3).width()).isEqualTo(3);
    assertThat(data.sha256("a/1.png")).hasSize(64);
    assertThat(data.mask("a/1.png", data.image("a/1.png", 3), OptionalInt.empty())).isEmpty();
    assertThat(Dataset.stem("a/1.png")).isEqualTo("a_1");
  }
}
