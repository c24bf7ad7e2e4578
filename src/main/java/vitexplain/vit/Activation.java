package vitexplain.vit;

import ai.djl.ndarray.NDArray;

/** The MLP's non-linearity, by the name that {@code hidden_act} gives it. */
public enum Activation {
  /** 0.5 x (1 + erf(x / sqrt 2)), the exact form. */
  GELU("gelu") {
    @Override
    NDArray apply(NDArray x) {
      return ai.djl.nn.Activation.gelu(x);
    }

    /** With t = x / sqrt 2: (1 + erf(t)) / 2 + t exp(-t^2) / sqrt(pi). */
    @Override
    NDArray slope(NDArray x) {
      NDArray t = x.mul(Math.sqrt(0.5));
      try (NDArray square = t.square();
          NDArray density = square.negi().exp();
          NDArray erf = t.erf()) {
        return t.muli(density).muli(2 / Math.sqrt(Math.PI)).addi(erf).addi(1).muli(0.5);
      }
    }
  },
  /** 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))). */
  GELU_NEW("gelu_new") {
    @Override
    NDArray apply(NDArray x) {
      // Not in place: the backward pass reads the power again.
      NDArray cubic = x.pow(3).mul(Factor.of(x, 0.044715)).add(x);
      NDArray inner = cubic.mul(Factor.of(x, Math.sqrt(2 / Math.PI)));
      return inner.tanh().add(1).mul(x).mul(Factor.of(x, 0.5));
    }

    /** With u = c (x + 0.044715 x^3), t = tanh(u): (1 + t + x (1 - t^2) du/dx) / 2. */
    @Override
    NDArray slope(NDArray x) {
      double c = Math.sqrt(2 / Math.PI);
      try (NDArray square = x.square();
          NDArray factor = square.mul(0.044715 * c).addi(c);
          NDArray u = factor.mul(x);
          NDArray t = u.tanh();
          NDArray rest = t.square().negi().addi(1)) {
        NDArray slope = square.mul(3 * 0.044715 * c).addi(c); // du/dx
        return slope.muli(x).muli(rest).addi(t).addi(1).muli(0.5);
      }
    }
  },
  /** max(x, 0). */
  RELU("relu") {
    @Override
    NDArray apply(NDArray x) {
      return ai.djl.nn.Activation.relu(x);
    }

    /** 1 where x is above 0, else 0, at 0 too. */
    @Override
    NDArray slope(NDArray x) {
      try (NDArray positive = x.gt(0)) {
        return positive.toType(x.getDataType(), false);
      }
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

  /** Element-wise; the result belongs to the manager of {@code x}. */
  abstract NDArray apply(NDArray x);

  /** Its derivative at {@code x}; the result belongs to the manager of {@code x}. */
  abstract NDArray slope(NDArray x);
}
