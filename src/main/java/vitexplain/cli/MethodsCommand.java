package vitexplain.cli;

import java.io.PrintWriter;
import java.util.Locale;
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
    for (Methods.Entry entry : Methods.all()) {
      out.printf(
          Locale.ROOT,
          "%-20s %-8s %s. %s%n",
          entry.name(),
          entry.kind().id(),
          entry.summary(),
          entry.source());
    }
    out.println();
    out.println("Options follow the name: legrad:pool=readout, rollout:fuse=max,discard=0.9");
    out.println("A method in another comes last: blurred:sigma=2,of=rollout:fuse=max");
  }
}
