package vitexplain.cli;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import vitexplain.metric.Metrics;
import vitexplain.metric.kind.Metric;
import vitexplain.metric.kind.MetricInfo;

/** Lists the metrics. */
@Command(
    name = "metrics",
    mixinStandardHelpOptions = true,
    description = "The metrics: which way is better, what chance scores, definition and source.",
    footer = {"", "Example:", "  ./run-bench.sh metrics"})
final class MetricsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    for (Metric metric : Metrics.all()) {
      MetricInfo info = metric.info();
      out.printf(
          Locale.ROOT,
          "%-20s %-16s chance: %s. %s. %s. Verified against: %s%n",
          info.name(),
          info.direction().text(),
          info.chance().text(),
          info.definition(),
          info.source(),
          Metrics.verified(metric).text());
    }
  }
}
