package vitexplain.image.preprocess;

/** What a preprocessor makes of an image's size before any crop. */
public sealed interface ModelSize {

  /** The image keeps its size. */
  record Unchanged() implements ModelSize {}

  /** Both edges are given; the aspect ratio is not kept. Sizes in pixels, at least 1. */
  record Exact(int width, int height) implements ModelSize {}

  /** The shorter edge gets this many pixels (at least 1), the longer follows the aspect ratio. */
  record ShortestEdge(int pixels) implements ModelSize {}

  /**
   * The aspect ratio is kept, and both edges rounded.
   *
   * @param width columns of a box, at least 1
   * @param height its rows
   * @param inside whether the image just fits into the box, or just covers it
   */
  record Fitted(int width, int height, boolean inside) implements ModelSize {

    private int scaled(int length, int imageWidth, int imageHeight) {
      double across = (double) imageWidth / width;
      double down = (double) imageHeight / height;
      return (int) Math.rint(length / (inside ? Math.max(across, down) : Math.min(across, down)));
    }
  }

  /** The same, times a factor for columns and one for rows; a shorter edge takes the larger. */
  default ModelSize scaled(double across, double down) {
    if (this instanceof Exact exact) {
      return new Exact(times(exact.width, across), times(exact.height, down));
    }
    if (this instanceof Fitted fitted) {
      return new Fitted(times(fitted.width, across), times(fitted.height, down), fitted.inside);
    }
    return this instanceof ShortestEdge edge
        ? new ShortestEdge(times(edge.pixels, Math.max(across, down)))
        : this;
  }

  private static int times(int pixels, double factor) {
    return Math.max(1, (int) Math.rint(pixels * factor));
  }

  /** Columns after resizing an image of the given size. */
  default int width(int width, int height) {
    if (this instanceof Exact exact) {
      return exact.width;
    }
    if (this instanceof Fitted fitted) {
      return fitted.scaled(width, width, height);
    }
    return this instanceof ShortestEdge edge ? edge(edge.pixels, width, height) : width;
  }

  /** Rows after resizing an image of the given size. */
  default int height(int width, int height) {
    if (this instanceof Exact exact) {
      return exact.height;
    }
    if (this instanceof Fitted fitted) {
      return fitted.scaled(height, width, height);
    }
    return this instanceof ShortestEdge edge ? edge(edge.pixels, height, width) : height;
  }

  /** The longer edge is truncated, not rounded, and computed in floating point, as Python does. */
  private static int edge(int shortest, int length, int other) {
    return length <= other ? shortest : (int) ((double) ((long) shortest * length) / other);
  }
}
