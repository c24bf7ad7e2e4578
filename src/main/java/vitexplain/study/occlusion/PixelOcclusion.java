package vitexplain.study.occlusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import vitexplain.vit.Vit;

/**
 * Removal by painting over: every perturbed input is a whole image, so all may share a pass.
 *
 * @param model asked
 * @param without the image without some units, [C * height * width]; called by several threads
 */
public record PixelOcclusion(Vit model, Function<BitSet, float[]> without) implements Occlusion {

  /** Removed units show another picture, all channels together. */
  public static PixelOcclusion over(Instance instance, float[] picture) {
    int area = picture.length / instance.model().config().channels();
    return new PixelOcclusion(
        instance.model(),
        removed -> {
          float[] copy = instance.input().clone();
          instance.unit().pixels(removed, instance.model().config()).stream()
              .forEach(
                  pixel -> {
                    for (int i = pixel; i < copy.length; i += area) {
                      copy[i] = picture[i];
                    }
                  });
          return copy;
        });
  }

  @Override
  public int passOf(BitSet removed) {
    return 0;
  }

  @Override
  public Supplier<NDArray> pass(NDManager scope, List<BitSet> removed) {
    float[][] copies = removed.parallelStream().map(without).toArray(float[][]::new);
    NDArray pixels = model.pixels(scope, copies);
    return () -> model.logits(pixels);
  }
}
