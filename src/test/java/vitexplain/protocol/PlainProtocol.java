package vitexplain.protocol;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import vitexplain.explain.map.Explainer;
import vitexplain.image.codec.Pixels;
import vitexplain.image.resize.PilResize;
import vitexplain.image.resize.Resample;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.HostMatrix;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * Chefer's protocols for one method, written out in double: what each number is by its definition,
 * with nothing of the program but the model, the method's grid and Pillow's filters.
 */
final class PlainProtocol {
  /** A picture with its object. */
  record Example(Pixels picture, boolean[] object, OptionalInt label) {}

  private final Vit model;
  private final Explainer method;
  private final int width;
  private final int height;

  PlainProtocol(Vit model, Explainer method) {
    this.model = model;
    this.method = method;
    this.width = model.config().imageWidth();
    this.height = model.config().imageHeight();
  }

  /** Pixel accuracy, mAP, mIoU and mF1 of rows, in per cent. */
  double[] segmentation(List<Example> examples) {
    double right = 0;
    double[] inter = new double[2];
    double[] union = new double[2];
    double precision = 0;
    double rowF1 = 0;
    for (Example example : examples) {
      double[] map = map(input(example.picture()), OptionalInt.empty());
      double mean = 0;
      for (double value : map) {
        mean += value / map.length;
      }
      int[] is = nearest(example);
      int[] called = new int[map.length];
      for (int i = 0; i < map.length; i++) {
        called[i] = map[i] > mean ? 1 : 0;
        right += called[i] == is[i] ? 1 : 0;
        for (int k = 0; k < 2; k++) {
          inter[k] += called[i] == k && is[i] == k ? 1 : 0;
          union[k] += called[i] == k || is[i] == k ? 1 : 0;
        }
      }
      precision += precision(map, is) / examples.size();
      for (int row = 0; row < height; row++) {
        rowF1 += f1(called, is, row * width) / height / examples.size();
      }
    }
    double pixels = (double) width * height * examples.size();
    double iou = (inter[0] / union[0] + inter[1] / union[1]) / 2;
    return new double[] {100 * right / pixels, 100 * precision, 100 * iou, 100 * rowF1};
  }

  private double f1(int[] called, int[] is, int start) {
    double hits = 0;
    double sizes = 0;
    for (int i = start; i < start + width; i++) {
      hits += called[i] * is[i];
      sizes += called[i] + is[i];
    }
    return hits == 0 ? 0 : 2 * hits / sizes;
  }

  /** Every score as a threshold: precision there times what recall gains. */
  private static double precision(double[] map, int[] is) {
    List<double[]> scored = new ArrayList<>();
    for (int i = 0; i < map.length; i++) {
      scored.add(new double[] {1 - (float) map[i], 1 - is[i]});
      scored.add(new double[] {(float) map[i], is[i]});
    }
    scored.sort(Comparator.comparingDouble(pair -> -pair[0]));
    double sum = 0;
    double hits = 0;
    double before = 0;
    for (int i = 0; i < scored.size(); i++) {
      hits += scored.get(i)[1];
      if (i + 1 == scored.size() || scored.get(i + 1)[0] < scored.get(i)[0]) {
        sum += (hits - before) / map.length * hits / (i + 1);
        before = hits;
      }
    }
    return sum;
  }

  /**
   * Positive and negative area, times 100.
   *
   * @param explainsLabel whose map; {@code countsLabel} which class has to stay
   */
  double[] perturbation(List<Example> examples, boolean explainsLabel, boolean countsLabel) {
    double[] areas = new double[2];
    for (Example example : examples) {
      double[] input = input(example.picture());
      int predicted = answer(input);
      int counted = countsLabel ? example.label().getAsInt() : predicted;
      double[] map = map(input, explainsLabel ? example.label() : OptionalInt.empty());
      for (int direction = 0; direction < 2; direction++) {
        int sign = direction == 0 ? -1 : 1;
        List<Integer> order =
            IntStream.range(0, map.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> sign * (double) (float) map[i]))
                .toList();
        double before = predicted == counted ? 1 : 0;
        for (double share : new double[] {.1, .2, .3, .4, .5, .6, .7, .8, .9}) {
          double[] changed = input.clone();
          for (int i : order.subList(0, (int) (map.length * share))) {
            for (int c = 0; c < 3; c++) {
              changed[c * map.length + i] = -1; // black: (0 - 0.5) / 0.5
            }
          }
          double after = answer(changed) == counted ? 1 : 0;
          areas[direction] += 100 * .1 * (before + after) / 2 / examples.size();
          before = after;
        }
      }
    }
    return areas;
  }

  private int answer(double[] input) {
    try (NDManager scope = model.newScope()) {
      float[] logits = HostMatrix.floats(model.logits(model.pixels(scope, input)))[0];
      return IntStream.range(0, logits.length)
          .boxed()
          .max(Comparator.comparingDouble(k -> logits[k]))
          .orElseThrow();
    }
  }

  /**
   * By Pillow's bilinear to the model's size, then (x / 255 - 0.5) / 0.5, the quotient in float32.
   */
  double[] input(Pixels picture) {
    Pixels resized = PilResize.resize(picture, width, height, Resample.BILINEAR);
    double[] input = new double[3 * width * height];
    for (int i = 0; i < input.length; i++) {
      int value = resized.data()[i % (width * height) * 3 + i / (width * height)] & 0xff;
      input[i] = (value / 255f - .5) / .5;
    }
    return input;
  }

  private int[] nearest(Example example) {
    int[] is = new int[width * height];
    Pixels picture = example.picture();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int row = (int) ((y + .5) * picture.height() / height);
        int column = (int) ((x + .5) * picture.width() / width);
        is[y * width + x] = example.object()[row * picture.width() + column] ? 1 : 0;
      }
    }
    return is;
  }

  private double[] map(double[] input, OptionalInt target) {
    Targets targets = target.isPresent() ? Targets.of(target.getAsInt()) : Targets.predicted();
    float[] grid;
    try (NDManager scope = model.newScope();
        Trace trace = model.trace(model.pixels(scope, input), targets, method.needs())) {
      grid = method.explain(trace).values()[0];
    }
    int patch = model.config().patchSize();
    int columns = width / patch;
    int rows = height / patch;
    double[] map = new double[width * height];
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < map.length; i++) {
      double y = at(i / width, patch, rows);
      double x = at(i % width, patch, columns);
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          double weight =
              Math.max(0, 1 - Math.abs(y - row)) * Math.max(0, 1 - Math.abs(x - column));
          map[i] += weight * grid[row * columns + column];
        }
      }
      min = Math.min(min, map[i]);
      max = Math.max(max, map[i]);
    }
    for (int i = 0; i < map.length; i++) {
      map[i] = (map[i] - min) / (max - min);
    }
    return map;
  }

  private static double at(int pixel, int patch, int cells) {
    return Math.min(cells - 1.0, Math.max(0, (pixel + .5) / patch - .5));
  }
}
