package vitexplain.vit.closedform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import vitexplain.base.Refusal;
import vitexplain.vit.model.Activation;
import vitexplain.vit.model.NormWeights;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.HeadNorm;

/**
 * The fast passes' operators, from {@code src/main/python/kernels.py}, which says what each
 * computes; the letters in shapes are explained there. For one model shape. No automatic
 * differentiation goes through them, and nothing may change their results in place. Results belong
 * to the manager of the first argument.
 */
public final class Kernels {
  private static final String ANYWHERE = "kernels.pt";
  private static final String WHOLE_BATCH = "kernels-whole-batch.pt";
  private static final String ONE_DNN = "kernels-onednn.pt";
  private static final String BFLOAT16 = "kernels-bfloat16.pt";

  private final TorchScript script;
  private final IValue heads;
  private final IValue eps;
  private final IValue activation;

  private Kernels(TorchScript script, VitConfig config) {
    this.script = script;
    this.heads = script.constant(IValue.from((long) config.heads()));
    this.eps = script.constant(IValue.from(config.layerNormEps()));
    this.activation = script.constant(IValue.from(config.activation().configName()));
  }

  /**
   * Loads the fastest that there are.
   *
   * @param manager they are closed with it; says the device
   */
  public static Kernels load(NDManager manager, VitConfig config, DataType dtype) {
    if (manager.getDevice().isGpu()) {
      return wholeBatch(manager, config);
    }
    boolean oneDnn =
        dtype == DataType.FLOAT32
            && System.getProperty("os.arch").toLowerCase(Locale.ROOT).matches("amd64|x86_64");
    return oneDnn
        ? TorchScript.load(manager, ONE_DNN)
            .map(script -> new Kernels(script, config))
            .orElseGet(() -> anywhere(manager, config))
        : anywhere(manager, config);
  }

  /** Those that take all images in one call, as a GPU wants it; every engine has them. */
  static Kernels wholeBatch(NDManager manager, VitConfig config) {
    return new Kernels(TorchScript.load(manager, WHOLE_BATCH).orElseThrow(), config);
  }

  /** Those that every engine has, one image after the other. */
  public static Kernels anywhere(NDManager manager, VitConfig config) {
    return new Kernels(TorchScript.load(manager, ANYWHERE).orElseThrow(), config);
  }

  /**
   * Those for logits from weights in bfloat16.
   *
   * @param manager they are closed with it; says the device
   * @throws Refusal if the engine lacks an operator
   */
  public static Kernels bfloat16(NDManager manager, VitConfig config) {
    if (manager.getDevice().isGpu()) {
      return wholeBatch(manager, config);
    }
    return TorchScript.load(manager, BFLOAT16)
        .map(script -> new Kernels(script, config))
        .orElseThrow(
            () ->
                Refusal.environment(
                    "bfloat16 needs an engine with oneDNN, which this one is built without. Leave"
                        + " out --dtype bfloat16."));
  }

  /** Weights rounded to bfloat16, kept as long as the kernels. */
  IValue rounded(IValue weights) {
    return script.constant("cast", weights);
  }

  /** Those that the kernels compute. */
  static final Set<Activation> ACTIVATIONS =
      Set.of(Activation.GELU, Activation.GELU_NEW, Activation.RELU, Activation.QUICK_GELU);

  /** Tensors by name as one argument, kept as long as the kernels. */
  IValue weights(Map<String, NDArray> tensors) {
    return script.constant(tensors);
  }

  /** The weights of several blocks as one argument, kept as long as the kernels. */
  IValue all(List<IValue> weights) {
    return script.constant(IValue.listFrom(weights.toArray(IValue[]::new)));
  }

  /** A weight [out, in] as reverse products read it fastest; may be itself. */
  NDArray layoutReverse(NDArray weight) {
    return script.call("layout_reverse", weight).singletonOrThrow();
  }

  /** A weight [out, in] in the memory order that forward products read fastest. */
  NDArray layout(NDArray weight) {
    return script.call("layout", weight).singletonOrThrow();
  }

  /** The product of x [n, k] and y [k, m], kept in that order. */
  public NDArray product(NDArray x, NDArray y) {
    return script.call("linear_reverse", x, y).singletonOrThrow();
  }

  /** Tokens (B,T,d) to scaled query, key and value (B,T,3 d). */
  NDArray qkv(NDArray z, IValue forward) {
    return script.call("qkv", z, eps, forward).singletonOrThrow();
  }

