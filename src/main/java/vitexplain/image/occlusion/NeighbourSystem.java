package vitexplain.image.occlusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import vitexplain.image.occlusion.NestedDissection.Region;

/**
 * The equations of {@link LinearImputation}, one per removed pixel: (sum of the weights of its
 * neighbours in the image) x itself - weighted sum of the removed ones = weighted sum of the known
 * ones. Symmetric, and positive definite as long as one pixel is known.
 *
 * <p>Solved by the multifrontal method (Duff and Reid 1983, ACM Trans. Math. Softw. 9): region by
 * region in an order that fills little, each as a small dense block.
 */
final class NeighbourSystem {
  private static final double DIRECT = 1 / 6.0;
  private static final double DIAGONAL = 1 / 12.0;
  private static final double[] WEIGHTS = {
    DIAGONAL, DIRECT, DIAGONAL, DIRECT, DIRECT, DIAGONAL, DIRECT, DIAGONAL
  };

  private static final byte OUTSIDE = 0;
  private static final byte KNOWN = 1;
  private static final byte REMOVED = 2;
  private static final byte ELIMINATED = 3;

  private final int height;
  private final int width;

  /** Of every pixel and of a frame around the image, so that each has eight neighbours. */
  private final byte[] states;

  /** [channel][pixel], the frame included. */
  private final double[][] values;

  /** Steps to the neighbours. */
  private final int[] steps;

  /** Pixels that the front in hand is tied to. What is set of others has no effect. */
  private final boolean[] tied;

  /** Places of the pixels among the unknowns of the front in hand. */
  private final int[] places;

  /** In the order of elimination. */
  private final List<Front> fronts = new ArrayList<>();

  /**
   * @param image [channels][height][width] as one array
   * @param removed pixels, row by row; not all of them
   */
  NeighbourSystem(float[] image, int channels, int height, int width, BitSet removed) {
    this.height = height;
    this.width = width;
    int row = NestedDissection.row(width);
    this.states = new byte[row * (height + 2)];
    this.values = new double[channels][states.length];
    this.steps = new int[] {-row - 1, -row, -row + 1, -1, 1, row - 1, row, row + 1};
    this.tied = new boolean[states.length];
    this.places = new int[states.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int pixel = NestedDissection.pixel(y, x, width);
        states[pixel] = removed.get(y * width + x) ? REMOVED : KNOWN;
        for (int c = 0; c < channels; c++) {
          values[c][pixel] = image[(c * height + y) * width + x];
        }
      }
    }
  }

  /**
   * The image with the solution in its removed pixels.
   *
   * @param whole the grid
   */
  float[] solved(Region whole) {
    eliminate(whole);
    for (int k = fronts.size() - 1; k >= 0; k--) {
      fronts.get(k).solveInto(values);
    }
    float[] solved = new float[values.length * height * width];
    int next = 0;
    for (double[] channel : values) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          solved[next++] = (float) channel[NestedDissection.pixel(y, x, width)];
        }
      }
    }
    return solved;
  }

  private Front eliminate(Region region) {
    List<Front> halves = new ArrayList<>();
    for (Region half : region.halves()) {
      halves.add(eliminate(half));
    }
    Front front = assembled(region, halves);
    if (front.own() > 0) {
      front.eliminate();
      fronts.add(front);
      for (int k = front.others(); k < front.pixels().length; k++) {
        states[front.pixels()[k]] = ELIMINATED;
      }
    }
    return front;
  }

  private Front assembled(Region region, List<Front> halves) {
    tie(region, halves);
    int[] pixels = new int[region.ring().length + region.own().length];
    int others = place(region.ring(), pixels, 0);
    int unknowns = place(region.own(), pixels, others);
    Front front = Front.of(Arrays.copyOf(pixels, unknowns), unknowns - others, values.length);
    for (int k = others; k < unknowns; k++) {
      equation(front, k);
    }
    halves.forEach(half -> front.add(half, places));
    return front;
  }

  /** Marks a region's own unknowns, their neighbours, and what its halves were tied to. */
  private void tie(Region region, List<Front> halves) {
    for (int pixel : region.own()) {
      if (states[pixel] == REMOVED) {
        tied[pixel] = true;
        for (int step : steps) {
          tied[pixel + step] = true;
        }
      }
    }
    for (Front half : halves) {
      for (int k = 0; k < half.others(); k++) {
        tied[half.pixels()[k]] = true;
      }
    }
  }

  /** Gives unknowns that are marked their places from {@code first} on, and returns the next. */
  private int place(int[] candidates, int[] pixels, int first) {
    int next = first;
    for (int pixel : candidates) {
      if (tied[pixel] && states[pixel] == REMOVED) {
        places[pixel] = next;
        pixels[next++] = pixel;
      }
      tied[pixel] = false;
    }
    return next;
  }

  /** The equation of one of a front's own unknowns. */
  private void equation(Front front, int own) {
    double[] row = front.rows()[own];
    int pixel = front.pixels()[own];
    for (int k = 0; k < steps.length; k++) {
      int other = pixel + steps[k];
      if (states[other] != OUTSIDE) {
        row[front.sides() + own] += WEIGHTS[k];
      }
      if (states[other] == KNOWN) {
        for (int c = 0; c < values.length; c++) {
          row[c] += WEIGHTS[k] * values[c][other];
        }
      } else if (states[other] == REMOVED && places[other] < own) {
        row[front.sides() + places[other]] = -WEIGHTS[k];
      }
    }
  }
}
