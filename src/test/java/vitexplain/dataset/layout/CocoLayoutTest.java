package vitexplain.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vitexplain.base.Refusal;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.mask.MaskClass;

/** COCO in small: pictures of 4 x 2 pixels. */
class CocoLayoutTest {

  private static final String CATEGORIES =
      "\"categories\": [{\"id\": 1, \"name\": \"person\"}, {\"id\": 3, \"name\": \"car\"}]";

  /** Columns 0 and 1. */
  private static final String LEFT = "[[0, 0, 2, 0, 2, 2, 0, 2]]";

  /** The last column, as runs. */
  private static final String RIGHT = "{\"size\": [2, 4], \"counts\": [6, 2]}";

  @TempDir Path folder;

  @BeforeEach
  void makePictures() throws IOException {
    Files.createDirectories(folder.resolve("annotations"));
    Files.createDirectories(folder.resolve("val2017"));
    for (String name : List.of("a.jpg", "b.jpg")) {
      ImageFiles.writePng(
          folder.resolve("val2017").resolve(name), new Pixels(4, 2, 1, new byte[8]));
    }
  }

  @Test
  void objectsAreAllPartsOfAllAnnotationsOfTheCategory() throws IOException {
    CocoLayout layout =
        coco(
            annotation(7, 1, 3, 0, "[[0, 0, 1, 0, 1, 2, 0, 2], [3, 0, 4, 0, 4, 2, 3, 2]]"),
            annotation(8, 1, 3, 0, "{\"size\": [2, 4], \"counts\": [3, 1, 4]}"),
            annotation(9, 1, 1, 0, "{\"size\": [2, 4], \"counts\": \"413\"}"));
    assertThat(layout.keys()).containsExactly("a.jpg", "b.jpg");
    assertThat(foreground(layout, "a.jpg", "car")).isEqualTo("1001/1101");
    assertThat(foreground(layout, "a.jpg", "person")).isEqualTo("0010/0000");
    assertThat(foreground(layout, "a.jpg", "any")).isEqualTo("1011/1101");
    assertThat(foreground(layout, "a.jpg", "3")).isEqualTo("1001/1101");
    assertThat(foreground(layout, "a.jpg", "label")).isEqualTo("1001/1101");
    assertThat(layout.label("a.jpg")).contains("car");
    assertThat(layout.labels()).containsExactly("person", "car");
  }

  @Test
  void crowdsAreIgnoredWhereTheObjectIsNot() throws IOException {
    CocoLayout layout =
        coco(
            annotation(7, 1, 3, 0, LEFT),
            annotation(8, 1, 1, 1, "{\"size\": [2, 4], \"counts\": [2, 4, 2]}"));
    Mask any = layout.mask("a.jpg", MaskClass.ANY).orElseThrow();
    assertThat(rows(any)).isEqualTo("1100/1100");
    assertThat(any.ignored().stream().toArray()).containsExactly(2, 6);
    Mask person = layout.mask("a.jpg", layout.maskClass(Optional.of("person"))).orElseThrow();
    assertThat(rows(person)).isEqualTo("0000/0000");
    assertThat(person.ignored().stream().toArray()).containsExactly(1, 2, 5, 6);
    assertThat(layout.label("a.jpg")).as("a crowd is no label").contains("car");
  }

  @Test
  void labelIsTheCategoryOfMostPixelsAndOfEqualsTheLowestId() throws IOException {
    assertThat(coco(annotation(7, 1, 3, 0, LEFT), annotation(8, 1, 1, 0, RIGHT)).label("a.jpg"))
        .contains("car");
    assertThat(coco(annotation(7, 1, 3, 0, RIGHT), annotation(8, 1, 1, 0, RIGHT)).label("a.jpg"))
        .contains("person");
  }

