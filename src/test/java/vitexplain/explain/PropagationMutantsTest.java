package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vitexplain.Agreement;
import vitexplain.vit.GentleModel;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * The golden files of transformer attribution, partial and full LRP must reject wrong formulas that
 * are easy to write: each stands here beside the right one, in plain Java, which the same
 * comparison accepts. Of the first image.
 */
class PropagationMutantsTest {
  private static final double TOLERANCE = 1e-6;

  private static final Signal LOGIT = new Signal.LogitContextGradient();
  private static final Signal NORMALISED = new Signal.AttentionRelevance(0);
  private static final Signal PLAIN = new Signal.LastAttentionRelevance();
  private static final Signal IMAGE = new Signal.ImageRelevance();

  private static Vit model;
  private static NDManager scope;
  private static Trace trace;
  private static int tokens;
  private static int heads;
  private static int last;

  @BeforeAll
  static void open() throws IOException {
    model = GentleModel.open(DataType.FLOAT64);
    scope = model.newScope();
    JsonNode input = json("pixels");
    JsonNode first = input.get("pixels").get(0);
    float[] pixels = new float[first.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) first.get(i).doubleValue();
    }
    trace =
        model.trace(
            model.pixels(scope, pixels),
            Targets.of(input.get("targets").get(0).intValue()),
            Set.of(new Signal.Attention(), new Signal.Values(), LOGIT, NORMALISED, PLAIN, IMAGE));
    tokens = model.layout().tokens();
    heads = model.config().heads();
    last = trace.blocks() - 1;
  }

  @AfterAll
  static void close() {
    trace.close();
    scope.close();
    model.close();
  }

  /** How transformer attribution is put together. */
  private record Choices(
      int startBlock, boolean gradient, boolean reluFirst, boolean residual, boolean normalised) {
    static final Choices RIGHT = new Choices(1, true, true, true, false);
  }

  @Test
  void transformerAttributionHoldsItsPartsInTheirPlaces() {
    String id = "transformer-attribution";
    accepts(id, attribution(Choices.RIGHT));
    rejects(id, attribution(new Choices(0, true, true, true, false)));
    rejects(id, attribution(new Choices(2, true, true, true, false)));
    rejects(id, attribution(new Choices(1, false, true, true, false)));
    rejects(id, attribution(new Choices(1, true, false, true, false)));
    rejects(id, attribution(new Choices(1, true, true, false, false)));
    rejects(id, attribution(new Choices(1, true, true, true, true)));
    accepts(
        "transformer-attribution:start-layer=0",
        attribution(new Choices(0, true, true, true, false)));
  }

  private static double[] attribution(Choices how) {
    double[][] product = Matrices.identity(tokens);
    for (int l = how.startBlock(); l <= last; l++) {
      double[][] c = weighted(l, how.gradient(), how.reluFirst());
      double[][] step = how.normalised() ? Matrices.rowNormalised(c, 1) : c;
      if (how.residual() && !how.normalised()) {
        for (int i = 0; i < tokens; i++) {
          step[i][i]++;
        }
      }
      product = Matrices.product(step, product);
    }
    return patches(product[0]);
  }

  private static double[][] weighted(int block, boolean byGradient, boolean reluFirst) {
    double[][] mean = new double[tokens][tokens];
    for (int h = 0; h < heads; h++) {
      double[][] r = Matrices.head(trace, NORMALISED, block, 0, h);
      double[][] g = Matrices.attentionGradient(trace, LOGIT, block, 0, h);
      for (int i = 0; i < tokens; i++) {
        for (int j = 0; j < tokens; j++) {
          // Of the last block all rows but CLS's are 0, and its gradient has that row alone.
          double slope = i < g.length ? g[i][j] : 0;
          double entry = byGradient ? r[i][j] * slope : r[i][j];
          mean[i][j] += (reluFirst ? Math.max(0, entry) : entry) / heads;
        }
      }
    }
    return Arrays.stream(mean)
        .map(row -> Arrays.stream(row).map(v -> Math.max(0, v)).toArray())
        .toArray(double[][]::new);
  }

  @Test
  void partialLrpHoldsThePlainRulesInTheLastBlock() {
    String id = "partial-lrp";
    accepts(id, partial(PLAIN, 0, true));
    rejects(id, partial(PLAIN, 0, false));
    rejects(id, partial(NORMALISED, last, true));
    rejects(id, partial(NORMALISED, last - 1, true));
  }

  private static double[] partial(Signal relevance, int block, boolean reluFirst) {
    double[] row = new double[tokens];
    for (int h = 0; h < heads; h++) {
      double[] r = Matrices.head(trace, relevance, block, 0, h)[0];
      for (int j = 0; j < tokens; j++) {
        row[j] += (reluFirst ? Math.max(0, r[j]) : r[j]) / heads;
      }
    }
    return patches(Arrays.stream(row).map(v -> Math.max(0, v)).toArray());
  }

  @Test
  void fullLrpHoldsTheSumOverEachPatch() {
    double[] pixels = trace.get(IMAGE, 0).toDoubleArray();
    accepts("full-lrp", pooled(pixels));
    rejects("full-lrp", pooled(Arrays.stream(pixels).map(Math::abs).toArray()));
    rejects("full-lrp", pooled(Arrays.stream(pixels).map(v -> Math.max(0, v)).toArray()));
  }

  private static double[] pooled(double[] pixels) {
    int columns = trace.layout().columns();
    int edge = model.config().patchSize();
    double[] sums = new double[trace.layout().patches()];
    for (int i = 0; i < pixels.length; i++) {
      int y = i / (columns * edge);
      int x = i % (columns * edge);
      sums[y / edge * columns + x / edge] += pixels[i];
    }
    return sums;
  }

  private static double[] patches(double[] row) {
    return Arrays.copyOfRange(row, 1, row.length);
  }

  private static void accepts(String id, double[] map) {
    compare(id, map);
  }

  private static void rejects(String id, double[] map) {
    assertThatThrownBy(() -> compare(id, map)).isInstanceOf(AssertionError.class);
  }

  private static void compare(String id, double[] map) {
    try {
      JsonNode golden = json(id.replaceAll("[^a-z0-9]", "_")).get("maps").get(0);
      double[] expected =
          IntStream.range(0, golden.size()).mapToDouble(i -> golden.get(i).doubleValue()).toArray();
      new Agreement()
          .close(
              "mutant of " + id,
              TOLERANCE,
              id,
              GoldenMaps.minMax(map),
              GoldenMaps.minMax(expected));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(GentleModel.DIRECTORY.resolve(name + ".json").toFile());
  }
}
