package vitexplain.demo;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import vitexplain.image.preprocess.Preprocessor;

/** Draws the scenes of the coming steps in the background; which ones depends on the seed alone. */
final class SceneBatches implements AutoCloseable {

  private static final int AHEAD = 3;
  private static final Preprocessor PREPROCESSOR = Preprocessor.defaults(Scene.SIZE);

  /**
   * @param pixels [B][3 * 96 * 96], channel after channel, -1 to 1
   * @param labels [B]
   */
  record Batch(float[][] pixels, int[] labels) {}

  private final long seed;
  private final DemoRecipe recipe;
  private final ExecutorService artist =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "scenes");
            thread.setDaemon(true);
            return thread;
          });
  private final Queue<CompletableFuture<Batch>> coming = new ArrayDeque<>();
  private int ordered;

  SceneBatches(long seed, DemoRecipe recipe) {
    this.seed = seed;
    this.recipe = recipe;
    for (int i = 0; i < AHEAD; i++) {
      order();
    }
  }

  /** The scenes of the next step. */
  Batch next() {
    order();
    return coming.remove().join();
  }

  private void order() {
    int step = ordered++;
    coming.add(
        CompletableFuture.supplyAsync(
            () ->
                draw(
                    new SceneGenerator(seed, recipe.difficulty(step)),
                    (long) step * recipe.batch(),
                    recipe.batch()),
            artist));
  }

  /** {@code count} scenes of a generator from place {@code first} on. */
  static Batch draw(SceneGenerator generator, long first, int count) {
    float[][] pixels = new float[count][];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      Scene scene = generator.scene(first + i);
      pixels[i] = PREPROCESSOR.normalised(scene.picture());
      labels[i] = scene.label();
    }
    return new Batch(pixels, labels);
  }

  @Override
  public void close() {
    artist.shutdownNow();
  }
}
