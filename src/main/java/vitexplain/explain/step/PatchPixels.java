package vitexplain.explain.step;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.Sign;
import vitexplain.vit.model.PatchLayout;
import vitexplain.vit.trace.HostMatrix;

/** From a value per pixel to a value per patch, the unit in which methods are compared. */
public final class PatchPixels {
  private PatchPixels() {}

  /** A map of the pixels themselves, of (B,height,width). */
  public static Maps each(NDArray perPixel) {
    Shape s = perPixel.getShape();
    NDArray flat = perPixel.reshape(s.get(0), s.get(1) * s.get(2));
    return new Maps(
        Math.toIntExact(s.get(1)),
        Math.toIntExact(s.get(2)),
        HostMatrix.floats(flat),
        Sign.SIGNED,
        0);
  }

  /** The sum over each patch. */
  public static Maps sums(NDArray perPixel, PatchLayout layout) {
    return Maps.ofPatches(HostMatrix.floats(pooled(perPixel, layout, 1)), layout);
  }

  /** The mean over each patch. */
  public static Maps means(NDArray perPixel, PatchLayout layout) {
    Shape s = perPixel.getShape();
    return Maps.ofPatches(
        HostMatrix.floats(pooled(perPixel, layout, s.get(1) * s.get(2) / layout.patches())),
        layout);
  }

  /** Sum over each patch divided by a number: (B,height,width) to (B,n). */
  private static NDArray pooled(NDArray perPixel, PatchLayout layout, long divisor) {
    Shape s = perPixel.getShape();
    long rows = layout.rows();
    long columns = layout.columns();
    return perPixel
        .reshape(s.get(0), rows, s.get(1) / rows, columns, s.get(2) / columns)
        .sum(new int[] {2, 4})
        .reshape(s.get(0), rows * columns)
        .div(divisor);
  }
}
