package vitexplain.vit;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import vitexplain.base.Refusal;
import vitexplain.image.preprocess.ModelSize;
import vitexplain.vit.autograd.AutogradCapture;
import vitexplain.vit.closedform.CapturePlan;
import vitexplain.vit.closedform.ClosedFormCapture;
import vitexplain.vit.closedform.FastForward;
import vitexplain.vit.closedform.KeptTokens;
import vitexplain.vit.closedform.Kernels;
import vitexplain.vit.closedform.Lazy;
import vitexplain.vit.closedform.LogitsPass;
import vitexplain.vit.model.Forward;
import vitexplain.vit.model.Hook;
import vitexplain.vit.model.PatchLayout;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.model.VitWeights;
import vitexplain.vit.propagation.Propagation;
import vitexplain.vit.replay.Passes;
import vitexplain.vit.replay.Replay;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * An immutable Vision Transformer classifier on one device and in one dtype.
 *
 * <p>Several threads may use one model at the same time, each with scopes and pixels of its own.
 * Their numbers are those of one thread. Passes by automatic differentiation wait for each other,
 * because the engine records for one thread at a time. Close the model after the last pass.
 */
public final class Vit implements AutoCloseable {
  private final NDManager manager;
  private final VitConfig config;
  private final VitWeights weights;
  private final Supplier<FastForward> forward;
  private final Supplier<LogitsPass> logits;
  private final DataType logitsDtype;

  /**
   * @param manager owns the weights; closed with the model
   * @param config the model's shape
   * @param weights all in the same dtype
   */
  public Vit(NDManager manager, VitConfig config, VitWeights weights) {
    this(
        manager,
        config,
        weights,
        // Arranged copies take memory that a pass of another kind does without.
        new Lazy<>(
            () -> {
              DataType dtype = weights.position().getDataType();
              Kernels kernels = Kernels.load(manager, config, dtype);
              return new FastForward(manager, config, weights, kernels);
            }));
  }

  /**
   * With weights that others may own; they must live longer.
   *
   * @param forward arranges them, or hands out copies that are; asked when a pass first takes it
   */
  Vit(NDManager manager, VitConfig config, VitWeights weights, Supplier<FastForward> forward) {
    this(
        manager,
        config,
        weights,
        forward,
        () -> forward.get().logits(),
        weights.position().getDataType());
  }

  private Vit(
      NDManager manager,
      VitConfig config,
      VitWeights weights,
      Supplier<FastForward> forward,
      Supplier<LogitsPass> logits,
      DataType logitsDtype) {
    this.manager = manager;
    this.config = config;
    this.weights = weights;
    this.forward = forward;
    this.logits = logits;
    this.logitsDtype = logitsDtype;
  }

  /**
   * The same model, whose {@link #logits} are computed in bfloat16; explanations are not. The two
   * share everything and are closed with either.
   *
   * @throws Refusal if the device does not multiply bfloat16
   */
  public Vit withLogitsInBfloat16() {
    Bfloat16.require(device(), dtype());
    if (!hasFastPasses()) {
      throw Refusal.request(
          "logits in bfloat16 are not computed for this kind of model; leave --dtype float32");
    }
    LogitsPass rounded =
        LogitsPass.inBfloat16(Kernels.bfloat16(manager, config), manager, config, weights);
    return new Vit(manager, config, weights, forward, () -> rounded, DataType.BFLOAT16);
  }

  /** The same model, whose logits are computed in its own dtype; closed with this one. */
  public Vit withExactLogits() {
    return new Vit(manager, config, weights, forward);
  }

  /** What {@link #logits} is computed in. */
  public DataType logitsDtype() {
    return logitsDtype;
  }

  /** The model's shape and class names. */
  public VitConfig config() {
    return config;
  }

  /** Its tensors; they live as long as the model. */
  public VitWeights weights() {
    return weights;
  }

  /** Its fast forward pass, which owns nothing but arranges the weights; if it has one. */
  public FastForward forward() {
    return forward.get();
  }

  /** Where the patches lie in a token sequence. */
  public PatchLayout layout() {
    return config.layout(weights.prefixTokens());
  }

  /** The pictures that it reads, in pixels. */
  public ModelSize.Exact inputSize() {
    return new ModelSize.Exact(config.imageWidth(), config.imageHeight());
  }

  /** Where it computes. */
  public Device device() {
    return manager.getDevice();
  }

  /** What it computes in. */
  public DataType dtype() {
    return weights.position().getDataType();
  }

  /** A manager for the inputs and results of one unit of work; the caller closes it. */
  public NDManager newScope() {
    return manager.newSubManager();
  }

