package vitexplain.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import vitexplain.report.latex.Bibliography;

/** Prints what to cite. */
@Command(
    name = "cite",
    mixinStandardHelpOptions = true,
    description = {
      "BibTeX of the works that methods and metrics come from, and of this program.",
      "report --latex writes those that a run used."
    },
    footer = {"", "Example:", "  ./run-bench.sh cite > references.bib"})
final class CiteCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().getOut().print(Bibliography.known().file());
    spec.commandLine().getOut().flush();
  }
}
