package vitexplain.bench;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import vitexplain.vit.Vit;
import vitexplain.vit.closedform.PassParts;

/**
 * Where does the time of a forward and of a reverse pass go? Each part over all blocks. For a CPU: a
 * part ends when its arrays are there.
 *
 * <p>Trap avoided: warm weights. Every block has its own, as in a pass.
 *
 * <pre>./run-bench.sh bench --include 'PartsBenchmark|ForwardBenchmark.forward' --model shape:vit-base-16-224</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PartsBenchmark {

  /**
   * Names of {@link PassParts#run}, {@code attention} holding {@code norm-qkv}; and matrix products
   * alone, of a forward pass followed by the reverse passes from the blocks' own scores or from a
   * logit: the least that a method can take that needs these. Those of the forward pass are {@link
   * GemmFloorBenchmark}'s.
   */
  @Param({
    "embed",
    "norm-qkv",
    "attention",
    "attention-kept",
    "mlp",
    "mlp-kept",
    "reverse-mlp-projection",
    "reverse",
    "reverse-layer-scores",
    "products-layer-scores",
    "products-logit"
  })
  public String part;

  private Runnable run;

  @Setup
  public void draw(ModelState state) {
    Vit vit = state.vit();
    if (part.startsWith("products")) {
      List<Product> products = products(vit, state.pixels().getManager(), state.batch);
      products.forEach(Product::check);
      run = () -> products.forEach(product -> product.run().close());
    } else {
      PassParts parts = new PassParts(vit.forward(), vit.config(), vit.weights(), state.pixels());
      run = () -> parts.run(part);
    }
  }

  private List<Product> products(Vit vit, NDManager manager, int batch) {
    PassProducts of = new PassProducts(vit, manager, batch, PassProducts.fastPasses(vit, manager));
    return switch (part) {
      case "products-layer-scores" -> of.forwardAndLayerScores();
      case "products-logit" -> of.forwardAndLogit();
      default -> throw new IllegalArgumentException("there is no part '" + part + "'");
    };
  }

  /** One part in all blocks. */
  @Benchmark
  public void part() {
    run.run();
  }
}
