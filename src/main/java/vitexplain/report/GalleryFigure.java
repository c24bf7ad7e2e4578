package vitexplain.report;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import vitexplain.run.RunFolder;

/** The images that went best and worst, beside their masks and every method's map. */
final class GalleryFigure implements Figure {

  private static final int EACH = 4;

  @Override
  public List<Plot> plots(Results results) {
    RunFolder folder = results.folder();
    Cases cases = Cases.of(results);
    List<String> images =
        cases.bestAndWorst(EACH).stream()
            .filter(image -> Files.exists(folder.heatmap(RunFolder.IMAGES, image)))
            .toList();
    List<String> methods =
        results.methods().stream()
            .filter(method -> !Controls.contain(method))
            .filter(
                method -> images.stream().anyMatch(i -> Files.exists(folder.heatmap(method, i))))
            .toList();
    if (images.isEmpty() || methods.isEmpty()) {
      return List.of();
    }
    List<Gallery.Row> rows = new ArrayList<>();
    for (String image : images) {
      rows.add(row(folder, cases, image, methods));
    }
    return List.of(
        new Plot(
            "gallery",
            new Gallery(methods, rows),
            "Heatmaps of " + methods.size() + " methods on " + images.size() + " images.",
            "Images on which the methods were most and least faithful, best on top. Below each map: "
                + "its srg on this image, fill "
                + results.primaryFill()
                + ". Chosen by the number, not by eye."));
  }

  private static Gallery.Row row(
      RunFolder folder, Cases cases, String image, List<String> methods) {
    List<Gallery.Tile> tiles = new ArrayList<>();
    tiles.add(new Gallery.Tile(folder.heatmap(RunFolder.IMAGES, image), ""));
    tiles.add(new Gallery.Tile(folder.heatmap(RunFolder.MASKS, image), ""));
    for (String method : methods) {
      double srg = cases.srg().get(image).getOrDefault(method, Double.NaN);
      tiles.add(new Gallery.Tile(folder.heatmap(method, image), Format.number(srg, 2)));
    }
    return new Gallery.Row(image, tiles);
  }
}
