package vitexplain.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;
import vitexplain.image.ImageFiles;

class DataReferenceTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "voc:a/b,voc,a/b,''",
    "voc:a/b#train,voc,a/b,train",
    "voc:C:\\voc#val,voc,C:\\voc,val",
    "imagenet-segmentation:x.mat,imagenet-segmentation,x.mat,''"
  })
  void layoutPathAndSplitAreReadAndWrittenAlike(
      String text, String layout, String path, String split) {
    DataReference reference = DataReference.parse(text);
    assertThat(reference).isEqualTo(new DataReference(layout, path, split));
    assertThat(reference).hasToString(text);
  }

  @Test
  void aPathThatIsThereWithItsHashHasNoSplit() throws IOException {
    Path there = Files.createDirectory(folder.resolve("set#1"));
    assertThat(DataReference.parse("voc:" + there).path()).isEqualTo(there.toString());
    assertThat(DataReference.parse("voc:" + there + "#val").split()).isEqualTo("val");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "voc", "voc:", ":a", "photos/"})
  void whatNamesNoLayoutAndPathIsRefusedWithTheLayouts(String text) {
    assertThatThrownBy(() -> DataReference.parse(text))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("expected LAYOUT:PATH or LAYOUT:PATH#SPLIT")
        .hasMessageContaining("folder, ", "voc");
  }

  @Test
  void anUnknownLayoutIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> DataReference.parse("vok:a"))
        .isInstanceOf(Refusal.class)
        .hasMessage("layout 'vok' does not exist. Did you mean 'voc'?");
  }

  @Test
  void aSplitOfALayoutWithoutAnyIsRefused() {
    assertThatThrownBy(() -> Layouts.open(DataReference.parse("folder:a#val")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("the layout folder has no splits");
  }

  @Test
  void whatWasSentIsOpenedFromAnyFolder() throws IOException, ClassNotFoundException {
    ImageFiles.writePng(folder.resolve("images/a.png"), SmallVoc.grey(2, 2));
    Path here = Path.of("").toAbsolutePath().relativize(folder.toAbsolutePath());
    DataReference reference =
        DataReference.ofFolder(here.resolve("images"), Optional.empty(), Optional.empty());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(reference.absolute());
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      DataReference sent = (DataReference) in.readObject();
      assertThat(Layouts.open(sent).keys()).containsExactly("a.png");
      assertThat(sent.root()).isAbsolute();
      assertThat(sent).hasToString(reference.toString());
    }
  }

  @Test
  void aFolderIsReadByItsUsualNames() throws IOException {
    assertThatThrownBy(() -> Layouts.open(DataReference.parse("folder:" + folder)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("there is no folder '" + folder.resolve("images"));
    ImageFiles.writePng(folder.resolve("images/a.png"), SmallVoc.grey(2, 2));
    Layout bare = Layouts.open(DataReference.parse("folder:" + folder));
    assertThat(bare.hasMasks()).isFalse();
    assertThat(bare.labels()).isEmpty();
    ImageFiles.writePng(folder.resolve("masks/a.png"), SmallVoc.grey(2, 2));
    Files.writeString(folder.resolve("labels.csv"), "image,label\na,cat\n");
    Layout whole = Layouts.open(DataReference.parse("folder:" + folder));
    assertThat(whole.hasMask("a.png")).isTrue();
    assertThat(whole.label("a.png")).contains("cat");
  }
}
