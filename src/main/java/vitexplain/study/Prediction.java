package vitexplain.study;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import vitexplain.base.AtomicFile;
import vitexplain.base.Refusal;
import vitexplain.image.Preprocessor;
import vitexplain.vit.Rows;
import vitexplain.vit.Vit;

/**
 * Classes of images, best first, as CSV: image, rank, class_index, label, logit, probability.
 *
 * @param model asked
 * @param preprocessor its own
 */
public record Prediction(Vit model, Preprocessor preprocessor) {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader("image", "rank", "class_index", "label", "logit", "probability")
          .setRecordSeparator('\n')
          .get();

  /**
   * What became of it.
   *
   * @param done images written
   * @param failures one sentence each
   */
  public record Result(int done, List<String> failures) {}

  /**
   * Predicts every image; one that fails is listed and the rest goes on.
   *
   * @param top classes per image at most
   * @param out written in one move at the end
   */
  public Result run(Dataset data, int top, Path out, Progress progress) {
    List<String> failures = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    progress.begin(data.images().size(), 0);
    try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
      for (String name : data.images()) {
        try {
          print(csv, name, logits(data, name), top);
        } catch (Refusal failure) {
          failure.unlessInput();
          failures.add(failure.getMessage());
        }
        progress.step(name);
      }
    } catch (IOException impossible) {
      throw new IllegalStateException("text in memory cannot fail", impossible);
    }
    AtomicFile.write(out, text.toString());
    return new Result(data.images().size() - failures.size(), failures);
  }

  private float[] logits(Dataset data, String name) {
    float[] input =
        preprocessor.apply(name, data.image(name, model.config().channels()), model.inputSize());
    try (NDManager scope = model.newScope()) {
      return Logits.finite(
          Rows.floats(model.logits(model.pixels(scope, input)))[0], "image '" + name + "'");
    }
  }

  private void print(CSVPrinter csv, String name, float[] logits, int top) throws IOException {
    Integer[] order = IntStream.range(0, logits.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparing(k -> -logits[k]));
    for (int rank = 0; rank < Math.min(top, order.length); rank++) {
      int k = order[rank];
      csv.printRecord(
          name,
          rank + 1,
          k,
          model.config().labels().get(k),
          logits[k],
          Softmax.probability(logits, k));
    }
  }
}
