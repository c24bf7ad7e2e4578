package vitexplain.explain.step;

import java.util.Locale;
import vitexplain.base.Refusal;

/** The option {@code start-layer}: the first block, from 0, that a product of attention holds. */
public final class StartBlock {
  private StartBlock() {}

  /**
   * Refuses a product that would hold no block.
   *
   * @param method its id
   * @param first the first block of the product
   * @param blocks of the model
   * @throws Refusal naming what would fit
   */
  public static void requireFits(String method, int first, int blocks) {
    if (first >= blocks) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "method '%s' starts at block %d of a model that has %d; give start-layer=0 to %d",
              method,
              first,
              blocks,
              blocks - 1));
    }
  }
}