  /** In pictures of ids 0 is the background and 255 ignored; here they are ids like others. */
  @Test
  void categoriesMayHaveAnyIdAndOneNameTwice() throws IOException {
    String text =
        index(annotation(7, 1, 0, 0, LEFT), annotation(8, 1, 255, 0, RIGHT))
            .replace(
                "{\"id\": 1, \"name\": \"person\"}", "{\"id\": 0, \"name\": \"Traffic_Light\"}")
            .replace("{\"id\": 3,", "{\"id\": 255, \"name\": \"car\"}, {\"id\": 70000,");
    write(text);
    CocoLayout layout = CocoLayout.open(folder, Optional.empty());
    assertThat(foreground(layout, "a.jpg", "0")).isEqualTo("1100/1100");
    assertThat(foreground(layout, "a.jpg", "traffic light")).isEqualTo("1100/1100");
    assertThat(foreground(layout, "a.jpg", "255")).isEqualTo("0001/0001");
    assertThat(foreground(layout, "a.jpg", "70000")).isEqualTo("0000/0000");
    assertThat(layout.labels()).containsExactly("Traffic_Light", "car");
    for (String unclear : List.of("car", "71", "")) {
      assertThatThrownBy(() -> layout.maskClass(Optional.of(unclear)))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("an id of coco from 0 to 70000, or its name");
    }
  }

  @Test
  void pictureWithoutAnnotationHasAnEmptyMaskAndNoLabel() throws IOException {
    CocoLayout layout = coco(annotation(7, 1, 3, 0, LEFT));
    assertThat(layout.label("b.jpg")).isEmpty();
    for (String choice : List.of("any", "label", "car")) {
      Mask mask = layout.mask("b.jpg", layout.maskClass(Optional.of(choice))).orElseThrow();
      assertThat(rows(mask)).isEqualTo("0000/0000");
      assertThat(mask.ignored().isEmpty()).isTrue();
    }
    assertThat(layout.remarks())
        .containsExactly(
            "1 of 2 images have no annotation: their masks are empty and they have no label.");
  }

  @Test
  void picturesAreDecodedAndHashed() throws IOException {
    CocoLayout layout = coco(annotation(7, 1, 3, 0, LEFT));
    assertThat(layout.picture("a.jpg", 3).width()).isEqualTo(4);
    assertThat(layout.pictureSha256("a.jpg")).hasSize(64);
    String before = layout.maskSha256("a.jpg");
    assertThat(before).hasSize(64).isNotEqualTo(layout.maskSha256("b.jpg"));
    assertThat(coco(annotation(9, 1, 3, 0, LEFT)).maskSha256("a.jpg"))
        .as("another id of the same")
        .isEqualTo(before);
    assertThat(coco(annotation(7, 1, 3, 1, LEFT)).maskSha256("a.jpg")).isNotEqualTo(before);
    assertThat(coco(annotation(7, 1, 1, 0, LEFT)).maskSha256("a.jpg")).isNotEqualTo(before);
    assertThat(coco(annotation(7, 1, 3, 0, RIGHT)).maskSha256("a.jpg")).isNotEqualTo(before);
  }

  @Test
  void listsMayStandInAnyOrderAndHoldMore() throws IOException {
    write(
        String.format(
            Locale.ROOT,
            "\uFEFF{\"info\": {\"year\": [1]}, \"annotations\": [%s, %s], %s, \"images\": [%s], \"licenses\": null}",
            annotation(7, 1, 3, 0, LEFT).replace("{\"id\"", "{\"area\": NaN, \"ä\": [], \"id\""),
            annotation(8, 99, 3, 0, LEFT),
            CATEGORIES,
            image(1, "a.jpg")));
    CocoLayout layout = CocoLayout.open(folder, Optional.empty());
    assertThat(foreground(layout, "a.jpg", "label")).isEqualTo("1100/1100");
    assertThat(layout.remarks())
        .containsExactly(
            "left out of 'instances_val2017.json': 1 annotations of images that it does not list.");
  }

  /** Outlines are found again where they stand, in a file of many buffers' size. */
  @Test
  void outlinesFarBehindInTheFileAreFound() throws IOException {
    String[] annotations =
        IntStream.range(0, 5000)
            .mapToObj(
                i ->
                    annotation(i, 1000 + i, 1, 0, LEFT)
                        .replace("{\"id\"", "{\"note\": \"äöü" + "x".repeat(i % 7) + "\", \"id\""))
            .toArray(String[]::new);
    annotations[4321] = annotation(4321, 1, 3, 0, RIGHT);
    CocoLayout layout = coco(annotations);
    assertThat(foreground(layout, "a.jpg", "label")).isEqualTo("0001/0001");
  }

