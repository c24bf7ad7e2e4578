package vitexplain.study.across;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import vitexplain.base.Progress;
import vitexplain.run.RunFolder;
import vitexplain.run.row.BackgroundRow;
import vitexplain.run.row.ModelUseRow;
import vitexplain.run.row.SampleRow;
import vitexplain.statistics.Bootstrap;
import vitexplain.statistics.Estimate;
import vitexplain.statistics.ValueRange;

/**
 * Whether a model reads its answer from the object: writes {@code backgrounds.csv} and {@code
 * model_use.csv}.
 *
 * @param scores asks the model about one scene
 * @param seed draws whose background an image gets, and the bootstrap
 */
record BackgroundStudy(BackgroundScores scores, long seed) {

  /**
   * Measures and writes.
   *
   * @param scenes all usable, in the order of the data set
   * @return what was done in a sentence
   */
  String write(RunFolder folder, List<Scene> scenes, Progress progress) {
    List<BackgroundRow> rows = new ArrayList<>();
    String note;
    if (scenes.size() < 2) {
      note =
          "Not measured: two images with an object and a background are needed, found "
              + scenes.size()
              + ".";
    } else {
      Map<Scene, Scene> others = others(scenes, seed);
      Progress own = progress.next("backgrounds", scenes.size());
      others.forEach(
          (scene, other) -> {
            rows.addAll(scores.rows(scene, other));
            own.step(scene.name());
          });
      note = scenes.size() + " images, each with its object before one other image's background.";
    }
    folder.table(BackgroundRow.SCHEMA).write(rows);
    folder.table(ModelUseRow.SCHEMA).write(summary(rows, seed));
    return note;
  }

  /**
   * Whose background each gets: the next in a random order that is of another class, so that the
   * background does not speak for the right answer; the next of all where every class is the same.
   */
  static Map<Scene, Scene> others(List<Scene> scenes, long seed) {
    List<Scene> order = new ArrayList<>(scenes);
    Collections.shuffle(order, new Random(seed));
    Map<String, Scene> byName = new LinkedHashMap<>();
    int n = order.size();
    for (int i = 0; i < n; i++) {
      Scene scene = order.get(i);
      Optional<Scene> ofAnotherClass = Optional.empty();
      for (int step = 1; step < n && ofAnotherClass.isEmpty(); step++) {
        Scene next = order.get((i + step) % n);
        ofAnotherClass = Optional.of(next).filter(s -> s.target() != scene.target());
      }
      byName.put(scene.name(), ofAnotherClass.orElse(order.get((i + 1) % n)));
    }
    Map<Scene, Scene> others = new LinkedHashMap<>();
    scenes.forEach(scene -> others.put(scene, byName.get(scene.name())));
    return others;
  }

  /** Accuracy and mean probability of each thing shown. */
  static List<ModelUseRow> summary(List<BackgroundRow> rows, long seed) {
    Map<List<String>, List<BackgroundRow>> groups = new LinkedHashMap<>();
    for (BackgroundRow row : rows) {
      groups.computeIfAbsent(List.of(row.shown(), row.fill()), k -> new ArrayList<>()).add(row);
    }
    List<ModelUseRow> summary = new ArrayList<>();
    groups.forEach(
        (key, group) -> {
          Bootstrap bootstrap = Bootstrap.of(group.size(), Bootstrap.RESAMPLES, seed);
          summary.add(
              row(
                  key,
                  ModelUseRow.ACCURACY,
                  group,
                  bootstrap.mean(
                      values(group, r -> r.top() ? 1.0 : 0.0), ValueRange.either(0, 1))));
          summary.add(
              row(
                  key,
                  ModelUseRow.PROBABILITY,
                  group,
                  bootstrap.mean(values(group, BackgroundRow::probability), ValueRange.SHARE)));
        });
    return summary;
  }

  private static double[] values(List<BackgroundRow> rows, Function<BackgroundRow, Double> value) {
    return rows.stream().mapToDouble(value::apply).toArray();
  }

  private static ModelUseRow row(
      List<String> key, String measure, List<BackgroundRow> group, Estimate e) {
    int labelled = (int) group.stream().filter(row -> row.target().equals(SampleRow.LABEL)).count();
    return new ModelUseRow(
        key.get(0), key.get(1), measure, e.mean(), e.low(), e.high(), e.n(), labelled);
  }
}
