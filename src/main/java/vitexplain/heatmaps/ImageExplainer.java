package vitexplain.heatmaps;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import vitexplain.base.Refusal;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.image.ImageFiles;
import vitexplain.image.codec.Pixels;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.vit.Logits;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * Explains single images: the way into this library for a program of one's own.
 *
 * <pre>{@code
 * try (ImageExplainer explainer = ImageExplainer.open("google/vit-base-patch16-224")) {
 *   ImageExplanation dog = explainer.explain(Path.of("dog.jpg"), "legrad");
 *   ImageIO.write(dog.overlay(), "png", new File("dog_legrad.png"));
 * }
 * }</pre>
 *
 * <p>Several threads may use one explainer at the same time. Close it after the last call.
 */
public final class ImageExplainer implements AutoCloseable {
  private static final String STREAM = "stream";

  private final Vit model;
  private final Preprocessor preprocessor;

  private ImageExplainer(Vit model, Preprocessor preprocessor) {
    this.model = model;
    this.preprocessor = preprocessor;
  }

  /**
   * Loads a model for the CPU, in float32.
   *
   * @param model a directory in Hugging Face layout, or {@code OWNER/NAME} or {@code
   *     OWNER/NAME@REVISION} of the hub, which is in the local cache or is downloaded into it
   * @throws Refusal if there is no such model or it cannot be read
   */
  public static ImageExplainer open(String model) {
    return open(ModelSource.named(model, Path.of("data")), Device.cpu());
  }

  /** Loads a model for a device, in float32. Throws as {@link #open(String)}. */
  public static ImageExplainer open(ModelSource source, Device device) {
    Preprocessor preprocessor = source.preprocessor();
    return new ImageExplainer(source.open(device, DataType.FLOAT32, 0), preprocessor);
  }

  /**
   * Explains the class that the model predicts.
   *
   * @param image a JPEG or PNG file
   * @param method its id, such as {@code legrad} or {@code rollout:fuse=max}; {@link Methods} has
   *     all names
   * @throws Refusal if the file cannot be decoded, or no method has this id
   */
  public ImageExplanation explain(Path image, String method) {
    Explainer explainer = Methods.named(method);
    return explain(
        ImageFiles.read(image, model.config().channels()), explainer, Targets.predicted());
  }

  /** The same for the content of a file, which is read to its end; the stream stays open. */
  public ImageExplanation explain(InputStream image, String method) {
    Explainer explainer = Methods.named(method);
    return explain(
        ImageFiles.read(image, STREAM, model.config().channels()), explainer, Targets.predicted());
  }

  /** The same for an image in memory, read as {@link ImageFiles#of} says. */
  public ImageExplanation explain(BufferedImage image, String method) {
    return explain(
        ImageFiles.of(image, model.config().channels()),
        Methods.named(method),
        Targets.predicted());
  }

  /**
   * Explains a class of choice by a method of choice, which need not be registered.
   *
   * @param image with the model's channels
   * @param method any implementation
   * @param target of one image
   * @throws Refusal if the model cannot honour the method's options, its logits are not finite, or
   *     the class is the contrast too
   */
  public ImageExplanation explain(Pixels image, Explainer method, Targets target) {
    method.requireSuits(model.config());
    try (NDManager scope = model.newScope();
        Trace trace =
            model.trace(
                model.pixels(scope, preprocessor.apply("image", image, model.inputSize())),
                target,
                method.needs())) {
      float[] logits = Logits.finite(trace.logits()[0], "the image");
      int explained = trace.targets()[0];
      return new ImageExplanation(
          method.id(),
          explained,
          model.config().labels().get(explained),
          target.contrast().stream().mapToObj(model.config().labels()::get).findFirst(),
          logits,
          method.explain(trace).heatmap(0),
          Overlays.of(image, preprocessor));
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
