package vitexplain.image.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.Agreement;
import vitexplain.AgreementReport;
import vitexplain.image.Golden;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.resize.PilResize;
import vitexplain.image.resize.Resample;

/** Real photographs and masks, where they lie beside the checkout; they are not ours to commit. */
@ExtendWith(AgreementReport.class)
class PhotographTest {

  @Test
  void decodedAndResizedPhotographsEqualPillowInEveryByte()
      throws IOException, NoSuchAlgorithmException {
    Path photos = photos();
    for (CSVRecord golden : goldens()) {
      Pixels image = ImageFiles.read(photos.resolve("images").resolve(golden.get("image")), 3);
      assertThat(sha256(image.data()))
          .as(golden.get("image"))
          .isEqualTo(golden.get("decoded_sha256"));
      Pixels resized = PilResize.resize(image, 224, 224, Resample.BILINEAR);
      assertThat(sha256(resized.data()))
          .as(golden.get("image"))
          .isEqualTo(golden.get("resized_sha256"));
    }
  }

  /** A digest sees any difference in a tensor, a sample of its values says where and how much. */
  @Test
  void modelInputOfPhotographsEqualsViTImageProcessor(@TempDir Path folder, Agreement agreement)
      throws IOException, NoSuchAlgorithmException {
    Path photos = photos();
    JsonNode golden = new ObjectMapper().readTree(Golden.file("photo_tensors.json").toFile());
    int stride = golden.get("stride").intValue();
    assertThat(golden.get("cases")).hasSize(2 * goldens().size());
    for (JsonNode expected : golden.get("cases")) {
      String settings = expected.get("settings").textValue();
      Path config =
          Files.writeString(
              folder.resolve("preprocessor_config.json"),
              golden.get("settings").get(settings).toString());
      String name = expected.get("image").textValue();
      float[] tensor =
          Preprocessor.read(config)
              .apply(ImageFiles.read(photos.resolve("images").resolve(name), 3));
      String what = name + ", " + settings;
      JsonNode sample = expected.get("sample");
      for (int i = 0; i < sample.size(); i++) {
        agreement.close(
            "pixels: photographs as model input, transformers' image processor",
            0,
            what + " at " + i * stride,
            tensor[i * stride],
            (float) sample.get(i).doubleValue());
      }
      assertThat(sha256(bytes(tensor))).as(what).isEqualTo(expected.get("sha256").textValue());
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

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes.array();
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
