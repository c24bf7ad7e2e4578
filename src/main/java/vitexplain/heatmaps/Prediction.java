package vitexplain.heatmaps;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import vitexplain.base.Memory;
import vitexplain.base.Progress;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.run.PredictionStore;
import vitexplain.run.row.PredictionRow;
import vitexplain.vit.Logits;
import vitexplain.vit.Softmax;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.HostMatrix;

/**
 * Classes of images, best first, as CSV: image, rank, class_index, label, logit, probability.
 *
 * @param model asked
 * @param preprocessor its own
 */
public record Prediction(Vit model, Preprocessor preprocessor) {
  /**
   * What became of it.
   *
   * @param done images written
   * @param failures one sentence each
   */
  public record Result(int done, List<String> failures) {}

  /**
   * Predicts every image that is not done yet; one that fails is listed and the rest goes on. Rows
   * are stored image by image, so that memory is bounded and an interruption loses one image.
   *
   * @param top classes per image at most
   * @param store gets the rows
   */
  public Result run(Dataset data, int top, PredictionStore store, Progress progress) {
    List<String> failures = new ArrayList<>();
    Set<String> before = store.done();
    progress.begin(data.images().size(), before.size());
    for (String name : data.images()) {
      if (!before.contains(name)) {
        one(data, name, top, store, failures);
        progress.step(name);
      }
    }
    store.finish();
    return new Result(data.images().size() - failures.size(), failures);
  }

  private void one(
      Dataset data, String name, int top, PredictionStore store, List<String> failures) {
    try {
      float[] logits = Memory.bounded("image '" + name + "'", () -> logits(data, name));
      store.append(name, rows(name, logits, top));
    } catch (Refusal failure) {
      failure.unlessInput();
      failures.add(failure.getMessage());
    }
  }

  private float[] logits(Dataset data, String name) {
    float[] input =
        preprocessor.apply(name, data.image(name, model.config().channels()), model.inputSize());
    try (NDManager scope = model.newScope()) {
      return Logits.finite(
          HostMatrix.floats(model.logits(model.pixels(scope, input)))[0], "image '" + name + "'");
    }
  }

  private List<PredictionRow> rows(String name, float[] logits, int top) {
    Integer[] order = IntStream.range(0, logits.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparing(k -> -logits[k]));
    double[] probabilities = Softmax.probabilities(logits);
    List<PredictionRow> rows = new ArrayList<>();
    for (int rank = 0; rank < Math.min(top, order.length); rank++) {
      int k = order[rank];
      rows.add(
          new PredictionRow(
              name, rank + 1, k, model.config().labels().get(k), logits[k], probabilities[k]));
    }
    return rows;
  }
}
