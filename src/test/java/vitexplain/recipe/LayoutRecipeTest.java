package vitexplain.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.dataset.Dataset;
import vitexplain.dataset.DatasetReference;
import vitexplain.dataset.LabelMap;
import vitexplain.dataset.layout.DataReference;
import vitexplain.dataset.layout.Layout;
import vitexplain.dataset.layout.SmallVoc;
import vitexplain.image.ImageFiles;
import vitexplain.image.mask.MaskClass;

/** docs/extending.md followed for a layout: {@link CubLayout} in small. */
class LayoutRecipeTest {
  private static final List<String> CLASSES = List.of("Laysan Albatross", "black footed albatross");

  @TempDir Path folder;

  @Test
  void aDataSetInTheNewLayoutHasPicturesMasksAndClasses() throws IOException {
    String first = "001.Black_footed_Albatross/Black_Footed_Albatross_0001_796111.jpg";
    String second = "002.Laysan_Albatross/Laysan_Albatross_0002_1027.jpg";
    Files.writeString(folder.resolve("images.txt"), "1 " + first + "\n2 " + second + "\n");
    for (String key : List.of(first, second)) {
      Path file = folder.resolve("images").resolve(key);
      Files.createDirectories(file.getParent());
      ImageIO.write(ImageFiles.picture(SmallVoc.grey(4, 3)), "jpeg", file.toFile());
    }
    ImageFiles.writePng(
        folder.resolve("segmentations").resolve(first.replace(".jpg", ".png")),
        SmallVoc.grey(4, 3));
    Layout layout = CubLayout.open(folder);
    Dataset data =
        new Dataset(
            layout,
            new DatasetReference(
                new DataReference("cub", folder.toString(), ""),
                MaskClass.BLACK_AND_WHITE,
                LabelMap.NONE));
    assertThat(data.requireDistinctStems().images()).containsExactly(first, second);
    assertThat(data.label(first, CLASSES)).hasValue(1);
    assertThat(data.label(second, CLASSES)).hasValue(0);
    assertThat(data.mask(first, data.image(first, 3), OptionalInt.empty())).isPresent();
    assertThat(data.maskIfAny(second, data.image(second, 3), OptionalInt.empty())).isEmpty();
    assertThat(Dataset.stem(first))
        .isEqualTo("001.Black_footed_Albatross_Black_Footed_Albatross_0001_796111");
  }

  /** The code in the document is the code that is compiled here. */
  @Test
  void theDocumentShowsTheFileOfThisTest() throws IOException {
    String document = Files.readString(Path.of("docs", "extending.md"), StandardCharsets.UTF_8);
    String source =
        Files.readString(
            Path.of("src/test/java/vitexplain/recipe/CubLayout.java"), StandardCharsets.UTF_8);
    assertThat(
            Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(document)
                .results()
                .map(MatchResult::group))
        .contains("```java\n" + source + "```");
  }
}
