package vitexplain.demo;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import vitexplain.base.Refusal;
import vitexplain.base.WriteFailure;
import vitexplain.vit.Torch;
import vitexplain.vit.Vit;
import vitexplain.vit.autograd.Collector;
import vitexplain.vit.checkpoint.ModelWriter;
import vitexplain.vit.closedform.KeptTokens;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.Hook;
import vitexplain.vit.model.NamedWeights;
import vitexplain.vit.model.RandomWeights;
import vitexplain.vit.model.VitWeights;

/** Trains the embedded model on scenes drawn as it goes. On the CPU; repeatable from its seed. */
public final class DemoTraining {

  /** Is called after every step of a training. */
  @FunctionalInterface
  public interface Listener {

    /** Does nothing. */
    Listener NONE = (step, steps, loss, accuracy) -> {};

    /**
     * One step is done.
     *
     * @param step steps done, from 1
     * @param steps steps in all
     * @param loss mean cross-entropy of the step's scenes, in nats
     * @param accuracy share of the step's scenes classified correctly before the step, 0 to 1
     */
    void step(int step, int steps, double loss, double accuracy);
  }

  /**
   * A trained model.
   *
   * @param directory of the model, in Hugging Face layout
   * @param parameters number of trained values
   * @param seconds that the steps took
   * @param validationAccuracy share of unseen scenes classified correctly, 0 to 1; these are
   *     neither training scenes nor the committed test scenes
   */
  public record Result(
      Path directory, long parameters, double seconds, double validationAccuracy) {}

  /** The seed of the committed model. */
  public static final long DEFAULT_SEED = 1;

  /** Scenes of this seed measure a trained model; recipes are chosen by them, too. */
  static final long VALIDATION_SEED = 1_000_003;

  private static final int VALIDATION_SCENES = 800;

  private final DemoRecipe recipe;
  private final NDManager manager;
  private final VitWeights weights;
  private final Vit model;
  private final Forward forward;
  private final Map<String, NDArray> parameters;
  private final Optimizer optimizer;
  private final Loss crossEntropy = Loss.softmaxCrossEntropyLoss();

  DemoTraining(NDManager manager, DemoRecipe recipe, VitWeights weights) {
    this.recipe = recipe;
    this.manager = manager;
    this.weights = weights;
    this.model = new Vit(manager, recipe.config(), weights);
    this.forward = new Forward(recipe.config(), weights);
    this.parameters = NamedWeights.of(weights);
    this.optimizer = Optimizer.adam().optLearningRateTracker(recipe.learningRate()).build();
    parameters.values().forEach(parameter -> parameter.setRequiresGradient(true));
  }

  /**
   * Trains from scratch and writes the model; nothing is written before the last step is done.
   *
   * @param out directory of the model, made if it is missing; a model in it is replaced
   * @param seed of the initial weights and the training scenes
   * @throws Refusal when the seed is that of the test or validation scenes or when the model cannot
   *     be written
   */
  public static Result run(Path out, long seed, DemoRecipe recipe, Listener listener) {
    if (seed == SceneFiles.TEST_SEED || seed == VALIDATION_SEED) {
      throw Refusal.request(
          "--seed is "
              + seed
              + ", which draws the scenes that the model is tested on. Give another one.");
    }
    try (NDManager manager = Torch.manager(Device.cpu())) {
      VitWeights weights = RandomWeights.create(manager, recipe.config(), DataType.FLOAT32, seed);
      DemoTraining training = new DemoTraining(manager, recipe, weights);
      long start = System.nanoTime();
      training.train(seed, listener);
      double seconds = (System.nanoTime() - start) / 1e9;
      double accuracy = training.validate();
      write(out, recipe, weights);
      long count = training.parameters.values().stream().mapToLong(NDArray::size).sum();
      return new Result(out, count, seconds, accuracy);
    }
  }

  private static void write(Path out, DemoRecipe recipe, VitWeights weights) {
    try {
      ModelWriter.write(out, recipe.config(), weights);
    } catch (IOException e) {
      throw WriteFailure.of(out, e);
    }
  }

  void train(long seed, Listener listener) {
    PatchDraw draw = new PatchDraw(seed, recipe.leastKept(), model.layout().patches());
    try (SceneBatches batches = new SceneBatches(seed, recipe)) {
      for (int step = 1; step <= recipe.steps(); step++) {
        SceneBatches.Batch batch = batches.next();
        try (NDManager scope = model.newScope()) {
          NDArray logits = descend(scope, batch, selection(draw, step - 1));
          NDArray labels = scope.create(batch.labels());
          double loss = crossEntropy.evaluate(new NDList(labels), new NDList(logits)).getFloat();
          listener.step(step, recipe.steps(), loss, right(logits, batch) / (double) recipe.batch());
        }
      }
    }
  }

  /** What is left of a step's tokens. */
  private UnaryOperator<NDArray> selection(PatchDraw draw, int step) {
    return draw.keepsAll()
        ? tokens -> tokens
        : new KeptTokens(model.layout(), draw.kept(step, recipe.batch()))::of;
  }

  /** One step; the logits are those from before it, and belong to the scope. */
  private NDArray descend(
      NDManager scope, SceneBatches.Batch batch, UnaryOperator<NDArray> selection) {
    NDArray logits;
    try (Collector collector = Collector.open(scope.getEngine())) {
      NDArray tokens = forward.embed(model.pixels(scope, batch.pixels()));
      logits = forward.logitsOf(selection.apply(tokens), Hook.NONE);
      NDArray labels = scope.create(batch.labels());
      collector.backward(crossEntropy.evaluate(new NDList(labels), new NDList(logits)));
    }
    // The optimiser also sets each gradient back to zero: otherwise they would add up over steps.
    parameters.forEach(
        (name, parameter) -> {
          NDArray gradient = parameter.getGradient();
          gradient.attach(scope);
          optimizer.update(name, parameter, gradient);
        });
    return logits;
  }

  private double validate() {
    parameters.values().forEach(parameter -> parameter.setRequiresGradient(false));
    // A model rearranges weights when it is made: the trained ones take another.
    try (Vit trained = new Vit(manager.newSubManager(), recipe.config(), weights)) {
      return accuracy(trained);
    }
  }

  private double accuracy(Vit trained) {
    SceneGenerator unseen = new SceneGenerator(VALIDATION_SEED, SceneDifficulty.FULL);
    int right = 0;
    for (int first = 0; first < VALIDATION_SCENES; first += recipe.batch()) {
      int count = Math.min(recipe.batch(), VALIDATION_SCENES - first);
      SceneBatches.Batch batch = SceneBatches.draw(unseen, first, count);
      try (NDManager scope = trained.newScope()) {
        right += right(trained.logits(trained.pixels(scope, batch.pixels())), batch);
      }
    }
    return right / (double) VALIDATION_SCENES;
  }

  private static int right(NDArray logits, SceneBatches.Batch batch) {
    long[] named = logits.argMax(1).toLongArray();
    int right = 0;
    for (int i = 0; i < named.length; i++) {
      right += named[i] == batch.labels()[i] ? 1 : 0;
    }
    return right;
  }
}
