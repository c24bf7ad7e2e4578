package vitexplain.heatmaps;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import vitexplain.base.Memory;
import vitexplain.base.Progress;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;
import vitexplain.dataset.UniformMasks;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Grids;
import vitexplain.explain.map.Heatmap;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.image.resize.Upsample;
import vitexplain.metric.localisation.StudentMetrics;
import vitexplain.run.RunFolder;
import vitexplain.vit.Logits;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.HostMatrix;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/**
 * Heatmaps of a data set into {@code OUT/METHOD/NAME_METHOD.png}, scored where there is a mask; of
 * several methods a contact sheet too, {@code OUT/contact/NAME.png}.
 *
 * @param model explained
 * @param preprocessor its own
 * @param data images and, perhaps, masks
 * @param methods one folder each
 * @param classes which class of every image is explained
 * @param out made if need be
 * @param saveRaw whether to write the raw grid maps too
 * @param onGrid whether to score on the patch grid instead of the mask's resolution
 */
public record ExplainRun(
    Vit model,
    Preprocessor preprocessor,
    Dataset data,
    List<Explainer> methods,
    ClassChoice classes,
    Path out,
    boolean saveRaw,
    boolean onGrid) {

  /** Folder of the contact sheets; no method's is called so. */
  private static final String CONTACT = "contact";

  /**
   * What became of it.
   *
   * @param folder where the heatmaps are
   * @param written heatmaps
   * @param contact where the contact sheets are; empty where there are none: of one method, or
   *     without a font
   * @param explained by image, the class and what it is told from; empty where it is what the model
   *     predicts
   * @param scores by method and image; images without a mask have none
   * @param uniformMasks among the masks that were scored against
   * @param onGrid whether the scores are another project's, on the patch grid
   * @param failures one sentence each
   */
  public record Result(
      Path folder,
      int written,
      Optional<Path> contact,
      Map<String, String> explained,
      Map<String, Map<String, ExplainScores>> scores,
      UniformMasks uniformMasks,
      boolean onGrid,
      List<String> failures) {}

  /**
   * Explains every image; one that fails is listed and the rest goes on.
   *
   * @throws vitexplain.base.Refusal if a method has options that the model cannot honour
   */
  public Result run(Progress progress) {
    data.requireDistinctStems();
    methods.forEach(method -> method.requireSuits(model.config()));
    Map<String, Map<String, ExplainScores>> scores = new LinkedHashMap<>();
    methods.forEach(method -> scores.put(method.id(), new LinkedHashMap<>()));
    Map<String, Double> foreground = new LinkedHashMap<>();
    Map<String, String> explained = new LinkedHashMap<>();
    List<String> failures = new ArrayList<>();
    Optional<Path> contact =
        methods.size() > 1 && ContactSheet.hasFonts()
            ? Optional.of(out.resolve(CONTACT))
            : Optional.empty();
    int written = 0;
    progress.begin(data.images().size(), 0);
    for (String name : data.images()) {
      try {
        written +=
            Memory.bounded(
                "image '" + name + "'",
                () -> one(name, contact, scores, foreground, explained, failures));
      } catch (Refusal failure) {
        failure.unlessInput();
        failures.add(failure.getMessage());
      }
      progress.step(name);
    }
    return new Result(
        out, written, contact, explained, scores, UniformMasks.of(foreground), onGrid, failures);
  }

  private int one(
      String name,
      Optional<Path> contact,
      Map<String, Map<String, ExplainScores>> scores,
      Map<String, Double> foreground,
      Map<String, String> explained,
      List<String> failures) {
    Pixels image = data.image(name, model.config().channels());
    Optional<Mask> mask = mask(name, image, failures);
    try (NDManager scope = model.newScope();
        Trace trace = trace(scope, name, image)) {
      Logits.finite(trace.logits()[0], "image '" + name + "'");
      if (classes.isGiven()) {
        explained.put(name, classes.words(trace.targets()[0], model.config().labels()));
      }
      mask.ifPresent(m -> foreground.put(name, m.foregroundShare()));
      Overlays overlays = Overlays.of(image, preprocessor);
      ContactSheet sheet = ContactSheet.of(image, preprocessor, title(name, trace));
      for (Explainer method : methods) {
        Heatmap map = method.explain(trace).heatmap(0);
        write(name, method.id(), overlays, map);
        Optional<ExplainScores> score = mask.map(m -> score(map, image, m));
        score.ifPresent(s -> scores.get(method.id()).put(name, s));
        sheet.add(method.id(), map, score.map(ExplainScores::iouLine).orElse(""));
      }
      contact.ifPresent(folder -> ImageFiles.writePng(folder.resolve(ending(name)), sheet.draw()));
    }
    return methods.size();
  }

  private String title(String name, Trace trace) {
    List<String> labels = model.config().labels();
    return labels.isEmpty() ? name : name + ": " + classes.words(trace.targets()[0], labels);
  }

  private String ending(String name) {
    return Dataset.stem(name) + classes.suffix(model.config().labels()) + ".png";
  }

  private Trace trace(NDManager scope, String name, Pixels image) {
    NDArray pixels = model.pixels(scope, preprocessor.apply(name, image, model.inputSize()));
    try {
      return model.trace(pixels, classes.targets(name, label(name, pixels)), needs());
    } catch (Refusal refusal) {
      throw refusal.about("image '" + name + "'");
    }
  }

  /** Of several classes that are right, the one that the model finds likeliest. */
  private OptionalInt label(String name, NDArray pixels) {
    List<Integer> right = data.classes(name, model.config().labels());
    return right.size() < 2 || !classes.ofLabel()
        ? right.stream().mapToInt(k -> k).findFirst()
        : Logits.highest(HostMatrix.floats(model.logits(pixels))[0], right);
  }

  /** A mask that cannot be used costs the scores, not the heatmap. */
  private Optional<Mask> mask(String name, Pixels image, List<String> failures) {
    try {
      Optional<Mask> mask = data.maskIfAny(name, image, data.label(name, model.config().labels()));
      if (onGrid) {
        mask.ifPresent(m -> m.requireResizable(name));
      }
      return mask;
    } catch (Refusal failure) {
      failure.unlessInput();
      failures.add(failure.getMessage());
      return Optional.empty();
    }
  }

  private Set<Signal> needs() {
    Set<Signal> needs = new LinkedHashSet<>();
    methods.forEach(method -> needs.addAll(method.needs()));
    return needs;
  }

  private void write(String name, String method, Overlays overlays, Heatmap map) {
    Path folder = out.resolve(RunFolder.folderName(method));
    String stem = Dataset.stem(name);
    String ending = classes.suffix(model.config().labels());
    ImageFiles.writePng(
        folder.resolve(stem + "_" + suffix(method) + ending + ".png"), overlays.over(map));
    if (saveRaw) {
      Npy.write(folder.resolve("raw").resolve(stem + ending + ".npy"), map.raw());
    }
  }

  /** Methods of one group end alike, as {@code _gmar}: their folders tell them apart. */
  private static String suffix(String method) {
    Methods.Entry entry = Methods.entry(method);
    return RunFolder.folderName(entry.name().equals(method) ? entry.group() : method);
  }

  private ExplainScores score(Heatmap map, Pixels image, Mask mask) {
    if (onGrid) {
      return ExplainScores.of(
          StudentMetrics.of(
              Grids.flat(map.scaled()), mask.resized(map.columns(), map.rows()).foreground()));
    }
    float[] full =
        Upsample.flat(
            map.scaled(),
            preprocessor.region(image.width(), image.height()),
            mask.width(),
            mask.height());
    return ExplainScores.of(mask.counted(full), mask.countedForeground());
  }
}
