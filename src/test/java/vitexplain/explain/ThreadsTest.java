package vitexplain.explain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vitexplain.explain.map.Explainer;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Torch;
import vitexplain.vit.Vit;
import vitexplain.vit.autograd.Collector;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/** One model used by several threads at once gives each of them what it gives one alone. */
class ThreadsTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 3;

  private static Vit model;

  @BeforeAll
  static void openModel() {
    model = ModelSource.named("demo", Path.of("data")).open(Device.cpu(), DataType.FLOAT32, 0);
  }

  @AfterAll
  static void closeModel() {
    model.close();
  }

  /** Defaults, but for those that would take many passes. */
  private static List<Explainer> methods() {
    List<Explainer> methods = new ArrayList<>();
    for (Methods.Entry entry : Methods.all()) {
      methods.add(
          switch (entry.name()) {
            case "smoothgrad" -> Methods.named("smoothgrad:samples=2");
            case "integrated-gradients" -> Methods.named("integrated-gradients:steps=2");
            case "beyond-intuition" -> Methods.named("beyond-intuition:steps=2");
            case "rise" -> Methods.named("rise:masks=70");
            case "tis" -> Methods.named("tis:masks=70");
            default -> Methods.named(entry.name());
          });
    }
    return methods;
  }

  /** Drawn without the engine, whose random numbers all threads share. */
  private static NDArray pixels(NDManager scope, int seed) {
    Random random = new Random(seed);
    float[] image = new float[3 * 96 * 96];
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) random.nextGaussian();
    }
    return model.pixels(scope, image);
  }

  private static float[][] map(Explainer method, int seed) {
    try (NDManager scope = model.newScope();
        Trace trace = model.trace(pixels(scope, seed), Targets.predicted(), method.needs())) {
      return method.explain(trace).values();
    }
  }

  private static float[] logits(int seed) {
    try (NDManager scope = model.newScope()) {
      return model.logits(pixels(scope, seed)).toFloatArray();
    }
  }

  @Test
  void everyMethodGivesTheSameMapsFromSeveralThreads()
      throws InterruptedException, ExecutionException {
    List<Explainer> methods = methods();
    List<List<float[][]>> alone = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int seed = t;
      alone.add(methods.stream().map(method -> map(method, seed)).toList());
    }
    CyclicBarrier start = new CyclicBarrier(THREADS);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Void>> done = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int seed = t;
        done.add(
            pool.submit(
                () -> {
                  for (int m = 0; m < methods.size() * ROUNDS; m++) {
                    start.await();
                    // Each thread is at another method, so that fast ones meet slow ones.
                    int which = (m + seed * 5) % methods.size();
                    assertThat(map(methods.get(which), seed))
                        .as(methods.get(which).id())
                        .isDeepEqualTo(alone.get(seed).get(which));
                  }
                  return null;
                }));
      }
      for (Future<Void> each : done) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void logitsAreTheSameFromSeveralThreads() throws InterruptedException, ExecutionException {
    float[] alone = logits(9);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<float[]>> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        all.add(pool.submit(() -> logits(9)));
      }
      for (Future<float[]> each : all) {
        assertThat(each.get()).isEqualTo(alone);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** A thread that is recording already must not wait for itself. */
  @Test
  void aSecondCollectorOfOneThreadIsRefusedAndTheLockIsFreeAfterwards() throws Exception {
    Engine engine = Torch.engine();
    try (Collector first = Collector.open(engine)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> Collector.open(engine)).isInstanceOf(IllegalStateException.class);
    }
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      other.submit(() -> Collector.open(engine).close()).get();
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void nothingButTheCollectorOpensTheEnginesOwn() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Collector.class.getName())
        .should()
        .callMethod(Engine.class, "newGradientCollector")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("vitexplain"));
  }
}
