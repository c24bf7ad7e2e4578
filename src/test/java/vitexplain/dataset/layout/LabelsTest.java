package vitexplain.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;

class LabelsTest {
  private static final List<String> IMAGES = List.of("a.jpg", "b.png", "c.d.jpeg");

  @TempDir Path folder;

  private Map<String, String> read(String text) {
    return Labels.read(file(text.getBytes(StandardCharsets.UTF_8)), IMAGES);
  }

  private Path file(byte[] bytes) {
    try {
      return Files.write(folder.resolve("labels.csv"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private AbstractThrowableAssert<?, ?> refused(String text) {
    return assertThatThrownBy(() -> read(text))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("labels.csv'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image,label\na.jpg,cat\nb.png,dog\n",
        "image,label\r\na.jpg,cat\r\nb.png,dog\r\n",
        "\uFEFFimage,label\na.jpg,cat\nb.png,dog",
        ",image,label\n0,a.jpg,cat\n1,b.png,dog\n",
        "Unnamed: 0,,label,image\n0,0,cat,a.jpg\n1,1,dog,b.png\n",
        "image,label\na,cat\nb,dog\n",
        "image,label\nphotos/a.jpg,cat\nC:\\photos\\b.png,dog\n",
        "image, label\n\"a.jpg\", \"cat\"\n\nb.png, dog\n",
        "image,label\na.jpg,cat\na.jpg,cat\nb,dog\nother.jpg,cow\n"
      })
  void whatPeopleAndProgramsWriteIsRead(String text) {
    assertThat(read(text)).containsOnly(Map.entry("a.jpg", "cat"), Map.entry("b.png", "dog"));
  }

  @Test
  void stemWithADotIsNoEnding() {
    assertThat(read("image,label\nc.d,cat\n")).containsOnlyKeys("c.d.jpeg");
  }

  @Test
  void stemOfTwoImagesIsRefusedWithBoth() {
    Path file = file("image,label\na,cat\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Labels.read(file, List.of("a.jpg", "a.png")))
        .hasMessageContaining("line 2: 'a' fits 'a.jpg', 'a.png'. Write the file name");
  }

  @Test
  void rowsThatFitNoImageAreRefusedWithExamplesOfBoth() {
    refused("image,label\nx.jpg,cat\ny.jpg,dog\n")
        .hasMessageContaining("none of its 2 rows fits one of the 3 images")
        .hasMessageContaining("'x.jpg', 'y.jpg'")
        .hasMessageContaining("'a.jpg', 'b.png'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "image,label\n", "image,label\n\n\n"})
  void fileWithoutRowsIsRefused(String text) {
    refused(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file,class\na.jpg,cat\n",
        "image;label\na.jpg;cat\n",
        "image\na.jpg\n",
        "image,label,label\na.jpg,cat,dog\n"
      })
  void otherColumnsAreNamed(String text) {
    refused(text)
        .hasMessageContaining("expected a CSV file with the columns image and label")
        .hasMessageContaining(text.lines().findFirst().orElseThrow().split(",", -1)[0]);
  }

  @Test
  void imageWithTwoLabelsIsRefusedWithBothLines() {
    refused("image,label\na.jpg,cat\nb.png,dog\na,cow\n")
        .hasMessageContaining("image 'a.jpg' has the label 'cat' in line 2 and 'cow' in line 4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image,label\nb.png,dog\na.jpg,\"cat\n",
        "image,label\nb.png,dog\na.jpg,\"cat\nb.png,dog\n",
        "image,label\nb.png,dog\na.jpg,\"cat\nb.png,\"dog\"\n",
        "image,label\nb.png,dog\na.jpg,\"cat\"s\n",
        "image,label\nb.png,dog\na.jpg,\"cat\nb.png,dog\"\n"
      })
  void openQuoteIsRefusedWithItsLine(String text) {
    refused(text).hasMessageContaining("line 3 opens a quote");
  }

  @Test
  void shortAndEmptyRowsAreRefusedWithTheirLine() {
    refused("image,label\na.jpg,cat\nb.png\n").hasMessageContaining("line 3 has 1 of the 2 values");
    refused("image,label\na.jpg,cat\nb.png,\n").hasMessageContaining("line 3 has no label");
  }

  @Test
  void otherEncodingsAndMissingFilesAreNamed() {
    Path latin = file("image,label\na.jpg,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Labels.read(latin, IMAGES)).hasMessageContaining("not in UTF-8");
    assertThatThrownBy(() -> Labels.read(folder.resolve("none.csv"), IMAGES))
        .hasMessageContaining("none.csv': there is no such file");
  }
}
