package vitexplain.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vitexplain.base.Refusal;
import vitexplain.cli.option.CommonOptions;
import vitexplain.cli.option.Home;
import vitexplain.cli.option.MethodOptions;
import vitexplain.cli.option.ModelTextOptions;
import vitexplain.cli.option.RunOptions;
import vitexplain.cli.print.CommandText;
import vitexplain.cli.print.DownloadBar;
import vitexplain.cli.print.Interruption;
import vitexplain.cli.print.LatencySummary;
import vitexplain.cli.print.Machine;
import vitexplain.latency.BenchCheck;
import vitexplain.latency.BenchResult;
import vitexplain.latency.BenchRun;
import vitexplain.latency.jmh.JmhQuestion;
import vitexplain.latency.jmh.MachineLock;
import vitexplain.latency.peer.PeerRounds;
import vitexplain.latency.peer.Peers;
import vitexplain.latency.plan.BenchPlan;
import vitexplain.latency.plan.BenchProfile;
import vitexplain.latency.plan.BenchRequest;
import vitexplain.latency.plan.BenchStudy;
import vitexplain.latency.plan.ModelPasses;
import vitexplain.run.Existing;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.RunLock;
import vitexplain.run.RunPart;
import vitexplain.run.provenance.Budget;
import vitexplain.run.provenance.Counts;
import vitexplain.run.provenance.Section;
import vitexplain.study.Evaluation;
import vitexplain.vit.hub.DownloadListener;

