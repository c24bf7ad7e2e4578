package vitexplain.vit;

import java.nio.file.Path;
import java.util.Optional;
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
   * How pixels are made, and nothing else.
   *
   * @param preprocessor as the option {@code --preprocessor} takes it; empty for the model's own
   * @throws Refusal if it is no name and no file
   */
  public static ModelSettings preprocessing(Optional<String> preprocessor) {
    return new ModelSettings(
        Optional.empty(), Optional.empty(), preprocessor.map(PreprocessorChoice::named));
  }
}
