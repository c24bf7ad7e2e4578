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
 * The matrix products of a pass, in its order, of random operands. Blocks share inputs, which a pass leaves in the
 * cache, and have weights of their own. Letters in shapes as in {@code kernels.py}.
 */
final class PassProducts {
  private final NDManager manager;
  private final Linear linear;
  private final VitConfig config;
  private final DataType dtype;
  private final long batch;
  private final NDArray patches; // (B patches, C P P)
  private final NDArray z; // (B T,d)
  private final NDArray hidden; // (B T,m)
  private final NDArray head; // (B,H,T,h)
  private final NDArray attention; // (B,H,T,T)

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

  /**
   * Draws the operands that blocks share.
   *
   * @param manager owns all operands
   * @param batch images B
   * @param linear for all products with weights; those of heads are the engine's
   */
  PassProducts(Vit vit, NDManager manager, long batch, Linear linear) {
    this.manager = manager;
    this.linear = linear;
    this.config = vit.config();
    this.dtype = vit.dtype();
    this.batch = batch;
    PatchLayout layout = vit.layout();
    long tokens = layout.tokens();
    long heads = config.heads();
    long side = config.patchSize();
    patches = random(batch * layout.patches(), config.channels() * side * side);
    z = random(batch * tokens, config.width());
    hidden = random(batch * tokens, config.mlpWidth());
    head = random(batch, heads, tokens, config.headWidth());
    attention = random(batch, heads, tokens, tokens);
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
            Product.random(manager, new Shape(x.getShape().get(1), out), x.getDataType()),
            (left, right) -> vit.forward().kernels().product(left, right));
  }

  /**
   * Of a forward pass, every block whole: patch embedding; for each block query, key and value as
   * one product, scores, A V, projection, fc1, fc2; class head.
   */
  List<Product> forward() {
    List<Product> products = new ArrayList<>();
    products.add(linear.of(patches, config.width()));
    for (int l = 0; l < config.blocks(); l++) {
      toScores(products);
      fromScores(products);
    }
    products.add(linear.of(random(batch, config.width()), config.classes()));
    return products;
  }

  /**
   * Followed by the reverse passes from each block's own score, read from the mean of all its tokens, to its attention:
   * through fc1 and the projection, and D V^T. Through fc2 a single row goes back.
   */
  List<Product> forwardAndLayerScores() {
    List<Product> products = forward();
    for (int l = 0; l < config.blocks(); l++) {
      products.add(linear.of(random(batch, config.width()), config.mlpWidth()));
      fromHiddenToAttention(products);
    }
    return products;
  }

  /**
   * Of a forward pass that keeps attention, whose last block goes on after its scores with one token, left out here; and
   * of the reverse pass from a logit to every block's attention. In the last block that token's products are left out
   * again; in the first nothing is asked for before its attention.
   */
  List<Product> forwardAndLogit() {
    List<Product> products = new ArrayList<>();
    products.add(linear.of(patches, config.width()));
    for (int l = 0; l < config.blocks() - 1; l++) {
      toScores(products);
      fromScores(products);
    }
    toScores(products);
    for (int l = config.blocks() - 2; l >= 0; l--) {
      products.add(linear.of(z, config.mlpWidth()));
      fromHiddenToAttention(products);
      if (l > 0) {
        products.add(new Product(attention, head)); // dQ
        products.add(new Product(Product.transposed(attention), head)); // dK
        products.add(new Product(Product.transposed(attention), head)); // dV
        for (int part = 0; part < 3; part++) {
          products.add(linear.of(z, config.width()));
        }
      }
    }
    return products;
  }

  private void toScores(List<Product> products) {
    products.add(linear.of(z, 3L * config.width()));
    products.add(headByHead());
  }

  private void fromScores(List<Product> products) {
    products.add(new Product(attention, head));
    products.add(linear.of(z, config.width()));
    products.add(linear.of(z, config.mlpWidth()));
    products.add(linear.of(hidden, config.width()));
  }

  private void fromHiddenToAttention(List<Product> products) {
    products.add(linear.of(hidden, config.width()));
    products.add(linear.of(z, config.width()));
    products.add(headByHead());
  }

  /** Q K^T and D V^T. */
  private Product headByHead() {
    return new Product(head, Product.transposed(head));
  }

  private NDArray random(long... shape) {
    return Product.random(manager, new Shape(shape), dtype);
  }
}
