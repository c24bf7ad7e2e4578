package vitexplain.cli;

import java.util.ArrayList;
import java.util.List;

/** Splits a list of methods: a comma also separates the options of one method. */
final class MethodList {
  private MethodList() {}

  /** {@code "rollout:fuse=max,discard=0.9,legrad"} is two methods: a part with = belongs before. */
  static List<String> split(String text) {
    List<String> methods = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      boolean option = part.contains("=") && !part.contains(":") && !methods.isEmpty();
      if (option) {
        methods.add(methods.remove(methods.size() - 1) + "," + part);
      } else {
        methods.add(part.strip());
      }
    }
    return methods;
  }
}