  /**
   * Attention that is kept.
   *
   * @param z (B,T,d)
   * @param a (B,H,T,T), receives A
   * @param rows R, those that go on after attention
   * @return tokens after attention (B,R,d); query, key and value (B,T,3 d)
   */
  NDList attention(NDArray z, NDArray a, int rows, IValue forward) {
    return script.call("attention", z, a, rows, heads, eps, forward);
  }

  /**
   * Attention that is not kept.
   *
   * @param z (B,T,d)
   * @return tokens after attention (B,T,d); values (B,H,T,h), a view
   */
  NDList attended(NDArray z, IValue forward) {
    return script.call("attended", z, heads, eps, forward);
  }

  /** The same for the first R tokens alone: (B,R,d), and values. */
  NDList attendedRows(NDArray z, int rows, IValue forward) {
    return script.call("attended_rows", z, rows, heads, eps, forward);
  }

  /** Tokens after attention (B,R,d) to those after the block. */
  NDArray mlp(NDArray attended, IValue forward) {
    return script.call("mlp", attended, eps, activation, forward).singletonOrThrow();
  }

  /** The same, and what goes into the activation, (B,R,m). */
  NDList mlpKeeping(NDArray attended, IValue forward) {
    return script.call("mlp_keeping", attended, eps, activation, forward);
  }

  /** The same, and of the activation f of x, f(x) / x in the place of x. */
  NDList mlpGating(NDArray attended, IValue forward) {
    return script.call("mlp_gating", attended, eps, activation, forward);
  }

  /** Of the activation f of x, f(x) / x, and 1/2 where x is 0; any shape. */
  NDArray gates(NDArray x) {
    return script.call("gates", x, activation).singletonOrThrow();
  }

  /**
   * All blocks.
   *
   * @param z (B,T,d)
   * @param rows R, those of the last block that are read
   * @return tokens (B,R,d), in the dtype of {@code z}
   */
  NDArray tokens(NDArray z, int rows, IValue blocks) {
    return script.call("tokens_after", z, rows, heads, eps, activation, blocks).singletonOrThrow();
  }

  /**
   * The reverse pass from a block's output to its context.
   *
   * @param dz (N,B,R,d) or (N,B,1,d)
   * @return the gradient of its tokens after attention (N,B,R,d); D (N,B,H,R,h)
   */
  NDList toContext(NDArray dz, BlockTape tape, IValue reverse) {
    return script.call(
        "to_context", dz, tape.attended(), tape.hidden(), heads, eps, activation, reverse);
  }

  /**
   * The reverse pass through a whole block, for one class.
   *
   * @param dz (1,B,R,d) or (1,B,1,d)
   * @param norms P, which of dA are asked for
   * @param onward whether the gradient of the block's input is
   * @return D (B,H,R,h); the norms (P,B,H); the gradient of the block's input (1,B,T,d) if asked
   */
  NDList reverse(
      NDArray dz,
      BlockTape tape,
      AttentionTape attention,
      List<HeadNorm> norms,
      boolean onward,
      IValue reverse) {
    return script.call(
        "reverse",
        dz,
        tape.attended(),
        tape.hidden(),
        attention.input(),
        attention.qkv(),
        attention.attention(),
        heads,
        eps,
        activation,
        norms.stream().mapToLong(HeadNorm::order).toArray(),
        onward,
        reverse);
  }

  /**
   * The reverse pass through a whole block by rules of relevance propagation, attention being a
   * constant; for one class.
   *
   * @param dz (1,B,R,d) or (1,B,1,d)
   * @param gates of the hidden layer (B,R,m)
   * @return the relevance of the block's input, summed over each token (B,T); the input's gradient
   *     (1,B,T,d)
   */
  NDList relevance(
      NDArray dz, BlockTape tape, NDArray gates, AttentionTape attention, IValue reverse) {
    return script.call(
        "relevance",
        dz,
        tape.attended(),
        gates,
        attention.input(),
        attention.attention(),
        eps,
        reverse);
  }

  /** The same through LayerNorm alone, its standard deviation being a constant. */
  NDArray normRelevance(NDArray dy, NDArray x, NormWeights norm) {
    return script.call("norm_relevance", dy, x, norm.weight(), eps).singletonOrThrow();
  }

  /** The reverse pass through LayerNorm; {@code dy} and {@code x} broadcast. */
  NDArray normReverse(NDArray dy, NDArray x, NormWeights norm) {
    return script.call("norm_reverse", dy, x, norm.weight(), eps).singletonOrThrow();
  }
}
