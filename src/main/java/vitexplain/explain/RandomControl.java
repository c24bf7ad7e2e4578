package vitexplain.explain;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import vitexplain.vit.Signal;
import vitexplain.vit.Trace;

/**
 * Control: independent uniform values on the patch grid. They follow from the seed and the image's
 * own pixels, so that an image gets the same map wherever it stands in a batch.
 *
 * @param seed of the values
 */
public record RandomControl(int seed) implements Explainer {

  @Override
  public String id() {
    return MethodId.of("random").option("seed", seed, 0).toString();
  }

  @Override
  public Set<Signal> needs() {
    return Set.of(new Signal.Pixels());
  }

  @Override
  public Maps explain(Trace trace) {
    float[][] maps = new float[trace.batch()][trace.layout().patches()];
    for (int b = 0; b < maps.length; b++) {
      SplittableRandom random = new SplittableRandom(((long) seed << 32) ^ fingerprint(trace, b));
      for (int i = 0; i < maps[b].length; i++) {
        maps[b][i] = (float) random.nextDouble();
      }
    }
    return Maps.ofPatches(maps, trace.layout());
  }

  private static long fingerprint(Trace trace, int image) {
    try (NDArray pixels = trace.get(new Signal.Pixels(), 0).get(image)) {
      ByteBuffer bytes = pixels.toByteBuffer();
      CRC32 crc = new CRC32();
      crc.update(bytes);
      return crc.getValue();
    }
  }
}