  @Test
  void splitIsTheOnlyOneThatThereIsOrTheOneThatIsNamed() throws IOException {
    coco(annotation(7, 1, 3, 0, LEFT));
    Files.createDirectories(folder.resolve("test"));
    Files.copy(
        folder.resolve("annotations/instances_val2017.json"),
        folder.resolve("annotations/instances_test.json"));
    assertThat(CocoLayout.open(folder, Optional.of("test")).keys()).hasSize(2);
    assertThat(CocoLayout.open(folder, Optional.empty()).picture("a.jpg", 1).width()).isEqualTo(4);
    assertRefused(
        Optional.of("train2017"),
        "there is no 'instances_train2017.json' in '" + folder.resolve("annotations") + "'");
    Files.delete(folder.resolve("annotations/instances_val2017.json"));
    assertThat(CocoLayout.open(folder, Optional.empty()).keys()).hasSize(2);
    Files.delete(folder.resolve("test"));
    Files.createDirectories(folder.resolve("images/test"));
    assertThat(CocoLayout.open(folder, Optional.empty()).keys()).hasSize(2);
    Files.delete(folder.resolve("images/test"));
    assertRefused(Optional.empty(), "there is no folder '" + folder.resolve("test") + "'");
  }

  @Test
  void pathWithoutAnnotationsIsRefused() throws IOException {
    Files.delete(folder.resolve("annotations"));
    assertRefused(Optional.empty(), "Expected annotations/instances_SPLIT.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"categories\"|\"category\"|has no 'categories'; expected a file of COCO's instances",
        "\"annotations\": [|\"annotations\": 5, \"x\": [|annotations is '5'; expected a list",
        "\"category_id\": 3|\"category_id\": 99|annotation 7 has the category 99, which is none of its 2 categories",
        "\"category_id\": 3|\"category_id\": \"car\"|annotations[0] has the category_id 'car'; expected a whole number",
        "\"category_id\": 3|\"kind\": 3|annotations[0] has no 'category_id'",
        "\"image_id\": 1, |``|annotations[0] has no 'image_id'",
        "\"iscrowd\": 0|\"iscrowd\": 2|annotations[0] has the iscrowd 2; expected 0 or 1",
        "\"width\": 4|\"width\": 0|images[0] has the width 0; expected 1 or more",
        "\"width\": 4, |``|images[0] has no 'width'",
        "\"a.jpg\"|\"../a.jpg\"|images[0] has the file_name '../a.jpg'; expected the name of a file",
        "\"a.jpg\"|\"/a.jpg\"|images[0] has the file_name '/a.jpg'",
        "\"a.jpg\"|\"b.jpg\"|lists two images of the file_name 'b.jpg'",
        "\"a.jpg\"|\" \"|images[0] has the file_name ' '; expected a text",
        "{\"id\": 2, \"file|{\"id\": 1, \"file|images[1] has the id 1 of another picture",
        "{\"id\": 3, \"name\"|{\"id\": 1, \"name\"|categories[1] has the id 1 of another category",
        "{\"id\": 1, \"name\"|[{\"id\": 1, \"name\"|categories[0] is [...]; expected an object"
      })
  void brokenIndexIsRefusedWithItsPlace(String good, String bad, String said) throws IOException {
    String text = index(annotation(7, 1, 3, 0, LEFT));
    assertThat(text).contains(good);
    int at = text.indexOf(good);
    write(text.substring(0, at) + bad + text.substring(at + good.length()));
    assertRefused(Optional.empty(), "annotations 'instances_val2017.json': " + said);
  }

