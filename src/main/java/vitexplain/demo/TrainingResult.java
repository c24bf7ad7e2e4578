package vitexplain.demo;

import java.nio.file.Path;

/**
 * What a training came to.
 *
 * @param directory where the model lies, in Hugging Face layout
 * @param parameters number of trained values
 * @param seconds time that the steps took
 * @param validationAccuracy share of unseen scenes named right, 0 to 1; these are neither training
 *     scenes nor the committed test scenes
 */
public record TrainingResult(
    Path directory, long parameters, double seconds, double validationAccuracy) {}
