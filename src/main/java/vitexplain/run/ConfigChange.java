package vitexplain.run;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What differs between two configurations of a command, in words that name a file or a setting. */
public final class ConfigChange {
  private static final String UNSET = "unset";

  /** Keys whose values are hashes, which tell a reader nothing. */
  private static final Map<String, String> HASHED =
      Map.of(
          "images_sha256", "the images (which ones, or their content)",
          "labels_sha256", "the labels (--labels)",
          "label_map_sha256", "the label map (--label-map)",
          "data_sample_sha256", "images or masks (their content)",
          "model_sha256", "the model's weights",
          "model_config_sha256", "the model's config.json",
          "preprocessor_sha256", "the model's preprocessor_config.json, or --preprocessor,");

  private ConfigChange() {}

  /** The differing keys in alphabetical order, separated by commas; empty if there are none. */
  public static String words(Map<String, String> before, Map<String, String> now) {
    Map<String, String> all = new TreeMap<>(before);
    all.putAll(now);
    return all.keySet().stream()
        .filter(key -> !of(before, key).equals(of(now, key)))
        .map(key -> change(key, of(before, key), of(now, key)))
        .collect(Collectors.joining(", "));
  }

  private static String of(Map<String, String> config, String key) {
    return config.getOrDefault(key, UNSET);
  }

  private static String change(String key, String before, String now) {
    return HASHED.containsKey(key)
        ? HASHED.get(key) + " changed"
        : key + " was " + before + ", now " + now;
  }
}
