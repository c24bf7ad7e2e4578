package vitexplain.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
final class PictureChoice implements Consumer<SampleRow> {
  private final Heatmaps heatmaps;
  private final StudyPlan plan;
  private final RunFolder folder;
  private final ShownImages shown = new ShownImages();
  private Optional<String> dropped = Optional.empty();

  /** Of the image whose samples are being replayed, empty for none. */
  private String image = "";

  private final Map<String, Double> values = new LinkedHashMap<>();

  PictureChoice(Heatmaps heatmaps, StudyPlan plan, RunFolder folder) {
    this.heatmaps = heatmaps;
    this.plan = plan;
    this.folder = folder;
  }

  /** Takes in a sample of the images that the folder has, in order; their pictures are there. */
  @Override
  public void accept(SampleRow row) {
    if (!row.image().equals(image)) {
      addReplayed();
      image = row.image();
    }
    take(row, values);
  }

  /** Takes in the last of them. */
  void replayed() {
    addReplayed();
    removeDropped(); // what a run was cut off before
  }

  private void addReplayed() {
    if (heatmaps == Heatmaps.REPORT && !image.isEmpty()) {
      dropped = shown.add(image, mean(values));
    }
    image = "";
    values.clear();
  }

  /** Whether pictures of the next image are to be drawn. */
  boolean takes(String next, List<SampleRow> samples) {
    if (heatmaps != Heatmaps.REPORT) {
      return heatmaps == Heatmaps.ALL;
    }
    Map<String, Double> ofNext = new LinkedHashMap<>();
    samples.forEach(row -> take(row, ofNext));
    dropped = shown.add(next, mean(ofNext));
    return !dropped.equals(Optional.of(next));
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

  private void take(SampleRow row, Map<String, Double> ofImage) {
    if (row.metric().equals(Faithfulness.SRG.name())
        && row.fill().equals(plan.primaryFill().id())
        && row.target().equals(SampleRow.PREDICTED)
        && Double.isFinite(row.value())
        && Rankings.isRanked(row.method())) {
      ofImage.put(row.method(), row.value());
    }
  }

  private static double mean(Map<String, Double> ofImage) {
    return ofImage.values().stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NEGATIVE_INFINITY);
  }
}
