package vitexplain.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import vitexplain.explain.Methods;

/** Lists the explanation methods. */
@Command(
    name = "methods",
    mixinStandardHelpOptions = true,
    description = "The explanation methods, their options and sources.",
    footer = {"", "Example:", "  ./run-bench.sh methods"})
final class MethodsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    int width = Methods.all().stream().mapToInt(entry -> entry.name().length()).max().orElse(1);
    for (Methods.Entry entry : Methods.all()) {
      out.printf(
          Locale.ROOT,
          "%-" + width + "s %-8s %s. %s. Verified against: %s%n",
          entry.name(),
          entry.kind().id(),
          entry.summary(),
          entry.source(),
          entry.verified().text());
    }
    out.println();
    notes().forEach((note, names) -> out.println(String.join(", ", names) + ": " + note));
    out.println("Options follow the name: legrad:pool=readout, rollout:fuse=max,discard=0.9");
    out.println("A method in another comes last: blurred:sigma=2,of=rollout:fuse=max");
  }

  /** What methods have to say, each once, with the methods that say it. */
  private static Map<String, List<String>> notes() {
    return Methods.all().stream()
        .filter(entry -> !entry.note().isEmpty())
        .collect(
            Collectors.groupingBy(
                Methods.Entry::note,
                LinkedHashMap::new,
                Collectors.mapping(Methods.Entry::name, Collectors.toList())));
  }
}
