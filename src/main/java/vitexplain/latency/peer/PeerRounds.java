package vitexplain.latency.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vitexplain.base.Refusal;
import vitexplain.latency.plan.BenchPlan;
import vitexplain.latency.plan.JmhMode;
import vitexplain.latency.plan.Trial;
import vitexplain.run.row.LatencyRow;
import vitexplain.vit.ModelDirectory;
import vitexplain.vit.ModelSource;

/**
 * The programs of a plan: on the CPU in float32, at every batch of its models, with the plan's own
 * number of threads.
 *
 * @param peers what there is
 * @param plan what is timed
 * @param data the folder that the embedded models lie in
 */
public record PeerRounds(Peers peers, BenchPlan plan, Path data) {

  /** Python and its packages, reading the model, on two cores. */
  private static final double START = 12;

  /** Whether any program is timed. */
  public boolean isEmpty() {
    return peers.all().isEmpty() || suited().isEmpty();
  }

  /** Why programs or models are left out, a sentence by name. */
  public Map<String, String> skipped() {
    Map<String, String> why = new TreeMap<>(peers.skipped());
    if (!peers.all().isEmpty()) {
      plan.models()
          .forEach(name -> objection(name).ifPresent(said -> why.put("peers on " + name, said)));
    }
    return why;
  }

  /** Lines for the user before it starts: what is timed and how long that takes, what is not. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    if (!isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT, "%s; about %.0f min more", peers.describe(), Math.ceil(seconds() / 60)));
    }
    skipped().forEach((what, why) -> lines.add(what + ": " + why));
    return lines;
  }

  /** Roughly. */
  private double seconds() {
    double seconds = 0;
    for (String model : suited()) {
      for (int batch : plan.batches()) {
        for (Peer peer : peers.all()) {
          boolean forward = peer.ours().equals(LatencyRow.FORWARD);
          Trial trial =
              new Trial(
                  forward ? Trial.FORWARD : Trial.REFERENCE,
                  JmhMode.AVERAGE,
                  plan.threads(),
                  model,
                  "cpu",
                  "float32",
                  batch,
                  forward ? "" : peer.ours());
          seconds += START + plan.secondsOf(trial);
        }
      }
    }
    return seconds * plan.rounds();
  }

  private Optional<String> objection(String model) {
    boolean usual = plan.dtypes().contains("float32") && plan.devices().contains("cpu");
    return usual
        ? PeerInputs.objection(source(model))
        : Optional.of("skipped: peers are timed on the CPU in float32, and ours are not");
  }

  private List<String> suited() {
    return plan.models().stream().filter(name -> objection(name).isEmpty()).toList();
  }

  private ModelSource source(String model) {
    ModelSource named = ModelSource.named(model, data);
    return named instanceof ModelDirectory ? named.with(plan.settings().settings()) : named;
  }

  /**
   * Computes and writes what the programs are given.
   *
   * @param folder made; it holds a copy of every model
   * @return every program once under each set of conditions
   * @throws Refusal if the files cannot be written
   */
  public List<PeerTrial> trials(Path folder) {
    List<PeerTrial> trials = new ArrayList<>();
    for (String model : suited()) {
      PeerInputs inputs = new PeerInputs(folder.resolve(Integer.toString(trials.size())));
      try {
        inputs.write(source(model), plan.batches(), peers.ours(), plan.seed());
      } catch (IOException e) {
        throw Refusal.environment(
            String.format(
                Locale.ROOT,
                "the model and images for the peers cannot be written to '%s': %s. Make room there, or set JAVA_OPTS=-Djava.io.tmpdir=DIR",
                inputs.folder(),
                e),
            e);
      }
      for (int batch : plan.batches()) {
        peers.all().forEach(peer -> trials.add(new PeerTrial(peer, model, batch, inputs.folder())));
      }
    }
    return trials;
  }
}
