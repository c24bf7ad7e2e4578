package vitexplain.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vitexplain.base.AtomicFile;
import vitexplain.base.Refusal;
import vitexplain.cli.option.Home;
import vitexplain.cli.print.Bar;
import vitexplain.cli.print.DownloadBar;
import vitexplain.cli.print.MaskSheet;
import vitexplain.cli.print.SurveySummary;
import vitexplain.dataset.CountsRow;
import vitexplain.dataset.Dataset;
import vitexplain.dataset.LabelCount;
import vitexplain.dataset.LabelMap;
import vitexplain.dataset.Survey;
import vitexplain.dataset.layout.DataReference;
import vitexplain.dataset.layout.Layouts;
import vitexplain.image.ImageFiles;
import vitexplain.image.mask.MaskClass;
import vitexplain.run.table.Table;
import vitexplain.vit.ModelSettings;
import vitexplain.vit.ModelSource;

/** A dry run over a data set: everything is opened, nothing is computed by a network. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = {
      "What a data set holds and what of it is missing or broken; without LAYOUT:PATH, the layouts that are read.",
      "Every picture and mask is opened once. Exit code 1 if one is missing or broken."
    },
    footer = {
      "",
      "Examples:",
      "  ./run-bench.sh data",
      "  ./run-bench.sh data voc:VOCdevkit/VOC2012#val --sheet voc.png",
      "  ./run-bench.sh data coco:coco#val2017 --mask-class person --counts persons.csv",
      "  ./run-bench.sh data imagenet-s:ImageNetS919 --model my-vit/ --label-map wordnet.csv"
    })
final class DataCommand implements Callable<Integer> {
  /** Pictures on the contact sheet. */
  private static final int SHOWN = 10;

  private static final double PER_CENT = 100;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "LAYOUT:PATH[#SPLIT]",
      description = "the data set, as --data of the other commands takes it")
  private String data;

  @Option(
      names = "--mask-class",
      paramLabel = "C",
      description =
          "the object of a mask: any, label, an id or a name of the data set's own (default: label where it has ids and labels)")
  private String maskClass;

  @Option(
      names = "--model",
      paramLabel = "M",
      description = "say how many labels are its classes; its weights are not read")
  private String model;

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description = "of CLIP and SigLIP as --model: texts' embeddings, see docs/models.md")
  private String classes;

  @Option(
      names = "--label-map",
      paramLabel = "FILE",
      description =
          "columns label and class: what labels are in the model, as for the other commands")
  private Path labelMap;

  @Option(
      names = "--counts",
      paramLabel = "FILE",
      description =
          "CSV to write: image, label, mask_class, foreground_pixels, ignored_pixels, pixels")
  private Path counts;

  @Option(
      names = "--sheet",
      paramLabel = "FILE.png",
      description = "contact sheet to write: ten pictures with mask and label")
  private Path sheet;

  @Option(names = "--overwrite", description = "replace these files if they are there")
  private boolean overwrite;

  @Option(names = "--quiet", description = "no progress, results only")
  private boolean quiet;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (data == null) {
      list(out);
      return 0;
    }
    requireFree("--counts", counts);
    requireFree("--sheet", sheet);
    Dataset opened =
        Dataset.open(DataReference.parse(data), Optional.ofNullable(maskClass), labelMap());
    List<String> known = modelClasses();
    MaskClass choice = opened.reference().choice();
    if (choice.equals(MaskClass.LABEL) && opened.layout().labelsNameClasses() && known.isEmpty()) {
      throw Refusal.request(
          "--mask-class label needs --model too: the masks' ids are indices of its classes.");
    }
    Survey survey = survey(opened, known);
    out.println(opened.reference().data());
    SurveySummary.print(survey, choice, !known.isEmpty(), out);
    opened.remarks().forEach(remark -> out.println("note: " + remark));
    boolean mapped = known.isEmpty() || mapped(opened.labelled(known), out);
    survey.broken().forEach(each -> spec.commandLine().getErr().println("failed: " + each));
    return survey.broken().isEmpty() && mapped ? 0 : Failures.SOME_INPUTS;
  }

  private static void list(PrintWriter out) {
    for (Layouts.Entry layout : Layouts.all()) {
      out.printf(Locale.ROOT, "%-22s%s%n", layout.name(), layout.path());
      if (!layout.split().isEmpty()) {
        out.printf(Locale.ROOT, "%-22s#SPLIT: %s%n", "", layout.split());
      }
    }
  }

  private void requireFree(String option, Path file) {
    if (file == null) {
      return;
    }
    if (Files.isDirectory(file)) {
      throw Refusal.request("'" + file + "' is a folder. Give a file to " + option + ".");
    }
    if (Files.exists(file) && !overwrite && !isReplaceable(file)) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "'%s' is there already. Give --overwrite to replace it, or another %s.",
              file,
              option));
    }
  }

  /** Nothing is lost of an empty file, or of what an earlier look at a data set counted. */
  private static boolean isReplaceable(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] header = new Table<>(file, CountsRow.SCHEMA).header();
      byte[] first = in.readNBytes(header.length);
      return first.length == 0 || Arrays.equals(first, header);
    } catch (IOException unreadable) {
      return false;
    }
  }

  private LabelMap labelMap() {
    if (labelMap == null) {
      return LabelMap.NONE;
    }
    return labelMap.toString().equals("none") ? LabelMap.UNLABELLED : LabelMap.read(labelMap);
  }

  private List<String> modelClasses() {
    if (model == null) {
      if (classes != null || labelMap != null) {
        throw Refusal.request("--classes and --label-map need --model too.");
      }
      return List.of();
    }
    ModelSettings settings =
        new ModelSettings.Text(Optional.empty(), Optional.ofNullable(classes), Optional.empty())
            .settings();
    ModelSource source =
        ModelSource.named(model, Home.data(), new DownloadBar(quiet, spec.commandLine().getErr()))
            .with(settings);
    source.requireClasses("data");
    return source.classNames();
  }

  private Survey survey(Dataset opened, List<String> known) {
    MaskSheet shown = new MaskSheet();
    Set<String> chosen = sheet == null ? Set.of() : new HashSet<>(opened.subset(SHOWN).images());
    Survey.Listener drawing =
        (row, picture, mask) -> {
          if (chosen.contains(row.image())) {
            shown.add(picture, mask, row.image(), words(row));
          }
        };
    Survey survey = counted(opened, known, drawing);
    if (shown.size() > 0) {
      ImageFiles.writePng(sheet, shown.drawn());
    } else if (sheet != null) {
      spec.commandLine().getErr().println("note: no picture could be drawn: no " + sheet);
    }
    return survey;
  }

  private Survey counted(Dataset opened, List<String> known, Survey.Listener listener) {
    try (Bar bar = new Bar("data", quiet)) {
      if (counts == null) {
        return Survey.of(opened, known, listener, bar);
      }
      Table<CountsRow> table = new Table<>(counts, CountsRow.SCHEMA);
      Survey[] survey = new Survey[1];
      AtomicFile.writeAll(
          counts,
          out -> {
            out.write(table.headerLine());
            survey[0] =
                Survey.of(
                    opened,
                    known,
                    (row, picture, mask) -> {
                      write(out, table.lines(List.of(row)));
                      listener.image(row, picture, mask);
                    },
                    bar);
          });
      return survey[0];
    }
  }

  private static void write(Writer out, String text) {
    try {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String words(CountsRow row) {
    String share =
        row.foreground().isPresent()
            ? String.format(
                Locale.ROOT, "%.1f %%", PER_CENT * row.foreground().getAsInt() / row.pixels())
            : "no mask";
    return row.label().isEmpty() ? share : row.label() + ", " + share;
  }

  /** Whether some label is a class of the model, or there are no labels. */
  private static boolean mapped(LabelCount count, PrintWriter out) {
    count.warning().ifPresent(warning -> out.println("note: " + warning));
    return !count.isNone();
  }
}
