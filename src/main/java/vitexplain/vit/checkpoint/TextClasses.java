package vitexplain.vit.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vitexplain.base.Refusal;
import vitexplain.vit.model.VitConfig;

/**
 * Classes that texts describe, for models that compare an image with texts.
 *
 * @param file where they are from
 * @param names one for each class
 * @param values embeddings, each of length 1, [K * width]
 * @param width values of an embedding
 */
public record TextClasses(Path file, List<String> names, double[] values, int width) {
  private static final String EMBEDDINGS = "embeddings";
  private static final String NAMES = "names";

  /**
   * Reads a safetensors file with a tensor {@code embeddings} [K, width], whose metadata {@code
   * names} is a JSON array of K names. Embeddings are brought to length 1.
   *
   * @throws Refusal if the file is another
   */
  public static TextClasses read(Path file) {
    try (Safetensors tensors = Safetensors.open(file)) {
      if (!tensors.names().contains(EMBEDDINGS)) {
        throw wrong(file, "has no tensor 'embeddings'");
      }
      long[] shape = tensors.entry(EMBEDDINGS).shape();
      if (shape.length != 2 || shape[0] < 1 || shape[0] > VitConfig.MOST_CLASSES || shape[1] < 1) {
        throw wrong(file, "'embeddings' has " + shape.length + " axes or is empty");
      }
      List<String> names = names(file, tensors);
      if (names.size() != shape[0]) {
        throw wrong(
            file,
            String.format(Locale.ROOT, "has %d names for %d embeddings", names.size(), shape[0]));
      }
      int width = Math.toIntExact(shape[1]);
      double[] values = tensors.doubles(EMBEDDINGS);
      for (int k = 0; k < names.size(); k++) {
        normalise(file, names.get(k), values, k * width, width);
      }
      return new TextClasses(file, names, values, width);
    } catch (IOException unreadable) {
      throw Refusal.request("'" + file + "' cannot be read: " + unreadable, unreadable);
    }
  }

  private static List<String> names(Path file, Safetensors tensors) {
    String text = tensors.metadata().get(NAMES);
    if (text == null) {
      throw wrong(file, "has no metadata 'names'");
    }
    List<String> names = new ArrayList<>();
    try {
      JsonNode array = new ObjectMapper().readTree(text);
      if (!array.isArray()) {
        throw wrong(file, "metadata 'names' is no JSON array");
      }
      array.forEach(name -> names.add(name.asText()));
    } catch (JsonProcessingException broken) {
      throw wrong(file, "metadata 'names' is no JSON array");
    }
    return names;
  }

  private static void normalise(Path file, String name, double[] values, int from, int width) {
    double squares = 0;
    for (int i = from; i < from + width; i++) {
      squares += values[i] * values[i];
    }
    if (!(squares > 0) || Double.isInfinite(squares)) {
      throw wrong(file, "the embedding of '" + name + "' is 0, NaN or infinite");
    }
    for (int i = from; i < from + width; i++) {
      values[i] /= Math.sqrt(squares);
    }
  }

  private static Refusal wrong(Path file, String problem) {
    return Refusal.request(
        String.format(
            Locale.ROOT,
            "classes '%s': %s; expected a tensor 'embeddings' [classes, width] and the classes' names"
                + " as a JSON array in the metadata 'names'. See docs/models.md.",
            file,
            problem));
  }
}
