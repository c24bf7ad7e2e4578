package vitexplain.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Splits a list of methods: a comma also separates the options of one method. */
public final class MethodList {
  private static final Pattern OPTION = Pattern.compile("[^:=]+=.*");

  private MethodList() {}

  /** {@code "rollout:fuse=max,discard=0.9,legrad"} is two methods: {@code key=} belongs before. */
  public static List<String> split(String text) {
    List<String> methods = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (OPTION.matcher(part).matches() && !methods.isEmpty()) {
        methods.add(methods.remove(methods.size() - 1) + "," + part);
      } else {
        methods.add(part.strip());
      }
    }
    return methods;
  }
}
