package vitexplain.explain;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import vitexplain.vit.model.PatchLayout;
import vitexplain.vit.model.Readout;
import vitexplain.vit.trace.HeadNorm;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/** Traces made of chosen arrays, float64, 2 x 3 patches and CLS; no model behind them. */
public final class SyntheticTrace {
  public static final PatchLayout LAYOUT = new PatchLayout(2, 3, 1);
  public static final int TOKENS = LAYOUT.tokens();
  public static final int HEAD_WIDTH = 4;

  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  private final Map<Signal, List<NDArray>> signals = new HashMap<>();
  private final int batch;
  private final int blocks;
  private final int heads;

  public SyntheticTrace(int batch, int blocks, int heads, int seed) {
    this.batch = batch;
    this.blocks = blocks;
    this.heads = heads;
    manager.getEngine().setRandomSeed(seed);
    put(new Signal.Attention(), () -> normal(TOKENS).mul(2).softmax(-1));
    put(new Signal.Values(), () -> normal(HEAD_WIDTH));
    put(new Signal.LogitContextGradient(), () -> normal(HEAD_WIDTH));
  }

  public NDArray normal(int width) {
    return manager.randomNormal(0, 1, new Shape(batch, heads, TOKENS, width), DataType.FLOAT64);
  }

  public NDManager manager() {
    return manager;
  }

  public SyntheticTrace put(Signal signal, Supplier<NDArray> perBlock) {
    List<NDArray> arrays = new ArrayList<>();
    for (int l = 0; l < blocks; l++) {
      arrays.add(perBlock.get());
    }
    signals.put(signal, arrays);
    return this;
  }

  /** Owns the arrays from now on; the norms of the attention's gradient are those of D V^T. */
  public Trace trace() {
    List<NDArray> d = signals.get(new Signal.LogitContextGradient());
    List<NDArray> v = signals.get(new Signal.Values());
    List<NDArray> gradients = new ArrayList<>();
    for (int l = 0; l < blocks; l++) {
      gradients.add(d.get(l).matMul(v.get(l).transpose(0, 1, 3, 2)));
    }
    int[] axes = {2, 3};
    signals.put(
        new Signal.AttentionGradientNorm(HeadNorm.L1),
        gradients.stream().map(g -> g.abs().sum(axes)).toList());
    signals.put(
        new Signal.AttentionGradientNorm(HeadNorm.L2),
        gradients.stream().map(g -> g.square().sum(axes).sqrt()).toList());
    return new Trace(
        manager, LAYOUT, Readout.CLASS_TOKEN, new float[batch][2], new int[batch], signals);
  }
}
