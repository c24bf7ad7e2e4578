package vitexplain.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
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

  /** Both sides solve in float64 and round to float32; values are below 1. */
  private static final double ROUNDED = Math.ulp(0.5f);

  @Test
  void imputedPixelsEqualPytorchGradCam(Agreement agreement) throws IOException {
    JsonNode cases = new ObjectMapper().readTree(FILE.toFile()).get("cases");
    assertThat(cases).hasSizeGreaterThanOrEqualTo(6);
    for (JsonNode golden : cases) {
      String kept = golden.get("kept").textValue();
      int width = golden.get("width").intValue();
      float[] imputed =
          new LinearImputation(CHANNELS, kept.length() / width, width)
              .without(floats(golden.get("image")), removed(kept));
      String where = golden.get("inner").booleanValue() ? "border kept" : "border removed too";
      agreement.close(
          "pixels: linear imputation, pytorch-grad-cam, " + where,
          ROUNDED,
          kept,
          widened(imputed),
          widened(floats(golden.get("imputed"))));
    }
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
