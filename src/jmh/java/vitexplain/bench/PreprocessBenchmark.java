package vitexplain.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import vitexplain.image.codec.Pixels;
import vitexplain.image.preprocess.Preprocessor;

/**
 * What does it cost to bring decoded photographs to the device: resize, normalise, copy?
 *
 * <p>Trap avoided: an input that is too kind. The picture is larger than the model's input and of
 * another shape, as photographs are, and it is noise, so nothing about it can be predicted.
 *
 * <pre>./run-bench.sh bench --include PreprocessBenchmark --batch 1,8</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PreprocessBenchmark {

  /** A common size of ImageNet's photographs. */
  private static final int WIDTH = 500, HEIGHT = 375;

  private static final double WHITE = 255;

  private Preprocessor preprocessor;
  private Pixels[] photographs;

  /** White must come out as (1 - mean) / std, whatever the resizing. */
  @Setup
  public void check(ModelState state) {
    preprocessor = state.source().preprocessor();
    Random random = new Random(state.seed);
    photographs =
        Stream.generate(() -> photograph(random)).limit(state.batch).toArray(Pixels[]::new);
    byte[] white = new byte[3 * WIDTH * HEIGHT];
    Arrays.fill(white, (byte) WHITE);
    float found = preprocessor.apply(new Pixels(WIDTH, HEIGHT, 3, white))[0];
    double scaled = WHITE * preprocessor.scaling().factor();
    double expected = (scaled - preprocessor.scaling().mean()[0]) / preprocessor.scaling().std()[0];
    Answers.requireEqual("a white pixel", found, expected, Math.abs(expected));
    Answers.requireEqual(
        "the first value on the device",
        preprocess(state),
        preprocessor.apply(photographs[0])[0],
        1);
  }

  private static Pixels photograph(Random random) {
    byte[] noise = new byte[3 * WIDTH * HEIGHT];
    random.nextBytes(noise);
    return new Pixels(WIDTH, HEIGHT, 3, noise);
  }

  /** Decoded 8-bit pictures to [B, C, height, width] on the device. */
  @Benchmark
  public float preprocess(ModelState state) {
    try (NDManager scope = state.vit().newScope()) {
      float[][] images =
          Arrays.stream(photographs).map(preprocessor::apply).toArray(float[][]::new);
      NDArray pixels = state.vit().pixels(scope, images);
      return Barrier.await(pixels);
    }
  }
}