  /**
   * Moves normalised images to the device.
   *
   * @param scope owns the result
   * @param images [B][C * height * width], channel after channel
   * @return [B, C, height, width] in the model's dtype
   * @throws IllegalArgumentException if an image has another size than the model
   */
  public NDArray pixels(NDManager scope, float[]... images) {
    int size = Math.toIntExact(shape(1).size());
    float[] flat = new float[images.length * size];
    for (int b = 0; b < images.length; b++) {
      requireSize(images[b].length, b);
      System.arraycopy(images[b], 0, flat, b * size, size);
    }
    return inOwnType(scope.create(flat, shape(images.length)));
  }

  /** {@link #pixels(NDManager, float[][])} of numbers that a model in float64 takes as they are. */
  public NDArray pixels(NDManager scope, double[]... images) {
    int size = Math.toIntExact(shape(1).size());
    double[] flat = new double[images.length * size];
    for (int b = 0; b < images.length; b++) {
      requireSize(images[b].length, b);
      System.arraycopy(images[b], 0, flat, b * size, size);
    }
    return inOwnType(scope.create(flat, shape(images.length)));
  }

  private NDArray inOwnType(NDArray host) {
    if (host.getDataType() == dtype()) {
      return host;
    }
    try (host) {
      return host.toType(dtype(), false);
    }
  }

