package vitexplain.vit;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vitexplain.base.Refusal;
import vitexplain.image.preprocess.ModelSize;
import vitexplain.image.preprocess.PreprocessorChoice;

/**
 * What a user says about a model that is read from files, beside what they say.
 *
 * @param imageSize of the pictures that it reads, its positions being resampled; empty for its own
 * @param classes a safetensors file with texts' embeddings; empty for the model's own classes
 * @param preprocessor how pixels are made; empty for the model's own file
 */
public record ModelSettings(
    Optional<ModelSize.Exact> imageSize,
    Optional<Path> classes,
    Optional<PreprocessorChoice> preprocessor) {

  /** Nothing said. */
  public static final ModelSettings NONE =
      new ModelSettings(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * The same as text, as options of the command line have it.
   *
   * @param imageSize N or HEIGHTxWIDTH in pixels
   * @param classes a file
   * @param preprocessor a name of usual values, or a file
   */
  public record Text(
      Optional<String> imageSize, Optional<String> classes, Optional<String> preprocessor) {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})(?:x(\\d{1,5}))?");
    private static final String PROPERTY = "vitexplain.";

    /** Nothing said. */
    public static final Text NONE = new Text(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * What the text means.
     *
     * @throws Refusal if a part of it means nothing
     */
    public ModelSettings settings() {
      return new ModelSettings(
          imageSize.map(Text::size),
          classes.map(Path::of),
          preprocessor.map(PreprocessorChoice::named));
    }

    private static ModelSize.Exact size(String text) {
      Matcher edges = SIZE.matcher(text);
      if (!edges.matches()) {
        throw Refusal.request(
            "--image-size is '" + text + "'; expected pixels as N or HEIGHTxWIDTH, such as 336");
      }
      int height = Integer.parseInt(edges.group(1));
      int width = edges.group(2) == null ? height : Integer.parseInt(edges.group(2));
      return new ModelSize.Exact(width, height);
    }

    /** What is said, by the option's name without its dashes. */
    public Map<String, String> byOption() {
      Map<String, String> said = new LinkedHashMap<>();
      imageSize.ifPresent(text -> said.put("image-size", text));
      classes.ifPresent(text -> said.put("classes", text));
      preprocessor.ifPresent(text -> said.put("preprocessor", text));
      return said;
    }

    /** As system properties of a process of its own, which {@link #ofProperties} reads. */
    public Map<String, String> properties() {
      Map<String, String> properties = new LinkedHashMap<>();
      byOption().forEach((option, text) -> properties.put(PROPERTY + option, text));
      return properties;
    }

    /** What this process was started with. */
    public static Text ofProperties() {
      return new Text(property("image-size"), property("classes"), property("preprocessor"));
    }

    private static Optional<String> property(String option) {
      return Optional.ofNullable(System.getProperty(PROPERTY + option));
    }
  }
}
