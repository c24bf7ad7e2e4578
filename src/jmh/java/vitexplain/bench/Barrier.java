package vitexplain.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * The end of a timed region. A GPU works through a queue and returns before it has computed; a copy
 * to the host waits for all that is queued, and no other call of the engine does.
 */
final class Barrier {

  private Barrier() {}

  /** Copies the first element of an array to the host. */
  static float await(NDArray array) {
    try (NDArray flat = array.flatten();
        NDArray first = flat.get("0:1");
        NDArray single = first.toType(DataType.FLOAT32, true)) {
      return single.toFloatArray()[0];
    }
  }
}
