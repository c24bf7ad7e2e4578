package vitexplain.latency;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import vitexplain.base.Refusal;
import vitexplain.explain.Methods;
import vitexplain.latency.jmh.JmhCommand;
import vitexplain.latency.jmh.Scratch;
import vitexplain.latency.plan.BenchPlan;
import vitexplain.latency.plan.ModelPasses;
import vitexplain.latency.plan.Suite;
import vitexplain.latency.plan.Trial;
import vitexplain.vit.ModelShape;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;
import vitexplain.vit.hub.DownloadListener;
import vitexplain.vit.model.VitConfig;

/**
 * Everything that can be wrong with a plan, found out before the first benchmark starts and before
 * anything of an earlier run is touched.
 *
 * @param plan what is to be timed
 * @param data the folder that the embedded models lie in
 * @param downloads hears of the download of a model
 */
public record BenchCheck(BenchPlan plan, Path data, DownloadListener downloads) {

  /**
   * Resolves devices and benchmarks, opens every model, tries every method on it, and has JMH read
   * its options.
   *
   * @return which passes the models have
   * @throws Refusal saying what cannot be timed
   */
  public ModelPasses run() {
    requireFilesForSettings();
    List<Trial> trials = new Suite(plan, plan.chooseDevices().devices()).trials();
    String classPath = JmhCommand.findClassPath();
    List<String> methods =
        Stream.concat(plan.methods().stream(), plan.extent().peers().stream()).toList();
    Set<String> closedForms = new HashSet<>();
    Set<String> plain = new HashSet<>();
    Stream.concat(plan.models().stream(), plan.extent().sizes().stream())
        .forEach(model -> check(model, methods, closedForms, plain));
    if (!plan.extra().isEmpty()) {
      requireReadable(new JmhCommand(plan, classPath, plan.threads()), trials.get(0));
    }
    return new ModelPasses(closedForms, plain);
  }

  /** Weights are read as well: a damaged file shows itself then. */
  private void check(
      String name, List<String> methods, Set<String> closedForms, Set<String> plain) {
    ModelSource source = ModelSource.named(name, data, downloads);
    if (source instanceof ModelShape shape) {
      requireSuit(methods, shape.config());
      closedForms.add(name); // shapes have every pass
      return;
    }
    ModelSource settled = source.with(plan.settings().settings());
    settled.requireClasses("bench");
    settled.preprocessor();
    try (Vit model = settled.open(Device.cpu(), DataType.FLOAT32, plan.seed())) {
      requireSuit(methods, model.config());
      if (model.hasClosedForms()) {
        closedForms.add(name);
      }
      if (!model.hasFastPasses()) {
        plain.add(name);
      }
    }
  }

  private static void requireSuit(List<String> methods, VitConfig config) {
    methods.forEach(method -> Methods.named(method).requireSuits(config));
  }

  private void requireFilesForSettings() {
    Set<String> said = plan.settings().byOption().keySet();
    if (!said.isEmpty() && plan.models().stream().allMatch(model -> model.startsWith("shape:"))) {
      throw Refusal.request(
          "--"
              + String.join(", --", said)
              + " is for models that are read from files, and only shapes are timed. Leave it out, or"
              + " give --model DIR");
    }
  }

  private void requireReadable(JmhCommand command, Trial trial) {
    try (Scratch scratch = Scratch.make()) {
      Process process =
          new ProcessBuilder(command.checking(trial, scratch.root()))
              .redirectErrorStream(true)
              .start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw Refusal.request(
            String.format(
                Locale.ROOT,
                "options of JMH, after --: '%s': %s",
                String.join(" ", plan.extra()),
                said));
      }
    } catch (IOException e) {
      throw Refusal.environment("JMH cannot be started: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.environment("the check of JMH's options was interrupted", e);
    }
  }
}
