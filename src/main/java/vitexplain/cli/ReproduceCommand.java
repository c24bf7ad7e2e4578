package vitexplain.cli;

import ai.djl.ndarray.types.DataType;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vitexplain.base.AtomicFile;
import vitexplain.base.Distinct;
import vitexplain.base.Ranges;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;
import vitexplain.cli.option.CommonOptions;
import vitexplain.cli.option.DataOptions;
import vitexplain.cli.option.MethodOptions;
import vitexplain.cli.option.ModelGuard;
import vitexplain.cli.option.ModelOptions;
import vitexplain.cli.print.Bar;
import vitexplain.cli.print.CommandText;
import vitexplain.cli.print.Interruption;
import vitexplain.cli.print.Machine;
import vitexplain.cli.print.ReproductionSummary;
import vitexplain.dataset.Dataset;
import vitexplain.dataset.DatasetReference;
import vitexplain.dataset.LabelCount;
import vitexplain.dataset.Selection;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.image.preprocess.ModelSize;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.protocol.Comparison;
import vitexplain.protocol.Protocol;
import vitexplain.protocol.Protocols;
import vitexplain.protocol.Reproduction;
import vitexplain.protocol.ReproductionStore;
import vitexplain.report.ReportWriter;
import vitexplain.report.table.Latex;
import vitexplain.report.table.ReproductionTable;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Counts;
import vitexplain.run.provenance.Environment;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.ReproductionRow;
import vitexplain.study.Evaluation;
import vitexplain.vit.ModelDirectory;
import vitexplain.vit.ModelSettings;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;
import vitexplain.vit.model.VitConfig;

