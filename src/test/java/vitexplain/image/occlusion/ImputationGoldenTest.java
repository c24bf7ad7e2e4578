package vitexplain.image.occlusion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vitexplain.Agreement;
import vitexplain.AgreementReport;

/** ROAD's imputation against pytorch-grad-cam's, its noise left out. */
@ExtendWith(AgreementReport.class)
class ImputationGoldenTest {
  private static final Path FILE =
      Path.of("src/test/resources/golden/metrics/road_imputation.json");
  private static final int CHANNELS = 3;

  /** One step of float32 where values are below 1. */
  private static final double STEP = Math.ulp(0.5f);

  /**
   * The package rounds its equations' right side to float32 before it solves them; its equations in
   * float64 have our solution in every bit.
   */
  @Test
  void imputedPixelsEqualPytorchGradCamUpToItsRounding(Agreement agreement) throws IOException {
    JsonNode cases = new ObjectMapper().readTree(FILE.toFile()).get("cases");
    assertThat(cases).hasSizeGreaterThanOrEqualTo(6);
    boolean rounded = false;
    for (JsonNode golden : cases) {
      String kept = golden.get("kept").textValue();
      int width = golden.get("width").intValue();
      double[] imputed =
          widened(
              new LinearImputation(CHANNELS, kept.length() / width, width)
                  .without(floats(golden.get("image")), removed(kept)));
      double[] solved = widened(floats(golden.get("solved")));
      double[] theirs = widened(floats(golden.get("imputed")));
      String where = golden.get("inner").booleanValue() ? "border kept" : "border removed too";
      agreement.close(
          "pixels: linear imputation, pytorch-grad-cam's equations, " + where,
          0,
          kept,
          imputed,
          solved);
      agreement.close(
          "pixels: linear imputation, pytorch-grad-cam, " + where, STEP, kept, imputed, theirs);
      rounded |= !Arrays.equals(solved, theirs);
    }
    assertThat(rounded).isTrue();
  }

  private static BitSet removed(String kept) {
    BitSet removed = new BitSet();
    for (int i = 0; i < kept.length(); i++) {
      removed.set(i, kept.charAt(i) == '0');
    }
    return removed;
  }

  private static float[] floats(JsonNode values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values.get(i).doubleValue();
    }
    return floats;
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
