package vitexplain.vit.model;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Optional;

/** The MLP's non-linearity, by the name that {@code hidden_act} gives it. */
public enum Activation {
  /** 0.5 x (1 + erf(x / sqrt 2)), the exact form. */
  GELU("gelu") {
    @Override
    NDArray apply(NDArray x) {
      return ai.djl.nn.Activation.gelu(x);
    }
  },
  /** 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))). */
  GELU_NEW("gelu_new") {
    @Override
    NDArray apply(NDArray x) {
      // Not in place: the backward pass reads the products again. No pow(Number): see Factor.
      NDArray cubic = x.mul(x).mul(x).mul(Factor.of(x, 0.044715)).add(x);
      NDArray inner = cubic.mul(Factor.of(x, Math.sqrt(2 / Math.PI)));
      return inner.tanh().add(1).mul(x).mul(Factor.of(x, 0.5));
    }
  },
  /** max(x, 0). */
  RELU("relu") {
    @Override
    NDArray apply(NDArray x) {
      return ai.djl.nn.Activation.relu(x);
    }
  },
  /** x / (1 + exp(-1.702 x)). */
  QUICK_GELU("quick_gelu") {
    @Override
    NDArray apply(NDArray x) {
      return ai.djl.nn.Activation.sigmoid(x.mul(Factor.of(x, 1.702))).mul(x);
    }
  },
  /** x / (1 + exp(-x)). */
  SILU("silu") {
    @Override
    NDArray apply(NDArray x) {
      return ai.djl.nn.Activation.sigmoid(x).mul(x);
    }
  };

  private final String configName;

  Activation(String configName) {
    this.configName = configName;
  }

  /** The value of {@code hidden_act} that selects it. */
  public String configName() {
    return configName;
  }

  /** The one of a name; empty if there is none. */
  public static Optional<Activation> named(String configName) {
    return Arrays.stream(values()).filter(each -> each.configName.equals(configName)).findFirst();
  }

  /** Element-wise; the result belongs to the manager of {@code x}. */
  abstract NDArray apply(NDArray x);
}
