package vitexplain.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import vitexplain.explain.Methods;

/** Which methods. */
public final class MethodOptions {
  private static final Pattern OPTION = Pattern.compile("[^:=]+=.*");

  @Option(
      names = {"--methods", "--method"},
      paramLabel = "M",
      description =
          "names of the command 'methods' with their options, separated by commas, or gmar for both"
              + " of its norms (default: by profile; explain asks)")
  private String text;

  /** Ids of the methods that are asked for; empty if none is. */
  public Optional<List<String>> ids() {
    return Optional.ofNullable(text).map(MethodOptions::ids);
  }

  /** Ids of the methods in a text such as the option takes. */
  public static List<String> ids(String text) {
    return split(text).stream().flatMap(name -> Methods.expand(name).stream()).toList();
  }

  /**
   * A comma also separates the options of one method: {@code "rollout:fuse=max,discard=0.9,legrad"}
   * is two methods, because {@code key=} belongs to the name before it.
   */
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
