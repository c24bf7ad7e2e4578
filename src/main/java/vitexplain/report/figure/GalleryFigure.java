package vitexplain.report.figure;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import vitexplain.report.chart.Gallery;
import vitexplain.report.chart.Plot;
import vitexplain.report.chart.Roster;
import vitexplain.report.results.CaseSelection;
import vitexplain.report.results.Format;
import vitexplain.report.results.Predictions;
import vitexplain.report.results.Results;
import vitexplain.run.RunFolder;
import vitexplain.run.ShownImages;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.MethodRow;

/** The images that went best and worst, beside their masks and every method's map. */
public final class GalleryFigure implements Figure {

  @Override
  public List<Plot> plots(Results results) {
    RunFolder folder = results.folder();
    CaseSelection cases = CaseSelection.of(results);
    List<String> chosen = results.selection().images();
    List<String> images =
        (chosen.isEmpty() ? cases.bestAndWorst(ShownImages.EACH) : chosen)
            .stream()
                .filter(image -> Files.exists(folder.heatmap(RunFolder.IMAGES, image)))
                .toList();
    return MethodGroup.of(results, results.methods()).stream()
        .flatMap(group -> plot(results, cases, images, group))
        .toList();
  }

  private static Stream<Plot> plot(
      Results results, CaseSelection cases, List<String> images, MethodGroup group) {
    RunFolder folder = results.folder();
    Roster roster = results.roster();
    // A map that knows nothing, to compare with.
    Optional<String> chance = roster.control(MethodRow.CHANCE);
    List<String> methods =
        group.members(results, results.methods()).stream()
            .filter(
                method ->
                    !roster.isControl(method)
                        || chance.equals(Optional.of(method))
                        || results.selection().methods().contains(method))
            .filter(
                method ->
                    images.stream()
                        .anyMatch(i -> Files.exists(folder.heatmap(cases.shown(method), i))))
            .toList();
    if (images.isEmpty() || methods.isEmpty()) {
      return Stream.empty();
    }
    Predictions predictions = Predictions.of(folder.table(ImageRow.SCHEMA).readIfPresent());
    List<Gallery.Row> rows = new ArrayList<>();
    for (String image : images) {
      rows.add(row(folder, cases, image, predictions.text(image), methods));
    }
    return Stream.of(
        new Plot(
            "gallery" + group.suffix(),
            new Gallery(
                methods.stream()
                    .map(
                        method ->
                            new Gallery.Head(roster.label(method), roster.style(method).color()))
                    .toList(),
                rows),
            "Heatmaps of " + methods.size() + " methods on " + images.size() + " images.",
            "The same images in every gallery: those on which the methods were most and least faithful, best on top. Below each map: "
                + "the srg of this very map, of the predicted class on this image, fill "
                + results.primaryFill()
                + ". Chosen by the number, not by eye. The map of the random control stands beside them."));
  }

  private static Gallery.Row row(
      RunFolder folder, CaseSelection cases, String image, String classes, List<String> methods) {
    List<Gallery.Tile> tiles = new ArrayList<>();
    tiles.add(new Gallery.Tile(folder.heatmap(RunFolder.IMAGES, image), ""));
    tiles.add(new Gallery.Tile(folder.heatmap(RunFolder.MASKS, image), ""));
    for (String method : methods) {
      String shown = cases.shown(method);
      double srg = cases.srg().getOrDefault(image, Map.of()).getOrDefault(shown, Double.NaN);
      tiles.add(new Gallery.Tile(folder.heatmap(shown, image), Format.number(srg, 2)));
    }
    return new Gallery.Row(image, classes, tiles);
  }
}
