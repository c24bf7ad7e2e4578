package vitexplain.vit.checkpoint;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import vitexplain.base.Excerpt;
import vitexplain.base.Refusal;

/**
 * How safetensors keeps a value; everything is widened when read. Weights are floating-point; whole
 * numbers are known of the positions' indices alone, which older checkpoints keep and nobody reads.
 */
enum StoredType {
  F64(8) {
    @Override
    double next(ByteBuffer data) {
      return data.getDouble();
    }
  },
  F32(4) {
    @Override
    double next(ByteBuffer data) {
      return data.getFloat();
    }

    @Override
    float[] floats(ByteBuffer data, int size) {
      float[] values = new float[size];
      data.asFloatBuffer().get(values);
      return values;
    }
  },
  F16(2) {
    @Override
    double next(ByteBuffer data) {
      return halfToFloat(data.getShort());
    }
  },
  BF16(2) {
    @Override
    double next(ByteBuffer data) {
      return Float.intBitsToFloat(data.getShort() << 16);
    }
  },
  I64(8) {
    @Override
    double next(ByteBuffer data) {
      return data.getLong();
    }
  };

  private static final String INDICES = "position_ids";
  private static final Set<StoredType> OF_WEIGHTS = EnumSet.complementOf(EnumSet.of(I64));

  private final int bytes;

  StoredType(int bytes) {
    this.bytes = bytes;
  }

  static StoredType named(Path file, String tensor, String name) {
    return Arrays.stream(values())
        .filter(type -> type.name().equals(name))
        .filter(type -> OF_WEIGHTS.contains(type) || tensor.endsWith(INDICES))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.request(
                    String.format(
                        Locale.ROOT,
                        "'%s': tensor '%s' has dtype '%s'; expected one of %s",
                        file,
                        Excerpt.of(tensor),
                        Excerpt.of(name),
                        OF_WEIGHTS)));
  }

  int bytes() {
    return bytes;
  }

  /** The value at the buffer's position, which moves on. */
  abstract double next(ByteBuffer data);

  double[] doubles(ByteBuffer data, int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = next(data);
    }
    return values;
  }

  float[] floats(ByteBuffer data, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) next(data);
    }
    return values;
  }

  /** IEEE 754 binary16 to binary32, exact. */
  static float halfToFloat(short half) {
    int exponent = (half >> 10) & 0x1f;
    int fraction = half & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24f; // zero and subnormals
          case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Float.intBitsToFloat(((exponent + 112) << 23) | (fraction << 13));
        };
    return half < 0 ? -magnitude : magnitude;
  }
}