/** Runs a published evaluation and prints its numbers beside ours. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    description = {
      "A published evaluation as its authors ran it: their numbers and ours. Without NAME: what there is, with the data and the weights that each needs.",
      "",
      "Pictures, masks, the class that is explained, the threshold and the pooling are the protocol's, not those of evaluate. Labels are read where the protocol explains or counts them.",
      "",
      "Exit codes: 0 done; 1 some pictures failed (listed), the rest is done; 2 the request cannot be carried out as given; 3 the data or the weights are not there, and how they are got is said."
    },
    footer = {
      "",
      "Examples:",
      "  ./run-bench.sh reproduce",
      "  ./run-bench.sh reproduce chefer-segmentation --data imagenet-segmentation:gtsegs_ijcv.mat --out reports/chefer",
      "  ./run-bench.sh reproduce chefer-segmentation --images photos/ --masks masks/ --model my-vit/",
      "  ./run-bench.sh reproduce chefer-perturbation --data imagefolder:imagenet#val --label-map map.csv --limit 500"
    })
final class ReproduceCommand implements Callable<Integer> {

  /** The dtypes that maps can be computed in. */
  enum Dtype {
    FLOAT64(DataType.FLOAT64),
    FLOAT32(DataType.FLOAT32);

    private final DataType type;

    Dtype(DataType type) {
      this.type = type;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "the protocol (default: lists them)")
  private String name;

  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private ModelOptions modelOptions = new ModelOptions(ModelOptions.PUBLISHED);
  @Mixin private DataOptions dataOptions = new DataOptions();
  @Mixin private MethodOptions methodOptions = new MethodOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "N pictures, evenly spaced (default: all)")
  private Optional<Integer> limit = Optional.empty();

  @Option(
      names = "--dtype",
      paramLabel = "T",
      description =
          "${COMPLETION-CANDIDATES}, which takes half the time (default: ${DEFAULT-VALUE})")
  private Dtype dtype = Dtype.FLOAT64;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "also reproduce.csv, reproduce.tex, numbers of every picture, and a page")
  private Path out;

  @Option(names = "--overwrite", description = "replace what an earlier run left in the folder")
  private boolean overwrite;

  @Override
  public Integer call() {
    PrintWriter print = spec.commandLine().getOut();
    if (name == null) {
      ReproductionSummary.list().forEach(print::println);
      return 0;
    }
    Protocol protocol = Protocols.named(name);
    limit.ifPresent(n -> Ranges.require("--limit", n, 1, Integer.MAX_VALUE));
    Selection selection = selection(protocol);
    List<Explainer> methods = methods(protocol);
    Dataset data = selection.data();
    data.remarks().forEach(spec.commandLine().getErr()::println);
    if (out != null) {
      RunFolder.requireNew(out, overwrite);
    }
    ModelSource source = source(protocol);
    source.requireClasses("reproduce");
    try (Vit model = modelOptions.open(source, common, dtype.type, spec.commandLine().getErr());
        Bar bar = new Bar("reproduce", common.quiet())) {
      if (protocol.task().readsLabels()) {
        requireLabels(protocol, data, model.config().labels());
      }
      Preprocessor pixels = Reproduction.preprocessor(protocol, model, source.preprocessor());
      Reproduction run = new Reproduction(protocol, model, pixels, data, methods);
      Comparison comparison =
          new Comparison(
              protocol,
              Comparison.Match.of(protocol.model(), source.name(), model.config()),
              selection.available(),
              limit.filter(n -> n < selection.available()).map(n -> "--limit " + n));
      Optional<ReproductionStore> store = begun(run, source);
      try {
        return run(run, comparison, store, bar);
      } finally {
        store.ifPresent(ReproductionStore::close);
      }
    }
  }

  private int run(
      Reproduction run, Comparison comparison, Optional<ReproductionStore> store, Bar bar) {
    Reproduction.Result result =
        run.run(
            bar,
            (own, measured) -> {
              List<ReproductionRow> sofar = comparison.rows(measured);
              store.ifPresent(files -> files.add(own, sofar));
              Interruption.announce(interrupted(sofar));
            });
    Interruption.over();
    bar.close();
    List<ReproductionRow> rows = comparison.rows(result.measured());
    PrintWriter print = spec.commandLine().getOut();
    ReproductionSummary.lines(rows).forEach(print::println);
    run.protocol().notes().forEach(note -> print.println("note: " + note));
    store.ifPresent(files -> print.println("Page: " + finish(files, run, rows, result)));
    result.failures().forEach(spec.commandLine().getErr()::println);
    return result.failures().isEmpty() ? 0 : Failures.SOME_INPUTS;
  }

  private String interrupted(List<ReproductionRow> sofar) {
    return out == null
        ? "Up to here:\n" + String.join("\n", ReproductionSummary.lines(sofar))
        : "The numbers of the pictures up to here are in " + out.resolve("reproduce.csv") + ".";
  }

  private List<Explainer> methods(Protocol protocol) {
    List<Explainer> named =
        methodOptions.ids().orElse(protocol.methods()).stream()
            .map(protocol::method)
            .map(Methods::named)
            .toList();
    Distinct.require("method", named.stream().map(Explainer::id).toList());
    return named;
  }

  private Selection selection(Protocol protocol) {
    dataOptions
        .named()
        .filter(Files::notExists)
        .ifPresent(
            path -> {
              throw missing("'" + path + "' is", protocol, "");
            });
    Dataset all = dataOptions.open().orElseThrow(() -> missing("the data are", protocol, ""));
    if (protocol.task().needsMasks() && !all.hasMasks()) {
      throw missing("masks are", protocol, "");
    }
    int most = limit.orElse(all.images().size());
    return Selection.of(all, most, "--limit " + most);
  }

  private void requireLabels(Protocol protocol, Dataset data, List<String> classes) {
    LabelCount labels = dataOptions.checkLabels(data, classes, spec.commandLine().getErr());
    if (protocol.task().needsLabels() && labels.mapped() == 0) {
      labels.requireSome(classes);
      throw missing("labels are", protocol, "");
    }
  }

  private static Refusal missing(String what, Protocol protocol, String found) {
    return Refusal.environment(
        String.format(
            Locale.ROOT,
            "%s%s not there, which %s needs:%n%s",
            found,
            what,
            protocol.name(),
            String.join(System.lineSeparator(), ReproductionSummary.needs(protocol))));
  }

  /** At the protocol's size unless the user gives another. */
  private ModelSource source(Protocol protocol) {
    ModelSource source;
    try {
      source = modelOptions.sourceOr(protocol.model().id(), common, spec.commandLine().getErr());
    } catch (Refusal refusal) {
      if (refusal.kind() != Refusal.Kind.ENVIRONMENT) {
        throw refusal;
      }
      throw missing("The weights are", protocol, refusal.getMessage() + " ");
    }
    ModelSettings settings = modelOptions.settings();
    if (!(source instanceof ModelDirectory folder) || settings.imageSize().isPresent()) {
      return source;
    }
    int edge = protocol.inputs().size();
    VitConfig config = folder.config();
    if (config.imageWidth() == edge && config.imageHeight() == edge) {
      return source;
    }
    spec.commandLine()
        .getErr()
        .printf(
            Locale.ROOT,
            "note: the model reads %d x %d pixels and %s shows it %d x %d: its positions are"
                + " resampled. --image-size %dx%d keeps them.%n",
            config.imageWidth(),
            config.imageHeight(),
            protocol.name(),
            edge,
            edge,
            config.imageHeight(),
            config.imageWidth());
    return source.with(
        new ModelSettings(
            Optional.of(new ModelSize.Exact(edge, edge)),
            settings.classes(),
            settings.preprocessor()));
  }

  private Optional<ReproductionStore> begun(Reproduction run, ModelSource source) {
    if (out == null) {
      return Optional.empty();
    }
    Environment environment = Machine.environment(common.threads());
    Map<String, String> config = new TreeMap<>(ModelGuard.of(source, environment));
    String images = Sha256.of(run.data().images());
    config.put("protocol", run.protocol().name());
    config.put(
        "methods", run.methods().stream().map(Explainer::id).collect(Collectors.joining(" ")));
    config.put("dtype", dtype.toString());
    config.put("device", modelOptions.device(common).getDeviceType());
    config.put("images_sha256", images);
    DatasetReference data = run.data().reference();
    config.put("layout", data.data().layout());
    config.put("mask_class", data.choice().toString());
    if (data.map().isGiven()) {
      config.put("label_map_sha256", data.map().sha256());
    }
    config.put(
        "input_size", run.model().inputSize().width() + "x" + run.model().inputSize().height());
    Map<String, String> notes = new TreeMap<>();
    notes.put("data", data.data().toString());
    if (!run.protocol().notes().isEmpty()) {
      notes.put("protocol_notes", String.join("; ", run.protocol().notes()) + ".");
    }
    Section section =
        Section.starting(CommandText.of("reproduce"), "", config, environment, Evaluation.now())
            .withInputs(source.name(), config.get("model_sha256"), images, Map.of())
            .withNotes(notes)
            .reached(new Counts(run.data().images().size(), 0, 0, 0), Map.of());
    return Optional.of(ReproductionStore.begin(new RunFolder(out), section, run.methods()));
  }

  /** The tables for a paper, and the page. */
  private static Path finish(
      ReproductionStore files,
      Reproduction run,
      List<ReproductionRow> rows,
      Reproduction.Result result) {
    AtomicFile.write(
        files.folder().root().resolve("reproduce.tex"),
        ReproductionTable.of(rows).stream()
            .map(table -> Latex.of(table.table()))
            .collect(Collectors.joining("\n")));
    int planned = run.data().images().size();
    int failed = result.failures().size();
    files.finish(rows, new Counts(planned, planned - failed, failed, 0), Evaluation.now());
    return ReportWriter.write(files.folder());
  }
}
