package vitexplain.vit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Widening is exact: a checkpoint in half precision means the numbers that it says. */
class StoredTypeTest {
  private static final int EXPONENT_BIAS = 15;

  @Test
  void everyFiniteHalfEqualsItsFormula() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      int exponent = bits >> 10 & 0x1f;
      double fraction = (bits & 0x3ff) / 1024.0;
      double magnitude =
          exponent == 0
              ? Math.scalb(fraction, 1 - EXPONENT_BIAS)
              : Math.scalb(1 + fraction, exponent - EXPONENT_BIAS);
      if (exponent < 0x1f) {
        double expected = bits >= 1 << 15 ? -magnitude : magnitude;
        assertThat(StoredType.halfToFloat((short) bits)).isEqualTo((float) expected);
      }
    }
  }

  @Test
  void halfKeepsInfinityNotANumberAndTheSignOfZero() {
    assertThat(half(0x7c00)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(half(0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(half(0x7e00)).isNaN();
    assertThat(1 / half(0x8000)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(half(0x0001)).isEqualTo(0x1p-24f);
    assertThat(half(0x7bff)).isEqualTo(65504f);
  }

  @Test
  void bfloat16IsTheUpperHalfOfAFloat() {
    ByteBuffer data = shorts(0x3f80, 0xc040, 0x0001, 0x8001, 0x7f80, 0xff80, 0x7fc0);
    float[] values = StoredType.BF16.floats(data, 7);
    assertThat(values)
        .containsExactly(
            1,
            -3,
            0x1p-133f,
            -0x1p-133f,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN);
  }

  @Test
  void doublesAreKeptAsDoublesAndRoundedAsFloats() {
    double third = 1 / 3.0;
    ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    data.putDouble(third).putDouble(1e300).flip();
    assertThat(StoredType.F64.doubles(data.duplicate().order(ByteOrder.LITTLE_ENDIAN), 2))
        .containsExactly(third, 1e300);
    assertThat(StoredType.F64.floats(data, 2))
        .containsExactly((float) third, Float.POSITIVE_INFINITY);
  }

  @Test
  void floatsWidenToDoublesExactly() {
    ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    data.putFloat(0.1f).putFloat(Float.MIN_VALUE).flip();
    assertThat(StoredType.F32.doubles(data, 2)).containsExactly(0.1f, Float.MIN_VALUE);
  }

  private static float half(int bits) {
    return StoredType.halfToFloat((short) bits);
  }

  private static ByteBuffer shorts(int... bits) {
    ByteBuffer data = ByteBuffer.allocate(2 * bits.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : bits) {
      data.putShort((short) value);
    }
    return data.flip();
  }
}
