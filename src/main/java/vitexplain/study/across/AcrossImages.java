package vitexplain.study.across;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import vitexplain.base.Progress;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.occlusion.SpreadBlur;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.run.RunFolder;
import vitexplain.run.row.ImageRow;
import vitexplain.study.occlusion.Fill;
import vitexplain.study.occlusion.Instance;
import vitexplain.study.occlusion.PixelOcclusion;
import vitexplain.study.occlusion.Unit;
import vitexplain.study.plan.StudyPlan;
import vitexplain.study.unit.ImageStudy;
import vitexplain.vit.Vit;
import vitexplain.vit.model.VitConfig;

/**
 * What is measured across images, once every image has been evaluated: mosaics of images that the
 * model is sure of, and images without their object or their background. Every image is needed, so
 * a part of a data set has none of it.
 *
 * @param model asked
 * @param preprocessor its own
 * @param plan how much is measured
 * @param study of single images: counts the model's runs
 */
public record AcrossImages(Vit model, Preprocessor preprocessor, StudyPlan plan, ImageStudy study) {

  /** Key of the note about images without their object or their background. */
  public static final String BACKGROUNDS = "backgrounds";

  /**
   * Measures and writes what the plan asks for.
   *
   * @param folder with the evaluated images
   * @param data all of them
   * @return by metric, or {@link #BACKGROUNDS}, a sentence on what was done or why it could not be
   */
  public Map<String, String> write(RunFolder folder, Dataset data, Progress progress) {
    Map<String, String> notes = new LinkedHashMap<>();
    List<ImageRow> images =
        folder.table(ImageRow.SCHEMA).read().stream()
            .filter(row -> row.predicted().isPresent())
            .toList();
    if (!plan.mosaicMetrics().isEmpty()) {
      notes.putAll(
          new MosaicStudy(plan, mosaics(data))
              .write(folder, images, model.config().classes(), progress));
    }
    if (plan.changesBackgrounds() && data.hasMasks()) {
      notes.put(
          BACKGROUNDS,
          new BackgroundStudy(backgrounds(data), plan.seed())
              .write(folder, scenes(data, images), progress));
    }
    return notes;
  }

  /**
   * The keys of the notes that {@link #write} returns.
   *
   * @param masks whether the data set has masks
   */
  public static List<String> planned(StudyPlan plan, boolean masks) {
    List<String> planned = new ArrayList<>();
    plan.mosaicMetrics().forEach(metric -> planned.add(metric.name()));
    if (plan.changesBackgrounds() && masks) {
      planned.add(BACKGROUNDS);
    }
    return planned;
  }

  MosaicScores mosaics(Dataset data) {
    return new MosaicScores(model, plan, study.passes(), inputs(data));
  }

  BackgroundScores backgrounds(Dataset data) {
    return new BackgroundScores(model, study.passes(), fills(), inputs(data));
  }

  private Function<String, float[]> inputs(Dataset data) {
    return name ->
        preprocessor.apply(name, data.image(name, model.config().channels()), model.inputSize());
  }

  private Map<String, BackgroundScores.Fill> fills() {
    VitConfig c = model.config();
    SpreadBlur blur = new SpreadBlur(c.channels(), c.imageHeight(), c.imageWidth());
    Map<String, BackgroundScores.Fill> fills = new LinkedHashMap<>();
    fills.put(Fill.BLUR.id(), (scene, input) -> blur.without(input, scene.removed()));
    fills.put(Fill.ROAD.id(), this::imputed);
    return fills;
  }

  private float[] imputed(Scene scene, float[] input) {
    Instance instance =
        new Instance(
            model, preprocessor, input, Unit.PIXEL, study.seed(scene.name()), study.passes());
    PixelOcclusion road = (PixelOcclusion) Fill.ROAD.removal(instance);
    return road.without().apply(scene.removed());
  }

  /** Of images evenly spaced; those whose mask has no object or no background are left out. */
  private List<Scene> scenes(Dataset data, List<ImageRow> images) {
    Set<String> chosen = Set.copyOf(data.subset(plan.across().backgrounds()).images());
    VitConfig c = model.config();
    List<Scene> scenes = new ArrayList<>();
    for (ImageRow row : images) {
      if (chosen.contains(row.image())) {
        scene(data, row)
            .filter(scene -> scene.isUsable(c.imageHeight() * c.imageWidth()))
            .ifPresent(scenes::add);
      }
    }
    return scenes;
  }

  /** Empty where the mask cannot be used, which is among the failures already. */
  private Optional<Scene> scene(Dataset data, ImageRow row) {
    VitConfig c = model.config();
    try {
      Pixels image = data.image(row.image(), c.channels());
      Optional<Mask> mask = data.mask(row.image(), image, row.label());
      return mask.map(
          m ->
              Scene.of(
                  row,
                  m,
                  preprocessor.region(image.width(), image.height()),
                  c.imageHeight(),
                  c.imageWidth()));
    } catch (Refusal failure) {
      failure.unlessInput();
      return Optional.empty();
    }
  }
}
