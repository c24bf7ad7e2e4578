package vitexplain.vit.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Locale;
import vitexplain.vit.model.PatchLayout;

/**
 * Takes patches out of a token sequence for good: what is left keeps its own position embedding,
 * and the blocks run on fewer tokens.
 *
 * @param layout of the whole sequence; prefix tokens always stay
 * @param kept patch indices, [B][k], every row as long as the others
 */
public record KeptTokens(PatchLayout layout, int[][] kept) {

  public KeptTokens {
    if (kept.length == 0) {
      throw new IllegalArgumentException("no row of kept patches; expected at least 1");
    }
    for (int[] row : kept) {
      if (row.length != kept[0].length) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "rows keep %d and %d patches; one batch keeps the same number in every row",
                kept[0].length,
                row.length));
      }
      for (int patch : row) {
        if (patch < 0 || patch >= layout.patches()) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT, "kept patch %d; expected 0 to %d", patch, layout.patches() - 1));
        }
      }
    }
  }

  /**
   * Tokens (B,T,d) to (B,P+k,d), each row with its own patches left; of one image (1,T,d), every
   * row is made.
   */
  public NDArray of(NDArray tokens) {
    Shape s = tokens.getShape();
    long images = s.get(0);
    if (images != 1 && images != kept.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "tokens of %d images and %d rows of kept patches; expected one image or one a row",
              images,
              kept.length));
    }
    int left = layout.prefixTokens() + kept[0].length;
    long[] index = new long[kept.length * left];
    for (int b = 0; b < kept.length; b++) {
      long first = images == 1 ? 0 : b * s.get(1);
      for (int t = 0; t < left; t++) {
        int patch = t - layout.prefixTokens();
        index[b * left + t] = first + (patch < 0 ? t : layout.prefixTokens() + kept[b][patch]);
      }
    }
    long d = s.get(2);
    NDArray rows =
        tokens.getManager().create(index, new Shape(index.length, 1)).broadcast(index.length, d);
    return tokens.reshape(images * s.get(1), d).gather(rows, 0).reshape(kept.length, left, d);
  }
}
