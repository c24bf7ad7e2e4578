package vitexplain.vit;

import java.nio.file.Path;
import java.util.Optional;
import vitexplain.image.preprocess.ModelSize;

/**
 * What a user says about a model that is read from files, beside what they say.
 *
 * @param imageSize of the pictures that it reads, its positions being resampled; empty for its own
 * @param classes a safetensors file with texts' embeddings; empty for the model's own classes
 */
public record ModelSettings(Optional<ModelSize.Exact> imageSize, Optional<Path> classes) {

  /** Nothing said. */
  public static final ModelSettings NONE = new ModelSettings(Optional.empty(), Optional.empty());
}
