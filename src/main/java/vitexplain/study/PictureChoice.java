package vitexplain.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vitexplain.metric.faithfulness.Faithfulness;
import vitexplain.run.Pictures;
import vitexplain.run.RunFolder;
import vitexplain.run.ShownImages;
import vitexplain.run.row.SampleRow;
import vitexplain.study.plan.StudyPlan;
import vitexplain.study.summary.Rankings;

/**
 * Which images pictures are kept of, decided as the images come: pictures of an image that others
 * have crowded out of the report are removed again.
 */
final class PictureChoice {
  private final Heatmaps heatmaps;
  private final StudyPlan plan;
  private final RunFolder folder;
  private final ShownImages shown = new ShownImages();
  private Optional<String> dropped = Optional.empty();

  PictureChoice(Heatmaps heatmaps, StudyPlan plan, RunFolder folder) {
    this.heatmaps = heatmaps;
    this.plan = plan;
    this.folder = folder;
  }

  /** Takes in the images that the folder's samples are of, whose pictures are there. */
  void replay() {
    if (heatmaps != Heatmaps.REPORT || !folder.samples().exists()) {
      return;
    }
    Map<String, Double> values = new LinkedHashMap<>();
    String[] image = {""};
    folder
        .samples()
        .forEach(
            row -> {
              if (!row.image().equals(image[0])) {
                replay(image[0], values);
                values.clear();
                image[0] = row.image();
              }
              take(row, values);
            });
    replay(image[0], values);
    removeDropped(); // what a run was cut off before
  }

  private void replay(String image, Map<String, Double> values) {
    if (!image.isEmpty()) {
      dropped = shown.add(image, mean(values));
    }
  }

  /** Whether pictures of the next image are to be drawn. */
  boolean takes(String image, List<SampleRow> samples) {
    if (heatmaps != Heatmaps.REPORT) {
      return heatmaps == Heatmaps.ALL;
    }
    Map<String, Double> values = new LinkedHashMap<>();
    samples.forEach(row -> take(row, values));
    dropped = shown.add(image, mean(values));
    return !dropped.equals(Optional.of(image));
  }

  /** Removes the pictures of the image that the last one crowded out, once that one is stored. */
  void removeDropped() {
    dropped.ifPresent(image -> Pictures.remove(folder, image));
    dropped = Optional.empty();
  }

  /** The images that are shown. */
  Set<String> shown() {
    return shown.names();
  }

  private void take(SampleRow row, Map<String, Double> values) {
    if (row.metric().equals(Faithfulness.SRG.name())
        && row.fill().equals(plan.primaryFill().id())
        && row.target().equals(SampleRow.PREDICTED)
        && Double.isFinite(row.value())
        && Rankings.isRanked(row.method())) {
      values.put(row.method(), row.value());
    }
  }

  private static double mean(Map<String, Double> values) {
    return values.values().stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NEGATIVE_INFINITY);
  }
}
