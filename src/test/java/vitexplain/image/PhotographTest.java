package vitexplain.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** Real photographs and masks, where they lie beside the checkout; they are not ours to commit. */
class PhotographTest {

  @Test
  void decodedAndResizedPhotographsEqualPillowInEveryByte()
      throws IOException, NoSuchAlgorithmException {
    Path photos = photos();
    for (CSVRecord golden : goldens()) {
      Pixels image = ImageFiles.read(photos.resolve("images").resolve(golden.get("image")), 3);
      assertThat(sha256(image)).as(golden.get("image")).isEqualTo(golden.get("decoded_sha256"));
      Pixels resized = PilResize.resize(image, 224, 224, Resample.BILINEAR);
      assertThat(sha256(resized)).as(golden.get("image")).isEqualTo(golden.get("resized_sha256"));
    }
  }

  @Test
  void everyMaskIsBinaryAndFitsItsPhotograph() {
    Path photos = photos();
    List<Path> images = ImageFiles.list(photos.resolve("images"));
    List<Path> masks = ImageFiles.list(photos.resolve("masks"));
    assertThat(masks).hasSameSizeAs(images);
    for (int i = 0; i < images.size(); i++) {
      Pixels image = ImageFiles.read(images.get(i), 3);
      Mask mask = Mask.read(masks.get(i));
      mask.requireSize("" + masks.get(i), image.width(), image.height(), "" + images.get(i));
      assertThat(mask.foregroundShare()).isStrictlyBetween(0.0, 1.0);
    }
  }

  private static Path photos() {
    List<Path> found =
        Stream.of(
                System.getProperty("vitexplain.photos", "../shared/photos"), "../../shared/photos")
            .map(Path::of)
            .filter(Files::isDirectory)
            .toList();
    assumeTrue(!found.isEmpty(), "no photographs beside the checkout");
    return found.get(0);
  }

  private static List<CSVRecord> goldens() throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser rows = format.parse(Files.newBufferedReader(Golden.file("photos.csv")))) {
      return rows.getRecords();
    }
  }

  private static String sha256(Pixels pixels) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(pixels.data()));
  }
}
