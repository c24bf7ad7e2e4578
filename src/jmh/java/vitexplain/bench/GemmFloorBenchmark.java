package vitexplain.bench;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * How fast could a forward pass be, if everything but its matrix products were free?
 *
 * <p>Trap avoided: warm caches. Every block has weights of its own, because a real pass reads each
 * matrix once and finds none of them in the cache. All blocks are whole, although the forward pass
 * computes only the rows that are read of the last one.
 *
 * <pre>./run-bench.sh bench --include GemmFloorBenchmark --model shape:vit-base-16-224</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GemmFloorBenchmark {

  /** All matrix products of one forward pass, one after another, by the engine's own product. */
  @Benchmark
  public float gemmFloor(Engine engine) {
    return run(engine.products);
  }

  /** The same, by the product that the forward pass itself has: oneDNN's on x86-64 in float32. */
  @Benchmark
  public float gemmFloorOnednn(FastPasses fastPasses) {
    return run(fastPasses.products);
  }

  private static float run(List<Product> products) {
    for (Product product : products.subList(0, products.size() - 1)) {
      product.run().close();
    }
    try (NDArray last = products.get(products.size() - 1).run()) {
      return Barrier.await(last);
    }
  }

  /** Operands for the engine's product; a process has those alone that it times. */
  @State(Scope.Benchmark)
  public static class Engine {
    private List<Product> products;

    @Setup
    public void check(ModelState state) {
      products = checked(state, PassProducts.engine(state.pixels().getManager()));
    }
  }

  /** Operands for the fast passes' product. */
  @State(Scope.Benchmark)
  public static class FastPasses {
    private List<Product> products;

    @Setup
    public void check(ModelState state) {
      products =
          checked(state, PassProducts.fastPasses(state.vit(), state.pixels().getManager()));
    }
  }

  private static List<Product> checked(ModelState state, PassProducts.Linear linear) {
    List<Product> products =
        new PassProducts(state.vit(), state.pixels().getManager(), state.batch, linear).forward();
    products.forEach(Product::check);
    return products;
  }
}
