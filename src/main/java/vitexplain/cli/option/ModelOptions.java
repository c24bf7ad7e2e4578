package vitexplain.cli.option;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vitexplain.cli.print.DownloadBar;
import vitexplain.vit.Devices;
import vitexplain.vit.EmbeddedModel;
import vitexplain.vit.ModelReference;
import vitexplain.vit.ModelSettings;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;

/** Which model, and where it computes. */
public final class ModelOptions {

  /** Stands for the model that published numbers are of. */
  public static final String PUBLISHED = "the published one";

  @Option(
      names = "--model",
      paramLabel = "M",
      description =
          "demo or demo-drop (embedded), a directory in Hugging Face layout, OWNER/NAME@REVISION of the hub such"
              + " as google/vit-base-patch16-224 (@REVISION may be left out), or a shape with random weights such as"
              + " shape:vit-base-16-224 (default: ${DEFAULT-VALUE})")
  private String model;

  @Mixin private ModelTextOptions text = new ModelTextOptions();

  @Option(
      names = "--device",
      paramLabel = "D",
      description = "cpu, cuda, cuda:N or auto (default: ${DEFAULT-VALUE})")
  private String device = "cpu";

  /** {@link #PUBLISHED} where nothing is given, else {@code demo}. */
  public ModelOptions(String usual) {
    this.model = usual;
  }

  public ModelOptions() {
    this("demo");
  }

  /** Finds it, downloads it if need be; how that goes stands on {@code err}. */
  public ModelSource source(CommonOptions common, PrintWriter err) {
    return source(model, common, err);
  }

  /** The same where {@link #PUBLISHED} stands for a model of this name. */
  public ModelSource sourceOr(String published, CommonOptions common, PrintWriter err) {
    return source(model.equals(PUBLISHED) ? published : model, common, err);
  }

  private ModelSource source(String of, CommonOptions common, PrintWriter err) {
    return ModelSource.named(of, Home.data(), new DownloadBar(common.quiet(), err))
        .with(settings());
  }

  /** How it is to be read. */
  public ModelSettings settings() {
    return text.text().settings();
  }

  /**
   * Whether the embedded scenes can be shown to it: the embedded models have their classes, by
   * their names or folders; random weights have none, and are evaluated on them to see the level of
   * chance.
   */
  public boolean knowsTheScenes() {
    return EmbeddedModel.named(model).isPresent()
        || model.startsWith("shape:")
        || Arrays.stream(EmbeddedModel.values()).anyMatch(this::isFolderOf);
  }

  private boolean isFolderOf(EmbeddedModel embedded) {
    try {
      return Files.isSameFile(Path.of(model), embedded.in(Home.data()));
    } catch (IOException | InvalidPathException noSuchFolder) {
      return false;
    }
  }

  /** The model as another process finds it. Reads all of its files. */
  public ModelReference reference(ModelSource source) {
    return ModelReference.of(source, text.text());
  }

  /** Where it computes; sets the threads, as the engine may start with the question. */
  public Device device(CommonOptions common) {
    common.applyThreads();
    return Devices.resolve(device);
  }

  /** Loads it in float32; says on {@code err} what is loaded where. */
  public Vit open(ModelSource source, CommonOptions common, PrintWriter err) {
    return open(source, common, DataType.FLOAT32, err);
  }

  /** The same in float32 or float64. */
  public Vit open(ModelSource source, CommonOptions common, DataType dtype, PrintWriter err) {
    Device resolved = device(common);
    if (!common.quiet()) {
      err.printf(Locale.ROOT, "Model %s on %s%n", source.name(), Devices.name(resolved));
    }
    source.remarks().forEach(remark -> err.println("note: " + remark));
    source.preprocessor(); // what is wrong with it is said before gigabytes are read
    return source.open(resolved, dtype, common.seed());
  }
}
