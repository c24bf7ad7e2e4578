package vitexplain.vit.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import vitexplain.base.Excerpt;
import vitexplain.base.JsonFile;
import vitexplain.base.Refusal;

/**
 * The tensors of a checkpoint: one safetensors file, or the shards that an index names. The index
 * and the shards must hold the same tensors, each once.
 */
public final class WeightFiles implements Closeable {
  public static final String SINGLE = "model.safetensors";

  /** What OpenCLIP calls it. */
  public static final String OPEN_CLIP = "open_clip_model.safetensors";

  public static final String INDEX = "model.safetensors.index.json";

  private final List<Safetensors> files;
  private final Map<String, Safetensors> byTensor = new LinkedHashMap<>();

  private WeightFiles(List<Safetensors> files) {
    this.files = files;
    for (Safetensors file : files) {
      for (String name : file.names()) {
        Safetensors twin = byTensor.put(name, file);
        if (twin != null) {
          throw Refusal.request(
              String.format(
                  Locale.ROOT,
                  "tensor '%s' is in '%s' and in '%s'",
                  Excerpt.of(name),
                  twin.file(),
                  file.file()));
        }
      }
    }
  }

  /** The tensors of one file, which is closed with them. */
  static WeightFiles of(Safetensors file) {
    return new WeightFiles(List.of(file));
  }

  /**
   * Opens a model's weights.
   *
   * @param model its name, for messages
   * @param directory where they lie
   * @throws Refusal if there are none, or they are damaged or incomplete
   */
  public static WeightFiles open(String model, Path directory) {
    List<Safetensors> opened = new ArrayList<>();
    try {
      for (Path file : paths(model, directory)) {
        opened.add(Safetensors.open(file));
      }
      WeightFiles weights = new WeightFiles(opened);
      boolean single =
          Files.isRegularFile(directory.resolve(SINGLE))
              || Files.isRegularFile(directory.resolve(OPEN_CLIP));
      if (!single) {
        weights.requireAsIndexed(directory.resolve(INDEX));
      }
      return weights;
    } catch (RuntimeException failure) {
      opened.forEach(Safetensors::closeQuietly);
      throw failure;
    }
  }

  /**
   * The files that a model's weights are in, in the order of their names.
   *
   * @throws Refusal if there are none, naming what is there in their place
   */
  public static List<Path> paths(String model, Path directory) {
    Path single = directory.resolve(SINGLE);
    for (Path file : List.of(single, directory.resolve(OPEN_CLIP))) {
      if (Files.isRegularFile(file)) {
        return List.of(file);
      }
    }
    Path index = directory.resolve(INDEX);
    if (!Files.isRegularFile(index)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT, "model '%s': '%s' is missing. %s", model, single, instead(directory)));
    }
    List<Path> shards = shards(index).stream().map(directory::resolve).toList();
    for (Path shard : shards) {
      if (!Files.isRegularFile(shard)) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "model '%s': '%s' is missing, which '%s' names. Download it again; all %d files are needed.",
                model,
                shard,
                INDEX,
                shards.size()));
      }
    }
    return shards;
  }

  /**
   * Names of the files that an index names, sorted.
   *
   * @throws Refusal if it is no index, or names a file elsewhere
   */
  public static Set<String> shards(Path index) {
    Set<String> shards = new TreeSet<>();
    for (Map.Entry<String, JsonNode> tensor : weightMap(index).properties()) {
      String shard = tensor.getValue().asText();
      // Only what lies beside the index: it must not reach for other files of the machine.
      if (!shard.matches("[A-Za-z0-9_][\\w.-]{0,200}\\.safetensors")) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "'%s': tensor '%s' is in '%s'; expected the name of a safetensors file beside it",
                index,
                Excerpt.of(tensor.getKey()),
                Excerpt.of(shard)));
      }
      shards.add(shard);
    }
    return shards;
  }

  private static JsonNode weightMap(Path index) {
    try {
      JsonNode map = JsonFile.object(index).path("weight_map");
      if (!map.isObject() || map.isEmpty()) {
        throw Refusal.request("has no weight_map; expected {\"weight_map\": {tensor: file}}");
      }
      return map;
    } catch (Refusal problem) {
      throw Refusal.request(
          String.format(Locale.ROOT, "'%s' %s", index, problem.getMessage()), problem);
    } catch (IOException unreadable) {
      throw Refusal.request(
          String.format(Locale.ROOT, "'%s' cannot be read: %s", index, unreadable), unreadable);
    }
  }

  private void requireAsIndexed(Path index) {
    Set<String> indexed = new TreeSet<>();
    for (Map.Entry<String, JsonNode> tensor : weightMap(index).properties()) {
      Safetensors file = byTensor.get(tensor.getKey());
      if (file == null || !file.file().endsWith(tensor.getValue().asText())) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "'%s': tensor '%s' is not in '%s'. Are the files of one checkpoint?",
                index,
                Excerpt.of(tensor.getKey()),
                Excerpt.of(tensor.getValue().asText())));
      }
      indexed.add(tensor.getKey());
    }
    Set<String> others = new TreeSet<>(names());
    others.removeAll(indexed);
    if (!others.isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "'%s' does not name tensor(s) %s, which its files hold. Are the files of one checkpoint?",
              index,
              Excerpt.of(others)));
    }
  }

  /** What lies there in place of the weights, and the mend. */
  private static String instead(Path directory) {
    List<String> names;
    try (Stream<Path> files = Files.list(directory)) {
      names = files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException unreadable) {
      return "The directory cannot be read: " + unreadable.getMessage();
    }
    if (names.contains("adapter_config.json") || names.contains("adapter_model.safetensors")) {
      return "This is a PEFT adapter without its model; write the whole model with"
          + " merge_and_unload().save_pretrained(DIR).";
    }
    if (names.contains(SINGLE)) {
      return "What has that name is a folder or a link to a file that is gone. Download or copy it"
          + " again.";
    }
    List<String> safetensors =
        names.stream().filter(name -> name.endsWith(".safetensors")).toList();
    if (!safetensors.isEmpty()) {
      return "Found "
          + Excerpt.of(safetensors)
          + ". One file must have that name; several need their index '"
          + INDEX
          + "' beside them.";
    }
    List<String> others =
        names.stream()
            .filter(name -> name.matches(".*\\.(bin|pth?|ckpt|h5|msgpack|onnx|gguf)"))
            .toList();
    String convert =
        "Weights are read from safetensors; convert an older pytorch_model.bin with transformers'"
            + " save_pretrained.";
    return others.isEmpty() ? convert : "Found " + Excerpt.of(others) + ". " + convert;
  }

  /** The tensors' names, file after file. */
  public Set<String> names() {
    return byTensor.keySet();
  }

  /** One tensor's dtype, shape and place; it must be there. */
  TensorEntry entry(String name) {
    return byTensor.get(name).entry(name);
  }

  /** As {@link Safetensors#doubles}. */
  double[] doubles(String name) {
    return byTensor.get(name).doubles(name);
  }

  /** As {@link Safetensors#floats}. */
  float[] floats(String name) {
    return byTensor.get(name).floats(name);
  }

  @Override
  public void close() {
    files.forEach(Safetensors::closeQuietly);
  }
}
