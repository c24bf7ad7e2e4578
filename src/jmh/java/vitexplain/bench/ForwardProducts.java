package vitexplain.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import vitexplain.vit.Vit;
import vitexplain.vit.model.PatchLayout;
import vitexplain.vit.model.VitConfig;

/**
 * The matrix products of one forward pass, every block whole, in its order: patch embedding; for each block query, key
 * and value as one product, scores, A V, projection, fc1, fc2; class head.
 */
final class ForwardProducts {

  private ForwardProducts() {}

  /** Who multiplies by a weight matrix. */
  @FunctionalInterface
  interface Linear {

    /**
     * A product with weights of its own.
     *
     * @param x [n, k]
     * @param out m, columns of the result
     */
    Product of(NDArray x, long out);
  }

  /** The engine's own product, with weights [out, in] as a checkpoint has them. */
  static Linear engine(NDManager manager) {
    return (x, out) -> Product.withWeights(manager, x, new Shape(out, x.getShape().get(1)));
  }

  /**
   * The product of the fast passes, with weights in their order [in, out]: oneDNN's where the model
   * has it, which is on x86-64 in float32.
   */
  static Linear fastPasses(Vit vit, NDManager manager) {
    return (x, out) ->
        new Product(
            x,
            random(manager, x.getDataType(), x.getShape().get(1), out),
            (left, right) -> vit.forward().kernels().product(left, right));
  }

  /**
   * Products of random operands. Blocks share inputs, which a pass leaves in the cache, and have
   * weights of their own.
   *
   * @param manager owns the operands
   * @param batch images B
   * @param linear for all products with weights; scores and A V are the engine's
   */
  static List<Product> of(Vit vit, NDManager manager, int batch, Linear linear) {
    VitConfig c = vit.config();
    DataType dtype = vit.dtype();
    PatchLayout layout = vit.layout();
    long d = c.width();
    long tokens = layout.tokens();
    long patch = (long) c.channels() * c.patchSize() * c.patchSize();
    NDArray patches = random(manager, dtype, (long) batch * layout.patches(), patch);
    NDArray z = random(manager, dtype, batch * tokens, d);
    NDArray hidden = random(manager, dtype, batch * tokens, c.mlpWidth());
    NDArray head = random(manager, dtype, batch, c.heads(), tokens, c.headWidth()); // (B,H,T,h)
    NDArray attention = random(manager, dtype, batch, c.heads(), tokens, tokens); // (B,H,T,T)
    List<Product> products = new ArrayList<>();
    products.add(linear.of(patches, d));
    for (int l = 0; l < c.blocks(); l++) {
      products.add(linear.of(z, 3 * d));
      products.add(new Product(head, Product.transposed(head)));
      products.add(new Product(attention, head));
      products.add(linear.of(z, d));
      products.add(linear.of(z, c.mlpWidth()));
      products.add(linear.of(hidden, d));
    }
    NDArray cls = random(manager, dtype, batch, d);
    products.add(linear.of(cls, c.classes()));
    return List.copyOf(products);
  }

  private static NDArray random(NDManager manager, DataType dtype, long... shape) {
    return Product.random(manager, new Shape(shape), dtype);
  }
}
