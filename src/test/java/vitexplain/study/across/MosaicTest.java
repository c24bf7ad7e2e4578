package vitexplain.study.across;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vitexplain.run.row.ImageRow;

/** Which images come into mosaics. */
class MosaicTest {

  private static ImageRow image(int number, int label, int predicted, double probability) {
    OptionalInt truth = label < 0 ? OptionalInt.empty() : OptionalInt.of(label);
    return ImageRow.of("image" + number, "", "", 9, 9, truth)
        .answered(predicted, "", probability, "");
  }

  /** Three images of each class, all sure. */
  private static List<ImageRow> sure(int classes) {
    return IntStream.range(0, 3 * classes).mapToObj(i -> image(i, -1, i % classes, 0.999)).toList();
  }

  @Test
  void imagesOfAMosaicAreDifferentAndOfDifferentClasses() {
    List<Mosaic> mosaics = Mosaic.draw(ConfidentImages.of(sure(6), 4), 50, 4, 7);
    assertThat(mosaics).hasSize(50);
    for (Mosaic mosaic : mosaics) {
      assertThat(mosaic.images()).hasSize(4);
      assertThat(mosaic.images()).extracting(ImageRow::image).doesNotHaveDuplicates();
      assertThat(mosaic.images()).extracting(ImageRow::predicted).doesNotHaveDuplicates();
    }
  }

  @Test
  void theSeedDecidesAndNothingElse() {
    ConfidentImages images = ConfidentImages.of(sure(6), 4);
    assertThat(Mosaic.draw(images, 9, 4, 7)).isEqualTo(Mosaic.draw(images, 9, 4, 7));
    assertThat(Mosaic.draw(images, 9, 4, 7)).isNotEqualTo(Mosaic.draw(images, 9, 4, 8));
    assertThat(Mosaic.draw(images, 9, 4, 7).subList(0, 5)).isEqualTo(Mosaic.draw(images, 5, 4, 7));
  }

  @Test
  void everyImageIsShownBeforeOneIsShownAgain() {
    List<Mosaic> mosaics = Mosaic.draw(ConfidentImages.of(sure(4), 4), 3, 4, 7);
    assertThat(mosaics.stream().flatMap(mosaic -> mosaic.images().stream()))
        .extracting(ImageRow::image)
        .doesNotHaveDuplicates()
        .hasSize(12);
  }

  @Test
  void theBoundIsLoweredOnlyAsFarAsClassesAreMissing() {
    List<ImageRow> images =
        List.of(
            image(0, -1, 0, 0.999),
            image(1, -1, 1, 0.992),
            image(2, -1, 2, 0.96),
            image(3, -1, 3, 0.93),
            image(4, -1, 4, 0.45));
    assertThat(ConfidentImages.of(images, 2).bound()).isEqualTo(0.99);
    assertThat(ConfidentImages.of(images, 3).bound()).isEqualTo(0.95);
    assertThat(ConfidentImages.of(images, 4).bound()).isEqualTo(0.9);
    assertThat(ConfidentImages.of(images, 4).byClass()).containsOnlyKeys(0, 1, 2, 3);
    assertThat(ConfidentImages.of(images, 5).bound()).isEqualTo(0.5);
    assertThat(ConfidentImages.of(images, 5).byClass()).hasSize(4);
  }

  @Test
  void wrongAndUnansweredImagesAreLeftOut() {
    List<ImageRow> images = new ArrayList<>(sure(2));
    images.add(image(90, 3, 2, 0.999));
    images.add(image(91, 3, 3, 0.99)); // not above the bound
    images.add(ImageRow.of("image92", "", "", 0, 0, OptionalInt.empty()));
    assertThat(ConfidentImages.of(images, 2).byClass()).containsOnlyKeys(0, 1);
    assertThat(ConfidentImages.of(images, 3).byClass()).containsOnlyKeys(0, 1, 3);
  }
}
