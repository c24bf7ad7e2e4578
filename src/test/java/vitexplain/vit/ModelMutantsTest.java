package vitexplain.vit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.Agreement;
import vitexplain.vit.checkpoint.GoldenModel;

/**
 * The golden comparison of attention must reject wrong formulas that are easy to write: each stands
 * here beside the right one, which the same comparison accepts. Plain Java, from the tokens before
 * a block to its attention.
 */
class ModelMutantsTest {
  /** As loose as the comparison of passes ever is. */
  private static final double TOLERANCE = 1e-5;

  private static final GoldenModel GOLDEN = new GoldenModel("plain");
  private static final int TOKENS = 17;
  private static final int WIDTH = 16;
  private static final int HEADS = 2;
  private static final int HEAD_WIDTH = WIDTH / HEADS;
  private static final double SCALE = 1 / Math.sqrt(HEAD_WIDTH);
  private static final double EPSILON = 1e-12;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aSoftmaxLeftOutIsKilled(int block) {
    accepts(block, SCALE, ModelMutantsTest::softmax);
    rejects(block, SCALE, UnaryOperator.identity());
    rejects(block, SCALE, ModelMutantsTest::exponentials);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aScaleLeftOutOrOfTheWholeWidthIsKilled(int block) {
    rejects(block, 1, ModelMutantsTest::softmax);
    rejects(block, 1 / Math.sqrt(WIDTH), ModelMutantsTest::softmax);
  }

  private static void accepts(int block, double scale, UnaryOperator<double[]> perRow) {
    new Agreement()
        .relative(
            "mutant of attention",
            TOLERANCE,
            "block " + block,
            attention(block, scale, perRow),
            GOLDEN.expected("f64.attention." + block));
  }

  private static void rejects(int block, double scale, UnaryOperator<double[]> perRow) {
    assertThatThrownBy(() -> accepts(block, scale, perRow)).isInstanceOf(AssertionError.class);
  }

  /** [B,H,T,T] as one array. */
  private static double[] attention(int block, double scale, UnaryOperator<double[]> perRow) {
    double[] tokens = GOLDEN.expected("f64.hidden." + block);
    int images = tokens.length / (TOKENS * WIDTH);
    String layer = "vit.encoder.layer." + block + ".";
    double[] attention = new double[images * HEADS * TOKENS * TOKENS];
    for (int b = 0; b < images; b++) {
      double[][] normed = new double[TOKENS][];
      for (int t = 0; t < TOKENS; t++) {
        normed[t] = normed(tokens, (b * TOKENS + t) * WIDTH, layer + "layernorm_before.");
      }
      double[][] query = linear(normed, layer + "attention.attention.query.");
      double[][] key = linear(normed, layer + "attention.attention.key.");
      for (int h = 0; h < HEADS; h++) {
        for (int i = 0; i < TOKENS; i++) {
          double[] scores = new double[TOKENS];
          for (int j = 0; j < TOKENS; j++) {
            for (int k = h * HEAD_WIDTH; k < (h + 1) * HEAD_WIDTH; k++) {
              scores[j] += scale * query[i][k] * key[j][k];
            }
          }
          int row = ((b * HEADS + h) * TOKENS + i) * TOKENS;
          System.arraycopy(perRow.apply(scores), 0, attention, row, TOKENS);
        }
      }
    }
    return attention;
  }

  private static double[] normed(double[] tokens, int from, String name) {
    double mean = 0;
    double squares = 0;
    for (int k = 0; k < WIDTH; k++) {
      mean += tokens[from + k] / WIDTH;
    }
    for (int k = 0; k < WIDTH; k++) {
      squares += (tokens[from + k] - mean) * (tokens[from + k] - mean) / WIDTH;
    }
    double[] weight = weights(name + "weight");
    double[] bias = weights(name + "bias");
    double[] normed = new double[WIDTH];
    for (int k = 0; k < WIDTH; k++) {
      normed[k] = (tokens[from + k] - mean) / Math.sqrt(squares + EPSILON) * weight[k] + bias[k];
    }
    return normed;
  }

  private static double[][] linear(double[][] x, String name) {
    double[] weight = weights(name + "weight");
    double[] bias = weights(name + "bias");
    double[][] y = new double[x.length][WIDTH];
    for (int t = 0; t < x.length; t++) {
      for (int k = 0; k < WIDTH; k++) {
        y[t][k] = bias[k];
        for (int m = 0; m < WIDTH; m++) {
          y[t][k] += weight[k * WIDTH + m] * x[t][m];
        }
      }
    }
    return y;
  }

  private static double[] weights(String tensor) {
    return GoldenModel.read(GOLDEN.file("model.safetensors"), tensor);
  }

  private static double[] exponentials(double[] scores) {
    double[] e = new double[scores.length];
    for (int j = 0; j < e.length; j++) {
      e[j] = Math.exp(scores[j]);
    }
    return e;
  }

  private static double[] softmax(double[] scores) {
    double[] e = exponentials(scores);
    double sum = 0;
    for (double value : e) {
      sum += value;
    }
    for (int j = 0; j < e.length; j++) {
      e[j] /= sum;
    }
    return e;
  }
}
