package vitexplain.report.results;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vitexplain.report.chart.Roster;
import vitexplain.run.RunFolder;
import vitexplain.run.row.SampleRow;

/**
 * What the report takes from the samples, which are too large to be held or to be read twice.
 *
 * @param srg the primary number, for the primary occlusion strategy and the predicted class, by
 *     image and then by method's id with its seed
 * @param degenerate names of the images with a constant or not finite map, by method; controls are
 *     left out, since one of them is constant on purpose
 * @param shown of the images that the report shows, what was measured of the predicted class
 */
public record ImageSamples(
    Map<String, Map<String, Double>> srg,
    Map<String, Set<String>> degenerate,
    List<SampleRow> shown) {

  /** Nothing where they are not kept. */
  static Optional<ImageSamples> of(RunFolder folder, String primaryFill, Roster roster) {
    if (!folder.samples().exists()) {
      return Optional.empty();
    }
    Map<String, Map<String, Double>> srg = new LinkedHashMap<>();
    Map<String, Set<String>> degenerate = new LinkedHashMap<>();
    ShownSamples shown = new ShownSamples(roster, primaryFill);
    folder
        .samples()
        .forEach(
            row -> {
              shown.take(row);
              if (row.metric().equals(Results.SRG)
                  && row.fill().equals(primaryFill)
                  && row.target().equals(SampleRow.PREDICTED)
                  && Double.isFinite(row.value())) {
                srg.computeIfAbsent(row.image(), image -> new LinkedHashMap<>())
                    .put(row.method(), row.value());
              }
              if (row.degenerate() && !roster.isControl(row.method())) {
                degenerate
                    .computeIfAbsent(row.method(), method -> new LinkedHashSet<>())
                    .add(row.image());
              }
            });
    return Optional.of(new ImageSamples(srg, degenerate, shown.rows()));
  }
}