/** Times the passes and the methods with JMH. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Latency of the passes and of every method, by JMH in processes of its own.",
    footer = {
      "",
      "Examples:",
      "  ./run-bench.sh bench --profile standard --model shape:vit-base-16-224 --batch 1,8",
      "  ./run-bench.sh bench --model my-vit/ --budget 50ms --batch 1,4",
      "  ./run-bench.sh bench --include 'ForwardBenchmark' --out reports/forward",
      "  ./run-bench.sh bench --model shape:vit-base-16-224 --peers ../peers-venv",
      "  ./run-bench.sh bench -- -prof gc                   any option of JMH after --",
      "  ./run-bench.sh bench -- -h                         JMH's own help; -l lists its benchmarks"
    })
final class BenchCommand implements Callable<Integer> {
  private static final String COMMAND = "bench";

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = "--model",
      paramLabel = "M",
      description = "may be given several times (default: by profile; see the command 'models')")
  private List<String> models = List.of();

  @Mixin private ModelTextOptions text = new ModelTextOptions();

  @Option(
      names = "--device",
      split = ",",
      paramLabel = "D",
      description = "cpu, cuda, cuda:N, auto (default: cpu, and cuda if there is one)")
  private List<String> devices = List.of();

  @Option(
      names = "--dtype",
      split = ",",
      paramLabel = "T",
      description = "float32, float64; float16 on CUDA (default: float32)")
  private List<String> dtypes = List.of();

  @Option(
      names = "--batch",
      split = ",",
      paramLabel = "N",
      description = "images per call, for example 1,8 (default: by profile)")
  private List<Integer> batches = List.of();

  @Mixin private MethodOptions methods = new MethodOptions();

  @Option(
      names = "--include",
      paramLabel = "REGEX",
      description = "only benchmarks whose name matches")
  private String include = BenchPlan.ALL;

  @Option(
      names = "--budget",
      arity = "1..2",
      paramLabel = "TIME",
      description =
          "says of each method and batch whether the 99th percentile of a call keeps to it, such as"
              + " 50ms or 0.05s; the exit code is 0 whatever the answer")
  private List<String> budget = List.of();

  @Option(
      names = "--peers",
      paramLabel = "DIR",
      description =
          "times other programs between ours, on the same weights and images: DIR is a virtual"
              + " environment of Python (src/test/python/peers/README.md); what it lacks is left out")
  private Optional<Path> environment = Optional.empty();

  @Parameters(paramLabel = "JMH", arity = "0..*", description = "options of JMH, after --")
  private List<String> extra = List.of();

  @Override
  public Integer call() {
    JmhQuestion question = new JmhQuestion(extra);
    if (question.isOne()) {
      spec.commandLine().getOut().print(question.answer());
      spec.commandLine().getOut().flush();
      return 0;
    }
    common.applyThreads();
    BenchPlan plan = new BenchProfile(run.profile()).plan(request());
    RunFolder folder = run.folder(Existing.KEEP);
    try (RunLock lock = folder.lock()) {
      requireFreeOrOverwrite(folder);
      try (MachineLock machine = MachineLock.take()) {
        DownloadListener downloads = new DownloadBar(common.quiet(), spec.commandLine().getErr());
        ModelPasses passes = new BenchCheck(plan, Home.data(), downloads).run();
        Peers peers =
            environment.map(place -> Peers.find(place, Home.directory())).orElse(Peers.NONE);
        return measure(plan, folder, passes, new PeerRounds(peers, plan, Home.data()));
      }
    }
  }

  private int measure(BenchPlan plan, RunFolder folder, ModelPasses passes, PeerRounds peers) {
    if (!common.quiet()) {
      spec.commandLine().getErr().println(plan.describe());
      if (environment.isPresent()) {
        peers.describe().forEach(spec.commandLine().getErr()::println);
      }
    }
    Interruption.announce(
        "Nothing of this bench is kept, and what the folder held before is unchanged.");
    Section section = section(plan, peers);
    BenchResult result =
        new BenchRun(plan, folder, passes, peers)
            .execute(common.quiet(), () -> Manifest.forget(folder, COMMAND));
    int rows = result.rows().size();
    Manifest.record(
        folder,
        COMMAND,
        section
            .ended(
                Evaluation.now(), new Counts(rows, rows, 0, 0), result.measured(), result.notes())
            .withFiles(RunPart.BENCH.marks(folder)));
    Interruption.over();
    LatencySummary.print(result, plan.extent().budget(), spec.commandLine().getOut());
    return 0;
  }

  private BenchRequest request() {
    return new BenchRequest(
        models,
        text.text(),
        devices,
        dtypes,
        batches,
        methods.ids().orElse(List.of()),
        include,
        common.threads(),
        common.seed(),
        extra,
        budget(),
        BenchStudy.of(run.place()));
  }

  /** A unit may stand by itself, as in {@code --budget 50 ms}. */
  private Optional<Budget> budget() {
    return budget.isEmpty()
        ? Optional.empty()
        : Optional.of(Budget.parse(String.join(" ", budget)));
  }

  private void requireFreeOrOverwrite(RunFolder folder) {
    if (RunPart.BENCH.isIn(folder) && !run.overwrite()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "'%s' already holds timings. Give --overwrite to replace them, or another --out.",
              folder.root()));
    }
    if (!run.overwrite()) {
      Manifest.of(folder); // an unreadable one is refused before anything is timed
    }
  }

  private Section section(BenchPlan plan, PeerRounds peers) {
    Map<String, String> config = new TreeMap<>();
    config.put("models", String.join(" ", plan.models()));
    config.put("preprocessor", plan.settings().preprocessor().orElse("the models' own"));
    plan.settings().imageSize().ifPresent(size -> config.put("image_size", size));
    plan.settings().classes().ifPresent(file -> config.put("classes", file));
    config.put("devices", String.join(" ", plan.devices()));
    config.put("dtypes", String.join(" ", plan.dtypes()));
    config.put("batches", plan.batches().toString());
    config.put("methods", String.join(" ", plan.methods()));
    config.put("include", plan.include());
    config.put("peers", String.join(" ", plan.extent().peers()));
    plan.extent().budget().ifPresent(time -> config.put(Budget.KEY, time.text()));
    config.put("brief", String.join(" ", plan.extent().brief().methods()));
    config.put("sizes", String.join(" ", plan.extent().sizes()));
    config.put("further threads", plan.extent().threads().toString());
    config.put("cold starts", Integer.toString(plan.extent().coldStarts()));
    config.put("rounds", Integer.toString(plan.rounds()));
    config.put("order", "shuffled in each round");
    config.put("warmup", plan.warmup().toString());
    config.put("measurement", plan.measurement().toString());
    config.put("threads", Integer.toString(plan.threads()));
    config.put("jmh", String.join(" ", plan.extra()));
    if (!peers.isEmpty()) {
      config.put("other programs", peers.peers().describe());
    }
    return Section.starting(
            CommandText.of(COMMAND),
            run.profile().id(),
            config,
            Machine.environment(common.threads()),
            Evaluation.now())
        .withInputs(
            String.join(" ", plan.models()),
            "",
            "",
            Map.of("weights", plan.seed(), "order", plan.seed()));
  }
}
