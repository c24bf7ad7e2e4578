package vitexplain.study.across;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import vitexplain.explain.map.Heatmap;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodSeed;
import vitexplain.image.resize.Resample;
import vitexplain.image.resize.TorchResize;
import vitexplain.metric.input.MosaicCells;
import vitexplain.metric.kind.MosaicMetric;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.MosaicRow;
import vitexplain.study.occlusion.PassTally;
import vitexplain.study.plan.StudyPlan;
import vitexplain.study.unit.MethodMaps;
import vitexplain.vit.Vit;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.Targets;

/**
 * A mosaic of the model's own input size, explained once for the class of each cell.
 *
 * <p>A cell shows what the model sees of an image, scaled down by PyTorch's bilinear filter with
 * antialiasing, so that only the scale differs from the image alone.
 *
 * @param inputs an image's name to what the model sees of it, [C * height * width]
 */
record MosaicScores(Vit model, StudyPlan plan, PassTally passes, Function<String, float[]> inputs) {

  /** A row for each cell and method. */
  List<MosaicRow> rows(MosaicMetric metric, int number, Mosaic mosaic) {
    VitConfig config = model.config();
    MosaicCells cells = new MosaicCells(metric.side(), config.imageHeight(), config.imageWidth());
    Map<String, List<Heatmap>> maps = maps(picture(mosaic, cells), mosaic);
    List<MosaicRow> rows = new ArrayList<>();
    for (int cell = 0; cell < cells.count(); cell++) {
      ImageRow image = mosaic.images().get(cell);
      for (Map.Entry<String, List<Heatmap>> method : maps.entrySet()) {
        rows.add(
            new MosaicRow(
                metric.name(),
                number,
                cell,
                image.image(),
                image.predicted().orElseThrow(),
                image.probability(),
                method.getKey(),
                MethodSeed.of(method.getKey()),
                metric.of(method.getValue().get(cell).scored(), cells, cell)));
      }
    }
    return rows;
  }

  /** [C * height * width], normalised as the images are. */
  float[] picture(Mosaic mosaic, MosaicCells cells) {
    int channels = model.config().channels();
    float[] picture = new float[channels * cells.height() * cells.width()];
    for (int cell = 0; cell < cells.count(); cell++) {
      int width = cells.right(cell) - cells.left(cell);
      int height = cells.bottom(cell) - cells.top(cell);
      float[] input = inputs.apply(mosaic.images().get(cell).image());
      float[] small =
          TorchResize.resize(
              input, cells.width(), cells.height(), width, height, Resample.BILINEAR);
      for (int line = 0; line < channels * height; line++) {
        int row = line / height * cells.height() + cells.top(cell) + line % height;
        int to = row * cells.width() + cells.left(cell);
        System.arraycopy(small, line * width, picture, to, width);
      }
    }
    return picture;
  }

  /** By method, one map a cell. */
  private Map<String, List<Heatmap>> maps(float[] picture, Mosaic mosaic) {
    int[] classes =
        mosaic.images().stream().mapToInt(row -> row.predicted().orElseThrow()).toArray();
    Map<String, List<Heatmap>> maps = new LinkedHashMap<>();
    plan.methods().forEach(method -> maps.put(method.id(), new ArrayList<>()));
    for (int from = 0; from < classes.length; from += plan.batch()) {
      int[] part = Arrays.copyOfRange(classes, from, Math.min(from + plan.batch(), classes.length));
      float[][] copies = new float[part.length][];
      Arrays.fill(copies, picture);
      new MethodMaps(model, passes)
          .of(PassTally.MOSAICS, plan.methods(), copies, Targets.of(part))
          .maps()
          .forEach((method, found) -> add(found, part.length, maps.get(method)));
    }
    return maps;
  }

  private static void add(Maps found, int count, List<Heatmap> maps) {
    for (int i = 0; i < count; i++) {
      maps.add(found.heatmap(i));
    }
  }
}
