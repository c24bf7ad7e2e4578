package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.dataset.layout.Layouts;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.study.Scenes;

/** The dry run over a data set: COCO in small, and the embedded scenes in a folder. */
class DataCommandTest {

  private static final String INDEX = "coco/annotations/instances_val.json";

  @TempDir Path folder;

  /** Three pictures of 4 x 2, 6 x 2 and 8 x 2: a car, a person in a crowd of cars, nothing. */
  @BeforeEach
  void makeCoco() throws IOException {
    Files.createDirectories(folder.resolve("coco/annotations"));
    picture("a.jpg", 4);
    picture("b.jpg", 6);
    picture("c.jpg", 8);
    index(
        """
        {"images": [{"id": 1, "file_name": "a.jpg", "width": 4, "height": 2},
                    {"id": 2, "file_name": "b.jpg", "width": 6, "height": 2},
                    {"id": 3, "file_name": "c.jpg", "width": 8, "height": 2}],
         "annotations": [
           {"id": 7, "image_id": 1, "category_id": 3, "iscrowd": 0,
            "segmentation": {"size": [2, 4], "counts": [2, 2, 4]}},
           {"id": 8, "image_id": 2, "category_id": 1, "iscrowd": 0,
            "segmentation": [[0, 0, 1, 0, 1, 2, 0, 2]]},
           {"id": 9, "image_id": 2, "category_id": 3, "iscrowd": 1,
            "segmentation": {"size": [2, 6], "counts": [8, 4]}}],
         "categories": [{"id": 1, "name": "person"}, {"id": 3, "name": "car"}]}
        """);
  }

  private void picture(String name, int width) throws IOException {
    ImageFiles.writePng(
        folder.resolve("coco/val").resolve(name), new Pixels(width, 2, 1, new byte[2 * width]));
  }

  private void index(String text) throws IOException {
    Files.writeString(folder.resolve(INDEX), text);
  }

  private void change(String good, String bad) throws IOException {
    String text = Files.readString(folder.resolve(INDEX));
    assertThat(text).contains(good);
    index(text.replace(good, bad));
  }

  private Cli data(Object... options) {
    Object[] all = new Object[options.length + 3];
    all[0] = "data";
    all[1] = "coco:" + folder.resolve("coco");
    all[2] = "--quiet";
    System.arraycopy(options, 0, all, 3, options.length);
    return Cli.run(all);
  }

  @Test
  void withoutADataSetTheLayoutsAreListed() {
    Cli list = Cli.run("data");
    assertThat(list.code()).isZero();
    for (Layouts.Entry layout : Layouts.all()) {
      assertThat(list.out()).contains(layout.name() + " ").contains(layout.path());
    }
    assertThat(list.out()).contains("#SPLIT: a file of ImageSets/Segmentation");
  }