  @Test
  void indexThatIsCutShortIsRefused() throws IOException {
    String text = index(annotation(7, 1, 3, 0, LEFT));
    for (int length : new int[] {1, text.length() / 2, text.length() - 1}) {
      write(text.substring(0, length));
      assertRefused(
          Optional.empty(), "of " + length + "). Is it whole? Download or write it again.");
    }
    write("");
    assertRefused(Optional.empty(), "is empty (0 bytes). Download or copy it again.");
    write("{\"images\": [], \"annotations\": [], \"categories\": []}");
    assertRefused(Optional.empty(), "lists no images");
    write(text + text);
    assertRefused(Optional.empty(), "holds more after its object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"size\": [2, 4], \"counts\": [6, 1]}|its run lengths cover 7 pixels; expected the 8 of 4 x 2",
        "{\"size\": [2, 4], \"counts\": \"62\\\\\"}|its compressed run lengths end within a number",
        "{\"size\": [4, 2], \"counts\": [6, 2]}|its run lengths are of 2 x 4 pixels; expected the image's 4 x 2",
        "{\"counts\": [6, 2]}|its run lengths have no size",
        "{\"size\": [2, 4]}|it has no run lengths",
        "{\"size\": [2, 4], \"counts\": [6, 2.5]}|a run length is no whole number",
        "[[0, 0, 2, 0, 2]]|a polygon has 5 numbers; expected x and y of each of three corners",
        "[[0, 0, 2, 0, 2, \"2\"]]|a polygon holds what is no number",
        "[[0, 0, 2, 0, 2, NaN]]|a polygon has a corner at NaN",
        "[0, 0, 2, 0, 2, 2]|a polygon is no list; expected lists of x and y by turns",
        "[]|its list of polygons is empty",
        "null|it has no segmentation",
        "5|it has no segmentation"
      })
  void brokenOutlineCostsItsImageAlone(String outline, String said) throws IOException {
    CocoLayout layout = coco(annotation(7, 1, 3, 0, outline), annotation(8, 2, 3, 0, LEFT));
    assertThatThrownBy(() -> layout.mask("a.jpg", MaskClass.ANY))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INPUT))
        .hasMessageContaining("mask of image 'a.jpg', annotation 7: " + said);
    assertThatThrownBy(() -> layout.label("a.jpg")).hasMessageContaining(said);
    assertThat(foreground(layout, "b.jpg", "label")).isEqualTo("1100/1100");
  }

  @Test
  void indexThatChangesWhileItIsReadIsFound() throws IOException {
    CocoLayout layout = coco(annotation(7, 1, 3, 0, LEFT));
    write("{}");
    assertThatThrownBy(() -> layout.mask("a.jpg", MaskClass.ANY))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("it has become shorter since it was opened");
    assertThat(layout.maskSha256("a.jpg")).isEmpty();
    write(" ".repeat(10_000));
    assertThatThrownBy(() -> layout.mask("a.jpg", MaskClass.ANY))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("the file has changed since it was opened");
  }

  private CocoLayout coco(String... annotations) throws IOException {
    write(index(annotations));
    return CocoLayout.open(folder, Optional.empty());
  }

  private static String index(String... annotations) {
    return String.format(
        Locale.ROOT,
        "{\"images\": [%s, %s], \"annotations\": [%s], %s}",
        image(1, "a.jpg"),
        image(2, "b.jpg"),
        String.join(", ", annotations),
        CATEGORIES);
  }

  private static String image(int id, String name) {
    return String.format(
        Locale.ROOT, "{\"id\": %d, \"file_name\": \"%s\", \"width\": 4, \"height\": 2}", id, name);
  }

  private static String annotation(int id, int image, int category, int crowd, String outline) {
    return String.format(
        Locale.ROOT,
        "{\"id\": %d, \"image_id\": %d, \"category_id\": %d, \"iscrowd\": %d, \"segmentation\": %s}",
        id,
        image,
        category,
        crowd,
        outline);
  }

  private void write(String text) throws IOException {
    Files.writeString(
        folder.resolve("annotations/instances_val2017.json"), text, StandardCharsets.UTF_8);
  }

  private void assertRefused(Optional<String> split, String said) {
    assertThatThrownBy(() -> CocoLayout.open(folder, split))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.REQUEST))
        .hasMessageContaining(said);
  }

  private static String foreground(CocoLayout layout, String key, String choice) {
    return rows(layout.mask(key, layout.maskClass(Optional.of(choice))).orElseThrow());
  }

  private static String rows(Mask mask) {
    return IntStream.range(0, mask.height())
        .mapToObj(
            row ->
                IntStream.range(0, mask.width())
                    .mapToObj(column -> mask.rows()[row][column] ? "1" : "0")
                    .collect(Collectors.joining()))
        .collect(Collectors.joining("/"));
  }
}
