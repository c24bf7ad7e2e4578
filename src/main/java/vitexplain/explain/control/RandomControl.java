package vitexplain.explain.control;

import java.util.Set;
import java.util.SplittableRandom;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.MethodId;
import vitexplain.vit.autograd.PixelFingerprint;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

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
    long[] seeds = PixelFingerprint.seeds(seed, trace.get(new Signal.Pixels(), 0));
    for (int b = 0; b < maps.length; b++) {
      SplittableRandom random = new SplittableRandom(seeds[b]);
      for (int i = 0; i < maps[b].length; i++) {
        maps[b][i] = (float) random.nextDouble();
      }
    }
    return Maps.ofPatches(maps, trace.layout());
  }
}
