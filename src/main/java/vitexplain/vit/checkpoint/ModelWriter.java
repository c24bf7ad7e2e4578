package vitexplain.vit.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import vitexplain.vit.model.NamedWeights;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.model.VitWeights;

/**
 * Writes a model in Hugging Face layout: config.json, preprocessor_config.json, model.safetensors.
 * Every file is written under another name and moved, the weights last, so that whoever finds the
 * weights finds a whole model.
 */
public final class ModelWriter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PIL_BILINEAR = 2;

  private ModelWriter() {}

  /**
   * Writes the three files.
   *
   * @param directory made if it is missing; files of a model in it are replaced
   * @param config the model's shape; its query, key and value have biases
   * @param weights float32, one prefix token, query, key and value with biases
   */
  public static void write(Path directory, VitConfig config, VitWeights weights)
      throws IOException {
    Files.createDirectories(directory);
    writeJson(directory.resolve("config.json"), config(config));
    writeJson(directory.resolve("preprocessor_config.json"), preprocessor(config));
    Path file = directory.resolve("model.safetensors");
    Path draft = draft(file);
    Map<String, NDArray> tensors = NamedWeights.of(weights);
    try (NDManager scope = weights.position().getManager().newSubManager()) {
      int p = config.patchSize();
      NDArray kernel = weights.patch().weight().duplicate();
      kernel.attach(scope);
      tensors.put(
          "vit.embeddings.patch_embeddings.projection.weight",
          kernel.reshape(new Shape(config.width(), config.channels(), p, p)));
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft))) {
        SafetensorsWriter.write(tensors, out);
      }
    }
    move(draft, file);
  }

  private static ObjectNode config(VitConfig config) {
    ObjectNode json = JSON.createObjectNode();
    json.putArray("architectures").add("ViTForImageClassification");
    json.put("model_type", "vit");
    if (config.imageHeight() == config.imageWidth()) {
      json.put("image_size", config.imageHeight());
    } else {
      json.putArray("image_size").add(config.imageHeight()).add(config.imageWidth());
    }
    json.put("patch_size", config.patchSize());
    json.put("num_channels", config.channels());
    json.put("hidden_size", config.width());
    json.put("num_hidden_layers", config.blocks());
    json.put("num_attention_heads", config.heads());
    json.put("intermediate_size", config.mlpWidth());
    json.put("hidden_act", config.activation().configName());
    json.put("qkv_bias", config.qkvBias());
    json.put("layer_norm_eps", config.layerNormEps());
    json.put("hidden_dropout_prob", 0.0);
    json.put("attention_probs_dropout_prob", 0.0);
    ObjectNode names = json.putObject("id2label");
    ObjectNode labels = json.putObject("label2id");
    for (int k = 0; k < config.classes(); k++) {
      names.put(Integer.toString(k), config.labels().get(k));
      labels.put(config.labels().get(k), k);
    }
    return json;
  }

  private static ObjectNode preprocessor(VitConfig config) {
    ObjectNode json = JSON.createObjectNode();
    json.put("image_processor_type", "ViTImageProcessor");
    json.put("do_resize", true);
    ObjectNode size = json.putObject("size");
    size.put("height", config.imageHeight());
    size.put("width", config.imageWidth());
    json.put("resample", PIL_BILINEAR);
    json.put("do_rescale", true);
    json.put("rescale_factor", 1.0 / 255);
    json.put("do_normalize", true);
    for (String key : List.of("image_mean", "image_std")) {
      ArrayNode perChannel = json.putArray(key);
      for (int c = 0; c < config.channels(); c++) {
        perChannel.add(0.5);
      }
    }
    return json;
  }

  private static void writeJson(Path file, ObjectNode json) throws IOException {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(lines);
    Path draft = draft(file);
    Files.writeString(
        draft, JSON.writer(printer).writeValueAsString(json) + "\n", StandardCharsets.UTF_8);
    move(draft, file);
  }

  private static Path draft(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  private static void move(Path draft, Path file) throws IOException {
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
