package vitexplain.image.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;
import vitexplain.image.Golden;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.image.resize.Box;
import vitexplain.image.resize.Resample;

class PreprocessorTest {

  private static final double EXACT = 1e-12;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "square, wide", "square, tall", "square, square",
    "oblong, wide", "oblong, tall", "oblong, square",
    "crop, wide", "crop, tall", "crop, square",
    "padded, wide", "padded, tall", "padded, square",
    "plain, wide", "plain, tall", "plain, square",
    "unscaled, wide", "unscaled, tall", "unscaled, square",
  })
  void modelInputEqualsViTImageProcessor(String setting, String image) throws IOException {
    Preprocessor preprocessor = Preprocessor.read(Golden.file("tensor/" + setting + ".json"));
    Pixels pixels = ImageFiles.read(Golden.file("tensor/" + image + ".png"), 3);
    float[] expected = Golden.floats("tensor/" + setting + "_" + image + ".f32");
    assertThat(preprocessor.apply(pixels)).containsExactly(expected);
  }

  @Test
  void hubFileWithoutTypeMeansViTsDefaults() throws IOException {
    Preprocessor read =
        read(
            "{'do_normalize': true, 'do_resize': true, 'image_mean': [0.5, 0.5, 0.5],"
                + " 'image_std': [0.5, 0.5, 0.5], 'size': 224}");
    Preprocessor defaults = Preprocessor.defaults(224);
    assertThat(read.size()).isEqualTo(new ModelSize.Exact(224, 224)).isEqualTo(defaults.size());
    assertThat(read.resample()).isEqualTo(Resample.BILINEAR).isEqualTo(defaults.resample());
    assertThat(read.crop()).isEmpty();
    assertThat(read.scaling().factor()).isEqualTo(defaults.scaling().factor());
    assertThat(read.scaling().mean()).containsExactly(defaults.scaling().mean());
    assertThat(read.scaling().std()).containsExactly(defaults.scaling().std());
  }

  @Test
  void inFloat64AValueIsRoundedToFloat32OnceOnly() {
    Preprocessor imageNet = UsualPreprocessor.IMAGENET.of(224, 224, 3);
    Pixels pixel = new Pixels(1, 1, 3, new byte[] {17, (byte) 130, (byte) 255});
    assertThat(imageNet.normalisedExactly(pixel))
        .containsExactly(
            ((double) (17 / 255f) - 0.485) / 0.229,
            ((double) (130 / 255f) - 0.456) / 0.224,
            (1 - 0.406) / 0.225);
    float[] rounded = imageNet.normalised(pixel);
    for (int c = 0; c < rounded.length; c++) {
      assertThat(rounded[c])
          .isCloseTo(
              (float) imageNet.normalisedExactly(pixel)[c], within(3 * Math.ulp(rounded[c])));
    }
  }

  @Test
  void blackIsMinusOneUnderViTsDefaults() {
    Preprocessor preprocessor = Preprocessor.defaults(8);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(preprocessor.blackValue(channel)).isEqualTo(-1);
    }
  }

  @Test
  void greyImageBecomesThreeEqualPlanes() {
    float[] planes = Preprocessor.defaults(2).apply(new Pixels(1, 1, 1, new byte[] {(byte) 255}));
    assertThat(planes).hasSize(12).containsOnly(1f);
  }

  @Test
  void regionOfACentreCropIsTheMiddleOfTheImage() throws IOException {
    Preprocessor preprocessor =
        read("{'size': {'shortest_edge': 50}, 'do_center_crop': true, 'crop_size': 40}");
    Box region = preprocessor.region(200, 100);
    assertThat(region).isEqualTo(new Box(60, 10, 140, 90));
    assertThat(Preprocessor.defaults(224).region(200, 100)).isEqualTo(Box.of(200, 100));
  }

  @Test
  void regionOfAPaddedCropSticksOutOfTheImage() throws IOException {
    Preprocessor preprocessor =
        read("{'size': {'shortest_edge': 10}, 'do_center_crop': true, 'crop_size': 13}");
    Box region = preprocessor.region(20, 20);
    assertThat(region.left()).isCloseTo(-4, within(EXACT));
    assertThat(region.right()).isCloseTo(22, within(EXACT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'do_flip_channel_order': true} | 'do_flip_channel_order': true is a step that is not",
        "{'do_pad': true} | 'do_pad': true is a step that is not implemented here",
        "{'crop_pct': 0.9} | 'crop_pct': 0.9 is a step that is not implemented here",
        "{'resample': 9} | resample code 9 is unknown; expected 0 (nearest)",
        "{'size': 'big'} | 'size': 'big'; expected a whole number or",
        "{'size': 0} | 'size': 0; expected 1 to 10000 pixels",
        "{'size': 7.5} | 'size': 7.5; expected a whole number",
        "{'size': {'longest_edge': 9}} | 'size': {'longest_edge':9}; expected",
        "{'size': 99999} | 'size': 99999; expected 1 to 10000 pixels",
        "{'do_center_crop': true} | 'crop_size': null; expected a whole number or",
        "{'do_resize': 1} | 'do_resize': 1; expected true or false",
        "{'rescale_factor': 'x'} | 'rescale_factor': 'x'; expected a number",
        "{'image_mean': [1, 2]} | 'image_mean': [1,2]; expected one number or three",
        "{'image_std': 0} | image_std [0.0, 0.0, 0.0] cannot divide",
        "{'image_processor_type': 'BeitImageProcessor'} | 'size' is missing, and transformers 4",
        "{'image_processor_type': 'ViTImageProcessorFast', 'resample': 5} | 'resample': 5 (hamming)",
        "{'image_processor_type': 'DINOv3ViTImageProcessor', 'do_rescale': false} | DINOv3ViTImage",
        "{'size': null} | 'size': null; expected a whole number or",
        "{'resample': null} | 'resample': null; expected a whole number",
        "{'rescale_factor': null} | 'rescale_factor': null; expected a number",
        "{'rescale_factor': 1e999} | ; expected a number other than 0.",
        "{'image_mean': null} | 'image_mean': null; expected one number or three",
        "{'image_std': [1, 1, 1e999]} | expected one number or three",
        "{'size': [1, 2, 3]} | 'size': [1,2,3]; expected a whole number or",
        "{'size': 8, 'size': 9} | is no JSON: Duplicate",
        "[1] | holds no JSON object",
        "{ | is no JSON"
      })
  void whatCannotBeHonouredIsRefusedByName(String json, String reason) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("preprocessor 'preprocessor_config.json': ")
        .hasMessageContaining(reason.replace('\'', '"').replaceAll("^\"(\\w+)\"", "'$1'"));
  }

  private static final String STATED =
      "', 'resample': 3, 'do_center_crop': false, 'image_mean': 0.5, 'image_std': 0.5, ";

  @Test
  void wholeNumberSizeIsWhatTheClassMakesOfIt() throws IOException {
    ModelSize square = new ModelSize.Exact(32, 32);
    ModelSize edge = new ModelSize.ShortestEdge(32);
    assertThat(typed("ViTImageProcessor", "'size': 32").size()).isEqualTo(square);
    assertThat(typed("DeiTFeatureExtractor", "'size': 32").size()).isEqualTo(square);
    assertThat(typed("CLIPFeatureExtractor", "'size': 32").size()).isEqualTo(edge);
    assertThat(typed("BitImageProcessor", "'size': 32").size()).isEqualTo(edge);
    assertThat(typed("ViTImageProcessor", "'size': 32, 'default_to_square': false").size())
        .isEqualTo(edge);
    assertThat(typed("CLIPImageProcessor", "'size': 32, 'default_to_square': true").size())
        .isEqualTo(square);
    assertThat(typed("SiglipImageProcessor", "'size': 32").size()).isEqualTo(edge);
  }

  @Test
  void sizeOfTwoNumbersIsHeightThenWidth() throws IOException {
    assertThat(read("{'size': [24, 32]}").size()).isEqualTo(new ModelSize.Exact(32, 24));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ViTImageProcessor", "ViTImageProcessorFast", "ViTFeatureExtractor", "DeiTImageProcessor",
        "DeiTFeatureExtractor", "BeitImageProcessor", "CLIPImageProcessorFast", "BitImageProcessor",
        "SiglipImageProcessor"
      })
  void classesThatMeanTheSameByTheirKeysAreRead(String type) throws IOException {
    assertThat(typed(type, "'size': {'height': 8, 'width': 9}").size())
        .isEqualTo(new ModelSize.Exact(9, 8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LevitImageProcessor",
        "MobileViTImageProcessor",
        "EfficientNetImageProcessor",
        "PerceiverImageProcessor",
        "PoolFormerImageProcessor",
        "DonutImageProcessor",
        "ConvNextImageProcessor",
        "TimmWrapperImageProcessor",
        "ViTHybridImageProcessor",
        "Siglip2ImageProcessor",
        "VitMatteImageProcessor",
        "MyOwnProcessor",
        "",
        "ViT"
      })
  void otherClassesAreRefusedByNameWhateverKeysAreGiven(String type) {
    assertThatThrownBy(() -> typed(type, "'size': {'height': 8, 'width': 8}"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("'image_processor_type': " + type + " gives these keys a meaning")
        .hasMessageContaining("it reads ViTImageProcessor, DeiTImageProcessor");
  }

  private Preprocessor typed(String type, String more) throws IOException {
    return read("{'image_processor_type': '" + type + STATED + more + "}");
  }

  @Test
  void fileThatNamesNoClassIsOfTheModelsOwn() throws IOException {
    Path file = folder.resolve("preprocessor_config.json");
    Files.writeString(file, "{\"size\": 224}");
    assertThat(Preprocessor.read(file, 3, "vit").resample()).isEqualTo(Resample.BILINEAR);
    assertThat(Preprocessor.read(file, 3, "deit").resample()).isEqualTo(Resample.BICUBIC);
  }

  /** In transformers 4 and 5, only an absent flag has its default. */
  @Test
  void flagThatIsNullIsOff() throws IOException {
    assertThat(read("{'do_resize': null}").size()).isEqualTo(new ModelSize.Unchanged());
    assertThat(read("{'do_rescale': null}").scaling().factor()).isEqualTo(1);
    assertThat(read("{'do_normalize': null}").scaling().mean()).containsOnly(0);
    assertThat(read("{'do_normalize': null, 'image_std': null}").scaling().std()).containsOnly(1);
    assertThat(read("{'do_center_crop': null, 'crop_size': null}").crop()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'do_resize': false} | 16 | 64 | becomes 16 x 64 as the preprocessor has do_resize off",
        "{'size': {'shortest_edge': 32}} | 60 | 30 | becomes 64 x 32 as the preprocessor has size",
        "{'size': {'height': 16, 'width': 64}} | 9 | 9 | becomes 64 x 16 as the preprocessor has size",
        "{'size': 64, 'do_center_crop': true, 'crop_size': 48} | 9 | 9 | becomes 48 x 48 as the preprocessor has crop_size"
      })
  void pictureOfAnotherShapeThanTheModelsIsRefusedByName(
      String json, int width, int height, String reason) throws IOException {
    Preprocessor preprocessor = read(json);
    Pixels image = new Pixels(width, height, 3, new byte[width * height * 3]);
    assertThatThrownBy(() -> preprocessor.apply("a.jpg", image, new ModelSize.Exact(32, 32)))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith(
            "image 'a.jpg' of %d x %d (width x height) ".formatted(width, height))
        .hasMessageContaining(reason)
        .hasMessageContaining("the model reads 32 x 32");
  }

  @Test
  void longNarrowImageIsRefusedBeforeItIsResized() throws IOException {
    Preprocessor preprocessor =
        read("{'size': {'shortest_edge': 2000}, 'do_center_crop': true, 'crop_size': 32}");
    Pixels image = new Pixels(1, 20_000, 3, new byte[60_000]);
    assertThatThrownBy(() -> preprocessor.apply("a.jpg", image, new ModelSize.Exact(32, 32)))
        .hasMessageContaining("becomes 2000 x 40000000 as the preprocessor has")
        .hasMessageContaining("expected at most 50000000 pixels");
  }

  @Test
  void pictureOfTheModelsShapeIsMadeAsBefore() throws IOException {
    Preprocessor preprocessor = read("{'size': 4}");
    Pixels image = new Pixels(2, 2, 3, new byte[12]);
    assertThat(preprocessor.apply("a.jpg", image, new ModelSize.Exact(4, 4)))
        .containsExactly(preprocessor.apply(image));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'do_pad': false}",
        "{'pad_size': null}",
        "{'feature_extractor_type': 'ViTFeatureExtractor', 'do_convert_rgb': true}",
      })
  void stepsThatAreOffAreNoReasonToRefuse(String json) throws IOException {
    assertThat(read(json).size()).isEqualTo(new ModelSize.Exact(224, 224));
  }

  @Test
  void missingFileIsNamed() {
    assertThatThrownBy(() -> Preprocessor.read(folder.resolve("none.json")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("preprocessor 'none.json': could not be read");
  }

  private Preprocessor read(String json) throws IOException {
    Path file = folder.resolve("preprocessor_config.json");
    return Preprocessor.read(Files.writeString(file, json.replace('\'', '"')));
  }
}
