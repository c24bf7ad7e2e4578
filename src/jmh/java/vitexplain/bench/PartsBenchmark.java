package vitexplain.bench;

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

  /** Names of {@link PassParts#run}; {@code attention} holds {@code norm-qkv}. */
  @Param({
    "embed",
    "norm-qkv",
    "attention",
    "attention-kept",
    "mlp",
    "mlp-kept",
    "reverse-mlp-projection",
    "reverse"
  })
  public String part;

  private PassParts parts;

  @Setup
  public void draw(ModelState state) {
    Vit vit = state.vit();
    parts = new PassParts(vit.forward(), vit.config(), vit.weights(), state.pixels());
  }

  /** One part in all blocks. */
  @Benchmark
  public void part() {
    parts.run(part);
  }
}
