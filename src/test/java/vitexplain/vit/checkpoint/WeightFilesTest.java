package vitexplain.vit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;
import vitexplain.vit.ModelDirectory;
import vitexplain.vit.TestModels;
import vitexplain.vit.Vit;

/** A checkpoint in two shards is the model that it is in one file. */
class WeightFilesTest {
  private static final String FIRST = "model-00001-of-00002.safetensors";
  private static final String SECOND = "model-00002-of-00002.safetensors";

  @TempDir Path folder;

  private float[] whole;

  @BeforeEach
  void writeShards() throws IOException {
    Map<String, String> places = new LinkedHashMap<>();
    TemporaryModel.write(
        folder,
        TestModels.TINY,
        1,
        tensors -> {
          Map<String, NDArray> first = new LinkedHashMap<>();
          Map<String, NDArray> second = new LinkedHashMap<>();
          tensors.forEach(
              (name, tensor) -> {
                boolean even = places.size() % 2 == 0;
                (even ? first : second).put(name, tensor);
                places.put(name, even ? FIRST : SECOND);
              });
          write(FIRST, first);
          write(SECOND, second);
          return tensors;
        });
    whole = logits();
    Files.delete(folder.resolve(WeightFiles.SINGLE));
    index(places);
  }

  @Test
  void shardsAreTheModelThatOneFileIs() {
    assertThat(logits()).containsExactly(whole);
  }

  @Test
  void hashIsOfEveryShard() throws IOException {
    String before = directory().sha256();
    assertThat(before).hasSize(64);
    byte[] bytes = Files.readAllBytes(folder.resolve(SECOND));
    bytes[bytes.length - 1] ^= 1;
    Files.write(folder.resolve(SECOND), bytes);
    assertThat(directory().sha256()).isNotEqualTo(before);
  }

  @Test
  void missingShardIsNamed() throws IOException {
    Files.delete(folder.resolve(SECOND));
    refused("'" + folder.resolve(SECOND) + "' is missing, which 'model.safetensors.index.json'");
    assertThatThrownBy(() -> directory().sha256()).isInstanceOf(Refusal.class);
  }

  @Test
  void indexThatDoesNotFitItsShardsIsRefused() throws IOException {
    index(Map.of("vit.embeddings.cls_token", FIRST));
    refused("does not name tensor(s) [classifier.weight, ");
    index(Map.of("no.such.tensor", FIRST));
    refused("tensor 'no.such.tensor' is not in '" + FIRST + "'");
  }

  @Test
  void indexReachesForNothingElsewhere() throws IOException {
    for (String file : new String[] {"../other.safetensors", "/etc/passwd", "a/b.safetensors"}) {
      index(Map.of("a", file));
      refused("tensor 'a' is in '" + file + "'; expected the name of a safetensors file beside it");
    }
  }

  @Test
  void tensorInTwoShardsIsRefused() throws IOException {
    Files.copy(folder.resolve(FIRST), folder.resolve("twin.safetensors"));
    index(Map.of("a", FIRST, "b", "twin.safetensors"));
    refused("is in '" + folder.resolve(FIRST) + "' and in '");
  }

  @Test
  void brokenIndexIsNamed() throws IOException {
    Files.writeString(folder.resolve(WeightFiles.INDEX), "{}");
    refused("model.safetensors.index.json' has no weight_map");
    Files.writeString(folder.resolve(WeightFiles.INDEX), "{");
    refused("model.safetensors.index.json' is no JSON");
  }

  @Test
  void directoryWithoutWeightsSaysWhatLiesThere() throws IOException {
    Files.delete(folder.resolve(WeightFiles.INDEX));
    refused("several need their index 'model.safetensors.index.json' beside them");
    Files.delete(folder.resolve(FIRST));
    Files.delete(folder.resolve(SECOND));
    refused("model.safetensors' is missing. Weights are read from safetensors");
    Files.createFile(folder.resolve("pytorch_model.bin"));
    refused("Found [pytorch_model.bin]. Weights are read from safetensors; convert");
    Files.createFile(folder.resolve("adapter_config.json"));
    refused("This is a PEFT adapter without its model");
  }

  @Test
  void linkToAFileThatIsGoneIsSaidToBeOne() throws IOException {
    Files.delete(folder.resolve(WeightFiles.INDEX));
    Files.createSymbolicLink(folder.resolve(WeightFiles.SINGLE), folder.resolve("gone"));
    refused("is a folder or a link to a file that is gone");
    Path preprocessor = folder.resolve("preprocessor_config.json");
    Files.deleteIfExists(preprocessor);
    Files.createSymbolicLink(preprocessor, folder.resolve("gone"));
    assertThatThrownBy(() -> directory().preprocessor())
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("preprocessor_config.json' is a link to a file that is gone");
  }

  private void refused(String reason) {
    assertThatThrownBy(() -> directory().open(Device.cpu(), DataType.FLOAT32, 0))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(reason);
  }

  private ModelDirectory directory() {
    return new ModelDirectory("my-vit", folder);
  }

  private float[] logits() {
    try (Vit model = directory().open(Device.cpu(), DataType.FLOAT32, 0);
        NDManager scope = model.newScope()) {
      return model.logits(TestModels.pixels(model, scope, 1, 3)).toFloatArray();
    }
  }

  private void write(String name, Map<String, NDArray> tensors) {
    try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
      SafetensorsWriter.write(tensors, out);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void index(Map<String, String> places) throws IOException {
    StringBuilder json = new StringBuilder();
    places.forEach(
        (name, file) ->
            json.append(json.isEmpty() ? "" : ", ").append("\"%s\": \"%s\"".formatted(name, file)));
    Files.writeString(folder.resolve(WeightFiles.INDEX), "{\"weight_map\": {" + json + "}}");
  }
}
