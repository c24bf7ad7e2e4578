package vitexplain.heatmaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vitexplain.image.ImageFiles;
import vitexplain.image.preprocess.Preprocessor;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;

/**
 * A trained network in two layouts: as a plain ViT with everything folded in, and as DINOv2 has it,
 * with LayerScale apart, positions for another size and a head on the class token and the patches'
 * mean. Runs where the folder that {@code -Dvitexplain.real} names is there.
 */
class RealNetworkTest {
  /** Both files hold float16, and folding LayerScale in rounds once more. */
  private static final double ROUNDING = 1e-2;

  @Test
  void bothLayoutsGiveTheSameLogitsAndClass() throws IOException {
    Path folder = folder();
    List<float[]> plain = logits(folder, "vit-small-photos");
    List<float[]> dinov2 = logits(folder, "dinov2-small-photos");
    assertThat(plain).hasSizeGreaterThan(10).hasSameSizeAs(dinov2);
    for (int i = 0; i < plain.size(); i++) {
      for (int k = 0; k < plain.get(i).length; k++) {
        double difference = Math.abs(plain.get(i)[k] - dinov2.get(i)[k]);
        assertThat(difference).as("image %d, class %d", i, k).isLessThan(ROUNDING);
      }
      assertThat(best(plain.get(i))).isEqualTo(best(dinov2.get(i)));
    }
  }

  private static List<float[]> logits(Path folder, String name) throws IOException {
    ModelSource source = ModelSource.named(folder.resolve(name).toString(), folder);
    Preprocessor preprocessor = source.preprocessor();
    List<float[]> all = new ArrayList<>();
    try (Vit model = source.open(Device.cpu(), DataType.FLOAT32, 0);
        Stream<Path> images = Files.list(folder.resolve("images"))) {
      assertThat(model.hasClosedForms()).isTrue();
      for (Path image : images.sorted().toList()) {
        try (NDManager scope = model.newScope()) {
          float[] pixels = preprocessor.apply(ImageFiles.read(image, preprocessor.channels()));
          all.add(model.logits(model.pixels(scope, pixels)).toFloatArray());
        }
      }
    }
    return all;
  }

  private static int best(float[] logits) {
    int best = 0;
    for (int k = 1; k < logits.length; k++) {
      best = logits[k] > logits[best] ? k : best;
    }
    return best;
  }

  private static Path folder() {
    List<Path> found =
        Stream.of(System.getProperty("vitexplain.real", "../shared/real"), "../../shared/real")
            .map(Path::of)
            .filter(Files::isDirectory)
            .toList();
    assumeTrue(!found.isEmpty(), "no trained network beside the checkout");
    return found.get(0);
  }
}
