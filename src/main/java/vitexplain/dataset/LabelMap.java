package vitexplain.dataset;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;
import vitexplain.dataset.layout.TwoColumns;

/**
 * What a person says the labels of a data set mean: classes of a model by label.
 *
 * @param file that says so, for messages; empty for none
 * @param classes class names or indices by label; any of them is right
 * @param unlabelled whether labels are left alone, as if there were none
 */
public record LabelMap(String file, Map<String, List<String>> classes, boolean unlabelled)
    implements Serializable {

  /** Nothing is said: labels speak for themselves. */
  public static final LabelMap NONE = new LabelMap("", Map.of(), false);

  /** Labels are left alone. */
  public static final LabelMap UNLABELLED = new LabelMap("", Map.of(), true);

  public LabelMap {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    classes.forEach((label, named) -> copy.put(label, List.copyOf(named)));
    classes = Collections.unmodifiableMap(copy);
  }

  /**
   * Reads a CSV file with the columns {@code label} and {@code class}; several rows of one label
   * are several classes.
   *
   * @throws Refusal of the kind REQUEST naming the file, and the line where there is one, if it
   *     cannot be read or has no rows
   */
  public static LabelMap read(Path file) {
    Map<String, List<String>> classes = new LinkedHashMap<>();
    for (TwoColumns.Row row :
        new TwoColumns("label map", "--label-map", file, "label", "class").rows()) {
      List<String> named = classes.computeIfAbsent(row.first(), label -> new ArrayList<>());
      if (!named.contains(row.second())) {
        named.add(row.second());
      }
    }
    return new LabelMap(file.toString(), classes, false);
  }

  /** Whether it says something. */
  public boolean isGiven() {
    return unlabelled || !classes.isEmpty();
  }

  /**
   * Refuses a map of another data set.
   *
   * @param labels of the data set
   * @throws Refusal of the kind REQUEST if it names none of them
   */
  void requireFits(List<String> labels) {
    if (!classes.isEmpty() && labels.stream().noneMatch(classes::containsKey)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "label map '%s': none of its %d labels, such as '%s', is one of the data set's%s.",
              file,
              classes.size(),
              classes.keySet().iterator().next(),
              labels.isEmpty() ? ", which has none" : ", such as '" + labels.get(0) + "'"));
    }
  }

  /** SHA-256 of what it says, wherever it is written. */
  public String sha256() {
    Map<String, String> lines = new TreeMap<>();
    classes.forEach((label, named) -> lines.put(label, String.join("\n", named)));
    lines.put("", Boolean.toString(unlabelled)); // no label is empty
    return Sha256.of(lines);
  }
}
