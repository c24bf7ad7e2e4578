package vitexplain.image.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.image.Golden;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;

/** Each family's files as its own package reads them; written by families/preprocessing.py. */
class FamilyPreprocessorTest {
  private static final Path FAMILIES = Path.of("src/test/resources/vitexplain/families");
  private static final List<String> PICTURES = List.of("wide", "tall", "square");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"vit-hf", "vit-mae", "deit", "dinov2", "clip", "siglip", "siglip2"})
  void transformersWithPillow(String family) throws IOException {
    assertEqual(family, "pil", config(family));
  }

  /** The class that version 4 names with {@code Fast} behind it. */
  @ParameterizedTest
  @ValueSource(strings = {"vit-hf", "vit-mae", "deit", "dinov2", "clip", "siglip", "siglip2"})
  void transformersWithTorchvision(String family) throws IOException {
    String json =
        Files.readString(config(family)).replace("ImageProcessor\"", "ImageProcessorFast\"");
    Path fast = Files.writeString(folder.resolve("preprocessor_config.json"), json);
    assertEqual(family, "torchvision", fast);
  }

  @Test
  void dinov3RescalesBeforeItResizes() throws IOException {
    assertEqual("dinov3", "torchvision", config("dinov3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"timm-token", "timm-map", "timm-clip"})
  void timm(String family) throws IOException {
    assertEqual(family, "pil", FAMILIES.resolve(family).resolve("config.json"));
  }

  @Test
  void openClip() throws IOException {
    assertEqual("openclip", "pil", FAMILIES.resolve("openclip/open_clip_config.json"));
  }

  /** As version 5 saves the processor of a model with texts. */
  @Test
  void imageProcessorInsideAProcessorIsRead() throws IOException {
    String json = "{\"image_processor\": " + Files.readString(config("clip")) + "}";
    assertEqual("clip", "pil", Files.writeString(folder.resolve("processor_config.json"), json));
  }

  @ParameterizedTest
  @CsvSource({"vit-hf, VIT", "dinov3, DINOV3", "clip, CLIP", "siglip, SIGLIP", "siglip2, SIGLIP2"})
  void usualValuesAreThoseOfThePackage(String family, UsualPreprocessor usual) throws IOException {
    assertEqual(family, family.equals("dinov3") ? "torchvision" : "pil", usual.of(32, 32, 3));
  }

  /** Settings that no family's own file has; written by pixels/transforms_golden.py. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "fast_odd_crop",
        "fast_padded",
        "fast_rescaled",
        "fast_unscaled",
        "fast_nearest",
        "timm_odd_crop",
        "timm_oblong",
        "timm_squash",
        "timm_border",
        "openclip_oblong",
        "openclip_longest",
        "openclip_squash"
      })
  void settingsThatAreRareEqualThePackageToo(String name) throws IOException {
    Preprocessor preprocessor = Preprocessor.read(Golden.file("transforms/" + name + ".json"));
    for (String picture : PICTURES) {
      Pixels pixels = ImageFiles.read(Golden.file("tensor/" + picture + ".png"), 3);
      assertThat(preprocessor.apply(pixels))
          .as(picture)
          .containsExactly(Golden.floats("transforms/" + name + "_" + picture + ".f32"));
    }
  }

  private static Path config(String family) {
    return FAMILIES.resolve(family).resolve("preprocessor_config.json");
  }

  private static void assertEqual(String family, String backend, Path config) throws IOException {
    assertEqual(family, backend, Preprocessor.read(config, 3, "vit"));
  }

  private static void assertEqual(String family, String backend, Preprocessor preprocessor)
      throws IOException {
    Path golden = FAMILIES.resolve(family).resolve("preprocessing.safetensors");
    for (String picture : PICTURES) {
      Pixels pixels = ImageFiles.read(Golden.file("tensor/" + picture + ".png"), 3);
      assertThat(preprocessor.apply(pixels))
          .as(picture)
          .containsExactly(tensor(golden, backend + "." + picture));
    }
  }

  private static float[] tensor(Path file, String name) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) bytes.getLong(0);
    JsonNode offsets =
        new ObjectMapper()
            .readTree(Arrays.copyOfRange(bytes.array(), Long.BYTES, Long.BYTES + header))
            .path(name)
            .path("data_offsets");
    int start = Long.BYTES + header + offsets.path(0).intValue();
    float[] values = new float[(offsets.path(1).intValue() - offsets.path(0).intValue()) / 4];
    assertThat(values).as(name).isNotEmpty();
    bytes.position(start);
    bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private Preprocessor read(String name, String json) throws IOException {
    return Preprocessor.read(Files.writeString(folder.resolve(name), json.replace('\'', '"')));
  }

  private static final String TIMM = "{'architecture': 'x', 'pretrained_cfg': {%s}}";

  @Test
  void timmsDefaultsAreAnEnlargedEdgeAndImageNetsColours() throws IOException {
    Preprocessor read = read("config.json", String.format(TIMM, "'tag': 'in1k'"));
    assertThat(read.size()).isEqualTo(new ModelSize.ShortestEdge(256));
    assertThat(read.outputSize()).contains(new ModelSize.Exact(224, 224));
    assertThat(read.scaling().mean()).containsExactly(0.485, 0.456, 0.406);
    assertThat(read.scaling().mean())
        .containsExactly(UsualPreprocessor.IMAGENET.of(224, 224, 3).scaling().mean());
    assertThat(read.size()).isEqualTo(UsualPreprocessor.IMAGENET.of(224, 224, 3).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'auto_augment': 'rand' | 'auto_augment': 'rand' is a step that is not implemented here",
        "'crop_mode': 'corner' | 'crop_mode': 'corner'; expected one of [center, squash, border]",
        "'interpolation': 'random' | 'interpolation': 'random'; expected one of [bicubic,",
        "'crop_pct': -1 | 'crop_pct': -1.0; expected a number above 0",
        "'crop_pct': 0.001 | 'crop_pct': 0.001 makes 224000 pixels of 224; expected 1 to 10000",
        "'input_size': 224 | 'input_size': 224; expected [channels, height, width]",
        "'input_size': [1, 8, 8] | 'input_size': [1,8,8]; the model reads 3 channel(s)",
        "'mean': [1] | 'mean': [1]; expected one number or three"
      })
  void whatTimmsFileAsksForInVainIsRefusedByName(String settings, String reason) {
    assertThatThrownBy(() -> read("config.json", String.format(TIMM, settings)))
        .hasMessageStartingWith("preprocessor 'config.json': ")
        .hasMessageContaining(reason.replace('\'', '"').replaceAll("^\"(\\w+)\"", "'$1'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'mode': 'L' | 'mode': 'L'; expected one of [RGB]",
        "'resize_mode': 'crop' | 'resize_mode': 'crop'; expected one of [shortest, longest, squash]",
        "'fill_color': 256 | 'fill_color': 256; expected 0 to 255",
        "'aug_cfg': {} | 'aug_cfg': {} is a step that is not implemented here"
      })
  void whatOpenClipsFileAsksForInVainIsRefusedByName(String settings, String reason) {
    String json = "{'model_cfg': {}, 'preprocess_cfg': {" + settings + "}}";
    assertThatThrownBy(() -> read("open_clip_config.json", json))
        .hasMessageContaining(reason.replace('\'', '"').replaceAll("^\"(\\w+)\"", "'$1'"));
  }

  @Test
  void modelsConfigIsNoPreprocessor() {
    assertThatThrownBy(() -> read("config.json", "{'model_type': 'vit', 'image_size': 224}"))
        .hasMessageContaining("describes a model and not how its pixels are made");
  }

  @Test
  void usualValuesOfColoursAreRefusedForGrey() {
    assertThatThrownBy(() -> UsualPreprocessor.CLIP.of(32, 32, 1))
        .hasMessageStartingWith("--preprocessor clip has a mean for each of red, green and blue");
    assertThat(UsualPreprocessor.VIT.of(32, 32, 1).channels()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "vit | ViT models usually have: resize to 224 x 224 (bilinear), mean 0.5, std 0.5.",
        "deit | DeiT models usually have: resize to 256 x 256 (bicubic), centre crop of 224 x 224,",
        "dinov2 | resize to a shorter edge of 256 pixels (bicubic), centre crop of 224 x 224, mean [",
        "clip | resize to a shorter edge of 224 pixels (bicubic), centre crop of 224 x 224, mean ["
      })
  void usualValuesAreSaidInASentence(String name, String sentence) {
    assertThat(UsualPreprocessor.named(name).orElseThrow().sentence(224, 224)).contains(sentence);
  }
}
