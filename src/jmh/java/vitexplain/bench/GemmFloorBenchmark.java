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
 * matrix once and finds none of them in the cache.
 *
 * <pre>./run-bench.sh bench --include GemmFloorBenchmark --model shape:vit-base-16-224</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GemmFloorBenchmark {

  private List<Product> products;

  @Setup
  public void check(ModelState state) {
    products = ForwardProducts.of(state.vit(), state.pixels().getManager(), state.batch);
    products.forEach(Product::check);
  }

  /** All matrix products of one forward pass, one after another. */
  @Benchmark
  public float gemmFloor() {
    for (Product product : products.subList(0, products.size() - 1)) {
      product.run().close();
    }
    try (NDArray last = products.get(products.size() - 1).run()) {
      return Barrier.await(last);
    }
  }
}
