package vitexplain.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import vitexplain.vit.PatchLayout;
import vitexplain.vit.Vit;
import vitexplain.vit.VitConfig;

/**
 * The matrix products of one forward pass, in its order: patch embedding; for each block query, key
 * and value as one product, scores, A V, projection, fc1, fc2; class head.
 */
final class ForwardProducts {

  private ForwardProducts() {}

  /**
   * Products of random operands. Blocks share inputs, which a pass leaves in the cache, and have
   * weights of their own.
   *
   * @param manager owns the operands
   * @param batch images B
   */
  static List<Product> of(Vit vit, NDManager manager, int batch) {
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
    products.add(Product.withWeights(manager, patches, new Shape(d, patch)));
    for (int l = 0; l < c.blocks(); l++) {
      products.add(Product.withWeights(manager, z, new Shape(3 * d, d)));
      products.add(new Product(head, Product.transposed(head)));
      products.add(new Product(attention, head));
      products.add(Product.withWeights(manager, z, new Shape(d, d)));
      products.add(Product.withWeights(manager, z, new Shape(c.mlpWidth(), d)));
      products.add(Product.withWeights(manager, hidden, new Shape(d, c.mlpWidth())));
    }
    NDArray cls = random(manager, dtype, batch, d);
    products.add(Product.withWeights(manager, cls, new Shape(c.classes(), d)));
    return List.copyOf(products);
  }

  private static NDArray random(NDManager manager, DataType dtype, long... shape) {
    return Product.random(manager, new Shape(shape), dtype);
  }
}
