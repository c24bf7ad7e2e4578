package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vitexplain.explain.map.Explainer;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/** What a method computes does not depend on which others share its trace. */
class CompanyTest {
  /**
   * Of a map's whole range. Not 0: where attention is kept for another method, softmax and products
   * run one after the other instead of fused, and sums in another order round differently.
   */
  private static final double ORDER_OF_SUMS = 1e-5;

  private static Vit model;
  private static NDManager scope;
  private static NDArray pixels;
  private static Trace everybody;

  @BeforeAll
  static void open() {
    model = ModelSource.named("demo", Path.of("data")).open(Device.cpu(), DataType.FLOAT32, 0);
    scope = model.newScope();
    scope.getEngine().setRandomSeed(7);
    int size = model.config().imageHeight();
    pixels = scope.randomNormal(new Shape(2, 3, size, size));
    Set<Signal> all =
        Methods.all().stream()
            .flatMap(entry -> Methods.named(entry.name()).needs().stream())
            .collect(Collectors.toUnmodifiableSet());
    everybody = model.trace(pixels, Targets.of(1, 2), all);
  }

  @AfterAll
  static void close() {
    everybody.close();
    scope.close();
    model.close();
  }

  private static Stream<String> methods() {
    return Methods.all().stream().map(Methods.Entry::name);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aloneAndInCompany(String id) {
    Explainer method = Methods.named(id);
    float[][] together = method.explain(everybody).values();
    try (Trace own = model.trace(pixels, Targets.of(1, 2), method.needs())) {
      float[][] alone = method.explain(own).values();
      for (int b = 0; b < alone.length; b++) {
        assertThat(difference(alone[b], together[b])).as("image " + b).isLessThan(ORDER_OF_SUMS);
      }
    }
  }

  private static double difference(float[] found, float[] expected) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    double largest = 0;
    for (int i = 0; i < found.length; i++) {
      low = Math.min(low, expected[i]);
      high = Math.max(high, expected[i]);
      largest = Math.max(largest, Math.abs(found[i] - expected[i]));
    }
    return largest == 0 ? 0 : largest / (high - low);
  }
}