  @Test
  void everythingIsCountedAndNothingWritten() throws IOException {
    Cli found = data();
    assertThat(found.err()).isEmpty();
    assertThat(found.out())
        .isEqualTo(
            String.format(
                Locale.ROOT,
                """
                coco:%s
                pictures    3
                sizes       4 x 2 smallest, 6 x 2 median, 8 x 2 largest (width x height)
                masks       3, mask class label, 1 without foreground, 1 with ignored pixels
                foreground  16.7 %% of the counted pixels of a mask on average, from 0.0 to 25.0 %%
                labels      2, 2 different: car 1, person 1
                note: 1 of 3 images have no annotation: their masks are empty and they have no label.
                """,
                folder.resolve("coco")));
    assertThat(found.code()).isZero();
    assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith("coco"));
  }

  @Test
  void countsHaveALineForEachImage() throws IOException {
    Path file = folder.resolve("counts.csv");
    assertThat(data("--counts", file, "--mask-class", "car").code()).isZero();
    assertThat(file)
        .content()
        .isEqualTo(
            """
            image,label,mask_class,foreground_pixels,ignored_pixels,pixels
            a.jpg,car,3,2,0,8
            b.jpg,person,3,0,4,12
            c.jpg,,3,0,0,16
            """);
    assertThat(data("--counts", file).code()).isZero(); // earlier counts are replaced
    assertThat(file).content().contains("b.jpg,person,label,2,4,12\n");
    Files.writeString(file, "image,label\na.jpg,car\n");
    Cli again = data("--counts", file);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err())
        .contains("is there already. Give --overwrite to replace it, or another");
    assertThat(file).hasContent("image,label\na.jpg,car\n");
    assertThat(data("--counts", file, "--overwrite").code()).isZero();
    assertThat(file).content().contains("b.jpg,person,label,2,4,12\n");
    assertThat(data("--counts", folder).err()).contains("is a folder. Give a file to --counts");
  }

  @Test
  void theContactSheetShowsTen() throws IOException {
    Path file = folder.resolve("sheets/coco.png");
    assertThat(data("--sheet", file).code()).isZero();
    Pixels sheet = ImageFiles.read(file, 3);
    assertThat(sheet.width()).isEqualTo(12 + 3 * 252);
    assertThat(data("--sheet", file).err()).contains("or another --sheet");
  }

  /** Each broken image has one line, and the rest is counted. */
  @Test
  void whatIsMissingOrBrokenIsListed() throws IOException {
    Files.delete(folder.resolve("coco/val/a.jpg"));
    change("[8, 4]", "[8, 5]");
    change("\"width\": 8, \"height\": 2", "\"width\": 9, \"height\": 2");
    Path file = folder.resolve("counts.csv");
    Path sheet = folder.resolve("sheet.png");
    Cli found = data("--counts", file, "--sheet", sheet);
    assertThat(found.code()).isEqualTo(1);
    assertThat(found.err().lines())
        .containsExactly(
            "note: no picture could be drawn: no " + sheet,
            "failed: image 'a.jpg': there is no such file at "
                + folder.resolve("coco/val/a.jpg")
                + ".",
            "failed: mask of image 'b.jpg', annotation 9: its run lengths cover more than 12"
                + " pixels; expected the 12 of 6 x 2",
            "failed: mask 'annotations of c.jpg' is 9 x 2, its image 'c.jpg' is 8 x 2. Export the"
                + " mask at the image's size.");
    assertThat(found.out())
        .contains("pictures    2 of 3 could be read")
        .contains("masks       none");
    assertThat(file)
        .content()
        .isEqualTo("image,label,mask_class,foreground_pixels,ignored_pixels,pixels\n");
  }

  @Test
  void brokenIndexEndsInOneLine() throws IOException {
    String whole = Files.readString(folder.resolve(INDEX));
    change("\"category_id\": 1", "\"category_id\": 2");
    assertRefused("annotation 8 has the category 2, which is none of its 2 categories");
    index(whole.substring(0, whole.length() / 2));
    assertRefused("Is it whole? Download or write it again.");
    index(whole);
    assertRefused("'coat'; expected any (every object), label", "--mask-class", "coat");
    Files.delete(folder.resolve(INDEX));
    assertRefused("there is no 'instances_val2017.json'");
  }

  private void assertRefused(String said, Object... options) {
    Path file = folder.resolve("never.csv");
    Object[] all = new Object[options.length + 2];
    all[0] = "--counts";
    all[1] = file;
    System.arraycopy(options, 0, all, 2, options.length);
    Cli refused = data(all);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err().lines().filter(line -> line.contains(said))).hasSize(1);
    assertThat(refused.out()).isEmpty();
    assertThat(file).doesNotExist();
  }

  @Test
  void labelsAreLookedUpAmongTheClassesOfAModel() throws IOException {
    Cli none = data("--model", "demo");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.out())
        .contains("classes     0 of 2 labels are classes of the model")
        .contains("the model has no one class for 2 labels: 'person', 'car'.");
    Path map = folder.resolve("map.csv");
    Files.writeString(map, "label,class\ncar,red-horizontal\n");
    Cli some = data("--model", "demo", "--label-map", map);
    assertThat(some.code()).isZero();
    assertThat(some.out())
        .contains("classes     1 of 2 labels are classes of the model")
        .contains("no one class for 1 label: 'person'.");
    assertThat(data("--model", "demo", "--label-map", "none").code()).isEqualTo(0);
    assertThat(data("--label-map", map).err()).contains("--label-map need --model too");
  }

  @Test
  void aFolderIsSurveyedLikeAnyLayout() throws IOException {
    Scenes.copy(folder, 3);
    Files.writeString(folder.resolve("labels.csv"), "image,label\nscene_001.png,1\n");
    Files.delete(folder.resolve("masks/scene_002.png"));
    Scenes.truncate(folder.resolve("images/scene_000.png"));
    Cli found = Cli.run("data", "folder:" + folder, "--quiet", "--model", "demo");
    assertThat(found.code()).isEqualTo(1);
    assertThat(found.out())
        .contains("pictures    2 of 3 could be read")
        .contains("masks       1\n")
        .contains("labels      1, 1 different: 1 1");
    assertThat(found.err())
        .contains("failed: image 'scene_000.png': ")
        .contains("failed: image 'scene_002.png' has no mask: expected");
    assertThat(Cli.run("data", "folder:" + folder, "--quiet", "--mask-class", "label").err())
        .contains("--mask-class label needs --model too");
  }

  @Test
  void noSuchDataSetIsRefused() {
    assertThat(Cli.run("data", "cocco:" + folder).err()).contains("Did you mean 'coco'?");
    assertThat(Cli.run("data", "coco").err()).contains("expected LAYOUT:PATH");
    assertThat(Cli.run("data", "coco:" + folder).code()).isEqualTo(2);
  }
}
