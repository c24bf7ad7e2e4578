package vitexplain.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One case of a golden file made by {@code src/test/python/metrics}; null there is NaN here. */
public record Golden(JsonNode node) {

  /** Both sides compute in double and differ in the order of a few hundred additions only. */
  public static final double TOLERANCE = 1e-12;

  public static List<Golden> read(String name) {
    List<Golden> cases = new ArrayList<>();
    file(name).get("cases").forEach(node -> cases.add(new Golden(node)));
    return cases;
  }

  /** The scripts and the versions that made the files, as their readme has them. */
  static String versions() throws IOException {
    return Files.readString(Path.of("src/test/resources/golden/README.md"), StandardCharsets.UTF_8);
  }

  private static JsonNode file(String name) {
    String path = "/golden/metrics/" + name + ".json";
    try (InputStream in = Golden.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new AssertionError("no golden file " + path + "; every metric has one");
      }
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  public double number(String field) {
    JsonNode value = node.get(field);
    return value.isNull() ? Double.NaN : value.doubleValue();
  }

  String text(String field) {
    return node.get(field).textValue();
  }

  public double[] numbers(String field) {
    JsonNode values = node.get(field);
    double[] numbers = new double[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values.get(i).doubleValue();
    }
    return numbers;
  }

  public float[] map() {
    return map("map");
  }

  public float[] map(String field) {
    double[] numbers = numbers(field);
    float[] map = new float[numbers.length];
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) numbers[i];
    }
    return map;
  }

  /** The map as [rows][columns]. */
  public float[][] grid() {
    float[] map = map();
    int columns = (int) number("columns");
    float[][] grid = new float[map.length / columns][columns];
    for (int i = 0; i < map.length; i++) {
      grid[i / columns][i % columns] = map[i];
    }
    return grid;
  }

  public float[][] maps(String field) {
    float[][] maps = new float[node.get(field).size()][];
    for (int i = 0; i < maps.length; i++) {
      JsonNode values = node.get(field).get(i);
      maps[i] = new float[values.size()];
      for (int j = 0; j < maps[i].length; j++) {
        maps[i][j] = (float) values.get(j).doubleValue();
      }
    }
    return maps;
  }

  public boolean[] mask() {
    return Maps.mask(node.get("mask").textValue());
  }
}
