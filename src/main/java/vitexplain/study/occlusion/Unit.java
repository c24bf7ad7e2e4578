package vitexplain.study.occlusion;

import java.util.BitSet;
import java.util.Locale;
import vitexplain.explain.map.Grids;
import vitexplain.explain.map.Heatmap;
import vitexplain.image.resize.Upsample;
import vitexplain.vit.model.VitConfig;

/** What is removed at a time. */
public enum Unit {
  /** A patch of the model, what its attention is made of. */
  PATCH {
    @Override
    public float[] scores(Heatmap map, VitConfig config) {
      return Grids.flat(map.scored());
    }

    @Override
    public float[] shares(Heatmap map, VitConfig config) {
      return Grids.flat(map.scaled());
    }

    @Override
    BitSet pixels(BitSet units, VitConfig config) {
      int size = config.patchSize();
      int width = config.imageWidth();
      int columns = width / size;
      BitSet pixels = new BitSet(config.imageHeight() * width);
      for (int p = units.nextSetBit(0); p >= 0; p = units.nextSetBit(p + 1)) {
        int corner = (p / columns) * size * width + (p % columns) * size;
        for (int y = 0; y < size; y++) {
          pixels.set(corner + y * width, corner + y * width + size);
        }
      }
      return pixels;
    }
  },
  /** A pixel of the model's input, ranked by the upsampled map: for parity with other tools. */
  PIXEL {
    @Override
    public float[] scores(Heatmap map, VitConfig config) {
      return Grids.flat(Upsample.bilinear(map.scaled(), config.imageWidth(), config.imageHeight()));
    }

    @Override
    public float[] shares(Heatmap map, VitConfig config) {
      return scores(map, config);
    }

    @Override
    BitSet pixels(BitSet units, VitConfig config) {
      return units;
    }
  };

  /** Its name in files and options. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return id();
  }

  /** One score a unit, on any scale; higher is more relevant. */
  public abstract float[] scores(Heatmap map, VitConfig config);

  /** One score a unit of the min-maxed map, 0 to 1. */
  public abstract float[] shares(Heatmap map, VitConfig config);

  /** The pixels, row by row, of some units. */
  abstract BitSet pixels(BitSet units, VitConfig config);
}
