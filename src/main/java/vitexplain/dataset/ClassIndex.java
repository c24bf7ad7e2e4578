package vitexplain.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vitexplain.base.NearestName;
import vitexplain.base.Refusal;

/** The class that a person means by a name, an index or {@code index:N}. */
public final class ClassIndex {
  /** Before a number that is meant as an index although a class has that number for its name. */
  private static final String INDEX = "index:";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private ClassIndex() {}

  /**
   * Finds it.
   *
   * @param said where the text stands and what it is, to begin messages with: {@code image 'a.jpg'
   *     has the label 'dog'}
   * @param text a class name, an index, or {@code index:N}
   * @param classes the model's class names, in logit order
   * @return 0-based
   * @throws Refusal of the kind REQUEST if it is neither, or may mean two classes
   */
  public static int of(String said, String text, List<String> classes) {
    List<Integer> meant =
        IntStream.range(0, classes.size())
            .filter(k -> classes.get(k).equals(text))
            .boxed()
            .collect(Collectors.toCollection(ArrayList::new));
    String number =
        meant.isEmpty() && text.startsWith(INDEX) ? text.substring(INDEX.length()) : text;
    if (NUMBER.matcher(number).matches()) {
      int index = Integer.parseInt(number);
      if (index < classes.size() && !meant.contains(index)) {
        meant.add(index);
      }
    }
    if (meant.size() == 1) {
      return meant.get(0);
    }
    if (meant.isEmpty()) {
      throw Refusal.request(said + ", which is no class of the model" + known(text, classes));
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

  private static String known(String text, List<String> classes) {
    if (classes.isEmpty()) {
      return ": it has none. Use a model with a classifier";
    }
    List<String> near = NearestName.near(text, classes);
    return String.format(
        Locale.ROOT,
        "; expected a class name or an index from 0 to %d.%s",
        classes.size() - 1,
        near.isEmpty() ? "" : " Did you mean '" + String.join("' or '", near) + "'?");
  }
}
