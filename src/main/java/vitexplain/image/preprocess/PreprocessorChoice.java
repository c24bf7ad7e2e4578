package vitexplain.image.preprocess;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import vitexplain.base.NearestName;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;

/** What a user says of how pixels are made, in place of the model's own file. */
public sealed interface PreprocessorChoice {

  /** A family's usual values. */
  record Usual(UsualPreprocessor values) implements PreprocessorChoice {}

  /** A file in one of the layouts that {@link Preprocessor#read(Path, int, String)} reads. */
  record Own(Path file) implements PreprocessorChoice {}

  /**
   * Reads {@code --preprocessor}.
   *
   * @param text a name of {@link UsualPreprocessor}, or a path
   * @throws Refusal if it is no name and no file
   */
  static PreprocessorChoice named(String text) {
    Optional<PreprocessorChoice> usual = UsualPreprocessor.named(text).map(Usual::new);
    return usual
        .or(() -> file(text).map(Own::new))
        .orElseThrow(
            () ->
                Refusal.request(
                    "--preprocessor '"
                        + text
                        + "' is no file and no family's name. "
                        + NearestName.hint(text, UsualPreprocessor.ids())));
  }

  private static Optional<Path> file(String text) {
    try {
      return Optional.of(Path.of(text)).filter(Files::isRegularFile);
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }

  /**
   * The preprocessor itself.
   *
   * @param modelType the model's {@code model_type}
   * @param channels that it reads, 1 or 3
   * @param width columns that it reads
   * @param height rows that it reads
   * @throws Refusal if the file cannot be read, or the values are not for so many channels
   */
  default Preprocessor read(String modelType, int channels, int width, int height) {
    return this instanceof Own own
        ? Preprocessor.read(own.file, channels, modelType)
        : ((Usual) this).values.of(width, height, channels);
  }

  /** As the option was written. */
  default String text() {
    return this instanceof Own own ? own.file.toString() : ((Usual) this).values.id();
  }

  /** The file's SHA-256 in hex; of usual values, their name. */
  default String sha256() {
    return this instanceof Own own
        ? Sha256.of(own.file)
        : String.format(Locale.ROOT, "usual values of %s", text());
  }
}
