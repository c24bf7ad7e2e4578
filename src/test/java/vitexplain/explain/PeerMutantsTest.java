package vitexplain.explain;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vitexplain.Agreement;
import vitexplain.vit.GentleModel;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.PatchSets;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * The golden files of peers must reject wrong formulas that are easy to write: each stands here
 * beside the right one, in plain Java, which the same comparison accepts. Of the first image.
 */
class PeerMutantsTest {
  private static final double TOLERANCE = 1e-6;

  private static final int POINTS = 20;
  private static final Signal LOGIT = new Signal.LogitContextGradient();

  private static Vit model;
  private static NDManager scope;
  private static NDArray image;
  private static int target;
  private static Trace trace;
  private static int tokens;
  private static int heads;

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
    image = model.pixels(scope, pixels);
    target = input.get("targets").get(0).intValue();
    trace = at(1);
    tokens = model.layout().tokens();
    heads = model.config().heads();
  }

  @AfterAll
  static void close() {
    trace.close();
    scope.close();
    model.close();
  }

  private static Trace at(double share) {
    return model.traceByAutograd(
        image.mul(share),
        Targets.of(target),
        Set.of(new Signal.Attention(), new Signal.Values(), LOGIT));
  }

  /** How head-wise Beyond Intuition is put together. */
  private record Choices(int startBlock, int points, boolean reluFirst, boolean residual) {
    static final Choices RIGHT = new Choices(0, POINTS, false, true);
  }

  @Test
  void beyondIntuitionHoldsBlocksPointsReluAndResidualInTheirPlaces() {
    String id = "beyond-intuition";
    accepts(id, beyondIntuition(Choices.RIGHT));
    rejects(id, beyondIntuition(new Choices(1, POINTS, false, true)));
    rejects(id, beyondIntuition(new Choices(0, 1, false, true)));
    rejects(id, beyondIntuition(new Choices(0, POINTS, true, true)));
    rejects(id, beyondIntuition(new Choices(0, POINTS, false, false)));
  }

  private static double[] beyondIntuition(Choices how) {
    double[][] perception = Matrices.identity(tokens);
    for (int l = how.startBlock(); l < trace.blocks(); l++) {
      double[][] step = Matrices.fused(trace, l, 0, shares(l));
      double[][] next = Matrices.product(step, perception);
      perception = how.residual() ? sum(perception, next) : next;
    }
    double[] decision = decision(how.points(), how.reluFirst());
    double[] row = perception[0];
    return IntStream.range(1, tokens).mapToDouble(j -> row[j] * decision[j]).toArray();
  }

  /** Mean size of A^T dA in each head, as shares. */
  private static double[] shares(int block) {
    double[] sizes = new double[heads];
    for (int h = 0; h < heads; h++) {
      double[][] a = Matrices.head(trace, new Signal.Attention(), block, 0, h);
      double[][] g = Matrices.attentionGradient(trace, LOGIT, block, 0, h);
      for (double[] row : Matrices.product(Matrices.transposed(a), g)) {
        sizes[h] += Arrays.stream(row).map(Math::abs).sum();
      }
    }
    double all = Arrays.stream(sizes).sum();
    return Arrays.stream(sizes).map(size -> size / all).toArray();
  }

  /** Of CLS; with one point, at the image itself. */
  private static double[] decision(int points, boolean reluFirst) {
    double[][] means = new double[heads][tokens];
    for (int k = 0; k < points; k++) {
      try (Trace darker = at(points == 1 ? 1 : k / (points - 1.0))) {
        for (int h = 0; h < heads; h++) {
          double[] row = Matrices.attentionGradient(darker, LOGIT, darker.blocks() - 1, 0, h)[0];
          for (int j = 0; j < tokens; j++) {
            means[h][j] += (reluFirst ? Math.max(0, row[j]) : row[j]) / points;
          }
        }
      }
    }
    double[] decision = new double[tokens];
    for (double[] mean : means) {
      for (int j = 0; j < tokens; j++) {
        decision[j] += Math.max(0, mean[j]) / heads;
      }
    }
    return decision;
  }

  @Test
  void riseHoldsTheMeanOfProbabilitiesWithWhatIsKept() {
    int[][] halves = halves();
    double[] right = probabilities(halves);
    accepts("rise", mean(halves, right, true));
    rejects("rise", mean(halves, right, false));
    rejects("rise", mean(rest(halves), right, true));
    rejects("rise", mean(halves, Arrays.stream(right).map(Math::log).toArray(), true));
    rejects("rise", mean(halves, probabilities(rest(halves)), true));
  }

  @Test
  void tisHoldsTheHalvesOnWhichFeaturesAreLargest() {
    int[][] halves = clustered(8);
    accepts("tis:masks=8", mean(halves, probabilities(halves), true));
    rejects("tis:masks=8", mean(rest(halves), probabilities(rest(halves)), true));
    int[][] others = clustered(9);
    rejects("tis:masks=8", mean(others, probabilities(others), true));
  }

  /** 1,024 sets, for each in turn a number for each patch. */
  private static int[][] halves() {
    SplittableRandom random = new SplittableRandom(0);
    int patches = tokens - 1;
    int[][] halves = new int[1024][];
    for (int m = 0; m < halves.length; m++) {
      double[] draws = random.doubles(patches).toArray();
      double middle = Arrays.stream(draws).sorted().toArray()[patches / 2];
      halves[m] = IntStream.range(0, patches).filter(j -> draws[j] >= middle).toArray();
    }
    return halves;
  }

  private static int[][] clustered(int masks) {
    Signal kept = new Signal.KeptPatches(new PatchSets.Clustered(masks, 0));
    try (Trace sets = model.trace(image, Targets.of(target), Set.of(kept))) {
      double[] members = sets.get(kept, 0).toDoubleArray();
      int patches = tokens - 1;
      return IntStream.range(0, masks)
          .mapToObj(
              m -> IntStream.range(0, patches).filter(j -> members[m * patches + j] == 1).toArray())
          .toArray(int[][]::new);
    }
  }

  private static int[][] rest(int[][] halves) {
    return Arrays.stream(halves)
        .map(
            half ->
                IntStream.range(0, tokens - 1)
                    .filter(j -> Arrays.binarySearch(half, j) < 0)
                    .toArray())
        .toArray(int[][]::new);
  }

  private static double[] probabilities(int[][] kept) {
    return model.logits(image, kept).softmax(1).get(":, " + target).toDoubleArray();
  }

  private static double[] mean(int[][] sets, double[] scores, boolean divided) {
    double[] sums = new double[tokens - 1];
    double[] counts = new double[tokens - 1];
    for (int m = 0; m < sets.length; m++) {
      for (int patch : sets[m]) {
        sums[patch] += scores[m];
        counts[patch]++;
      }
    }
    return IntStream.range(0, sums.length)
        .mapToDouble(j -> divided ? sums[j] / counts[j] : sums[j])
        .toArray();
  }

  private static double[][] sum(double[][] a, double[][] b) {
    double[][] sum = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        sum[i][j] = a[i][j] + b[i][j];
      }
    }
    return sum;
  }

  private static void accepts(String id, double[] map) {
    compare(id, map);
  }

  private static void rejects(String id, double[] map) {
    assertThatThrownBy(() -> compare(id, map)).isInstanceOf(AssertionError.class);
  }

  private static void compare(String id, double[] map) {
    List<Double> golden = new ArrayList<>();
    try {
      json(id.replaceAll("[^a-z0-9]", "_"))
          .get("maps")
          .get(0)
          .forEach(value -> golden.add(value.doubleValue()));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
    double[] expected = golden.stream().mapToDouble(Double::doubleValue).toArray();
    new Agreement()
        .close(
            "mutant of " + id, TOLERANCE, id, GoldenMaps.minMax(map), GoldenMaps.minMax(expected));
  }

  private static JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(GentleModel.DIRECTORY.resolve(name + ".json").toFile());
  }
}