  private void requireSize(int values, int image) {
    if (values != shape(1).size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "image %d of the batch has %d values; the model expects %d x %d x %d = %d",
              image,
              values,
              config.channels(),
              config.imageHeight(),
              config.imageWidth(),
              shape(1).size()));
    }
  }

  private Shape shape(int batch) {
    return new Shape(batch, config.channels(), config.imageHeight(), config.imageWidth());
  }

  /**
   * Class scores before the softmax.
   *
   * @param pixels [B, C, height, width]
   * @return [B, K], owned by the manager of {@code pixels}
   */
  public NDArray logits(NDArray pixels) {
    requireInput(pixels);
    return hasFastPasses() ? logits.get().logits(pixels) : plainLogits(pixels, tokens -> tokens);
  }

  /**
   * Class scores of one image with patches dropped: their tokens are removed before the first
   * block, so nothing stands in for them and the pass costs less.
   *
   * @param pixels [1, C, height, width]
   * @param kept patches that stay, [B][k], the same number in every row
   * @return [B, K], owned by the manager of {@code pixels}
   */
  public NDArray logits(NDArray pixels, int[][] kept) {
    requireInput(pixels);
    if (pixels.getShape().get(0) != 1) {
      throw new IllegalArgumentException(
          "pixels are " + pixels.getShape() + "; patches are dropped from one image at a time");
    }
    KeptTokens tokens = new KeptTokens(layout(), kept);
    return hasFastPasses() ? logits.get().logits(pixels, tokens) : plainLogits(pixels, tokens::of);
  }

  private NDArray plainLogits(NDArray pixels, UnaryOperator<NDArray> selection) {
    NDManager owner = pixels.getManager();
    try (NDManager scope = owner.newSubManager()) {
      scope.tempAttachAll(pixels);
      Forward plain = new Forward(config, weights);
      NDArray scores = plain.logitsOf(selection.apply(plain.embed(pixels)), Hook.NONE);
      scores.attach(owner);
      return scores;
    }
  }

  /** Whether its blocks are computed by arranged weights and fused kernels, {@link #forward}. */
  public boolean hasFastPasses() {
    return FastForward.supports(config, weights);
  }

  /** Whether gradients are computed by closed forms, or else by automatic differentiation. */
  public boolean hasClosedForms() {
    return ClosedFormCapture.supports(config, weights);
  }

  /**
   * Runs the passes that {@code needs} takes and keeps what they leave behind: closed forms for
   * every signal that has one, automatic differentiation for the others alone. So a method's map
   * does not depend on which methods share its trace, but for the order of float32 sums.
   *
   * @param pixels [B, C, height, width]; stays with its owner
   * @param targets the class that gradients are of
   * @param needs what to capture
   * @return the caller closes it
   */
  public Trace trace(NDArray pixels, Targets targets, Set<Signal> needs) {
    return traces(pixels, List.of(targets), needs).get(0);
  }

  /**
   * Several classes of the same images explained, by closed forms from one forward pass.
   *
   * @param pixels [B, C, height, width]; stays with its owner
   * @param targets which class per image, once for each trace
   * @param needs what to capture
   * @return one trace each, in order; the caller closes them, in any order
   */
  public List<Trace> traces(NDArray pixels, List<Targets> targets, Set<Signal> needs) {
    requireInput(pixels);
    Set<Signal> again = Replay.known(needs);
    Set<Signal> relevance = Propagation.known(needs);
    List<Trace> traces = ofOnePass(pixels, targets, without(without(needs, again), relevance));
    if (!again.isEmpty()) {
      Vit exact = withExactLogits();
      Passes passes = new Passes(exact::logits, (x, same) -> trace(x, same, Replay.GRADIENTS));
      Replay replay = new Replay(new Forward(config, weights), weights, passes);
      traces = each(traces, targets, (trace, of) -> replay.joined(trace, of, pixels, again));
    }
    return propagated(traces, targets, pixels, relevance);
  }

  private static Set<Signal> without(Set<Signal> needs, Set<Signal> others) {
    return needs.stream()
        .filter(each -> !others.contains(each))
        .collect(Collectors.toUnmodifiableSet());
  }

  private List<Trace> propagated(
      List<Trace> traces, List<Targets> targets, NDArray pixels, Set<Signal> relevance) {
    if (relevance.isEmpty()) {
      return traces;
    }
    Propagation propagation = new Propagation(config, weights);
    return each(traces, targets, (trace, of) -> propagation.joined(trace, of, pixels, relevance));
  }

  /** Every trace of some classes with more besides; all are closed where one fails. */
  private static List<Trace> each(
      List<Trace> traces, List<Targets> targets, BiFunction<Trace, Targets, Trace> more) {
    try {
      List<Trace> joined = new ArrayList<>();
      for (int n = 0; n < traces.size(); n++) {
        joined.add(more.apply(traces.get(n), targets.get(n)));
      }
      return joined;
    } catch (RuntimeException | Error failure) {
      traces.forEach(Trace::close); // a joined one shares its manager
      throw failure;
    }
  }

  private List<Trace> ofOnePass(NDArray pixels, List<Targets> targets, Set<Signal> needs) {
    Set<Signal> known = hasClosedForms() ? CapturePlan.known(needs) : Set.of();
    Set<Signal> rest = without(needs, known);
    if (!hasClosedForms() || (known.isEmpty() && !rest.isEmpty())) {
      return byAutograd(pixels, targets, rest);
    }
    List<Trace> traces =
        new ClosedFormCapture(config, weights, forward())
            .capture(manager, pixels, targets, known, CapturePlan.of(known));
    return rest.isEmpty() ? traces : joined(traces, targets, pixels, rest);
  }

  private List<Trace> byAutograd(NDArray pixels, List<Targets> targets, Set<Signal> needs) {
    List<Trace> traces = new ArrayList<>();
    try {
      targets.forEach(each -> traces.add(traceByAutograd(pixels, each, needs)));
      return traces;
    } catch (RuntimeException | Error failure) {
      traces.forEach(Trace::close);
      throw failure;
    }
  }

  /** Traces with signals besides that take automatic differentiation, for the same classes. */
  private List<Trace> joined(
      List<Trace> traces, List<Targets> targets, NDArray pixels, Set<Signal> rest) {
    return each(
        traces,
        targets,
        (closed, of) -> closed.with(traceByAutograd(pixels, of.settled(closed.targets()), rest)));
  }

  /**
   * The same as {@link #trace} by automatic differentiation of the plain forward pass: slow, and
   * what the closed forms are checked against and timed against.
   */
  public Trace traceByAutograd(NDArray pixels, Targets targets, Set<Signal> needs) {
    requireInput(pixels);
    Set<Signal> again = Replay.known(needs);
    Set<Signal> relevance = Propagation.known(needs);
    Set<Signal> ofOnePass = without(without(needs, again), relevance);
    Trace trace =
        new AutogradCapture(config, weights)
            .capture(manager.newSubManager(), pixels, targets, ofOnePass);
    if (!again.isEmpty()) {
      Passes passes =
          new Passes(
              (x, kept) -> plainLogits(x, new KeptTokens(layout(), kept)::of),
              (x, same) -> traceByAutograd(x, same, Replay.GRADIENTS));
      trace =
          new Replay(new Forward(config, weights), weights, passes)
              .joined(trace, targets, pixels, again);
    }
    return propagated(List.of(trace), List.of(targets), pixels, relevance).get(0);
  }

  private void requireInput(NDArray pixels) {
    Shape found = pixels.getShape();
    if (found.dimension() != 4 || !found.equals(shape(Math.toIntExact(found.get(0))))) {
      throw new IllegalArgumentException(
          "pixels are " + found + "; the model expects " + shape(-1));
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
