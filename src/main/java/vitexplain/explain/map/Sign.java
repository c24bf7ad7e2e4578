package vitexplain.explain.map;

/** What of a signed map is shown and scored. */
public enum Sign {
  /** The map as it is: its least value comes last. */
  SIGNED {
    @Override
    float of(float value) {
      return value;
    }
  },
  /** What speaks for the class; all that speaks against it counts as nothing. */
  POSITIVE {
    @Override
    float of(float value) {
      return value < 0 ? 0 : value;
    }
  },
  /** How much a patch counts, whichever way. */
  ABS {
    @Override
    float of(float value) {
      return Math.abs(value);
    }
  };

  abstract float of(float value);

  /** Of every value; NaN stays. */
  float[] of(float[] values) {
    float[] scored = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      scored[i] = of(values[i]);
    }
    return scored;
  }
}
