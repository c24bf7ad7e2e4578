package vitexplain.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vitexplain.base.NearestName;
import vitexplain.base.Refusal;

/**
 * The classes of a model that a person or a data set means by a name, an index or {@code index:N}.
 *
 * <p>A name is that of a class as the model writes it or, where no class is written so and it is no
 * index, one of several that the model separates by commas, as in {@code tench, Tinca tinca}; case
 * and underscores do not matter then.
 */
public final class ClassIndex {
  /** Before a number that is meant as an index although a class has that number for its name. */
  private static final String INDEX = "index:";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private final List<String> classes;
  private final Map<String, Set<Integer>> byName = new HashMap<>();
  private final Map<String, Set<Integer>> byPlainName = new HashMap<>();

  /**
   * @param classes the model's class names, in logit order
   */
  ClassIndex(List<String> classes) {
    this.classes = classes;
    for (int k = 0; k < classes.size(); k++) {
      String name = classes.get(k);
      add(byName, name, k);
      add(byPlainName, plain(name), k);
      for (String part : name.split(",", -1)) {
        add(byPlainName, plain(part), k);
      }
    }
  }

  private static void add(Map<String, Set<Integer>> index, String name, int k) {
    index.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(k);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ').strip();
  }

  /**
   * Finds one class.
   *
   * @param said where the text stands and what it is, to begin messages with: {@code image 'a.jpg'
   *     has the label 'dog'}
   * @param text a class name, an index, or {@code index:N}
   * @param classes the model's class names, in logit order
   * @return 0-based
   * @throws Refusal of the kind REQUEST if it is neither, or may mean two classes
   */
  public static int of(String said, String text, List<String> classes) {
    return new ClassIndex(classes).of(said, text);
  }

  /** The same among these classes. */
  int of(String said, String text) {
    List<Integer> meant = meant(text);
    if (meant.size() == 1) {
      return meant.get(0);
    }
    if (meant.isEmpty()) {
      throw Refusal.request(said + ", which is no class of the model" + known(text));
    }
    throw Refusal.request(
        String.format(
            Locale.ROOT,
            "%s, which could mean the model's classes %s. Write %s%d for one of them",
            said,
            meant.stream()
                .map(k -> String.format(Locale.ROOT, "%d ('%s')", k, classes.get(k)))
                .collect(Collectors.joining(" and ")),
            INDEX,
            meant.get(0)));
  }

  /** Every class that a text may mean, 0-based; none if it is no name and no index. */
  List<Integer> meant(String text) {
    List<Integer> meant = new ArrayList<>(byName.getOrDefault(text, Set.of()));
    String number =
        meant.isEmpty() && text.startsWith(INDEX) ? text.substring(INDEX.length()) : text;
    if (NUMBER.matcher(number).matches()) {
      int index = Integer.parseInt(number);
      if (index < classes.size() && !meant.contains(index)) {
        meant.add(index);
      }
    }
    return meant.isEmpty() ? List.copyOf(byPlainName.getOrDefault(plain(text), Set.of())) : meant;
  }

  private String known(String text) {
    if (classes.isEmpty()) {
      return ": it has none. Use a model with a classifier";
    }
    return String.format(
        Locale.ROOT,
        "; expected a class name or an index from 0 to %d%s",
        classes.size() - 1,
        NearestName.ending(text, classes));
  }
}
