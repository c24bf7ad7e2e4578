package vitexplain.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vitexplain.explain.map.Maps;
import vitexplain.explain.map.Sign;
import vitexplain.image.mask.Mask;
import vitexplain.protocol.Protocol.Segmentation;

/** Chefer's protocols against PyTorch, Pillow and scikit-learn: {@code protocols.py}. */
class ProtocolGoldenTest {
  /** Of maps: float32 here, float64 there. */
  private static final double ROUNDING = 2e-7;

  /** Of average precisions: rounding orders a few scores otherwise. */
  private static final double RANKS = 1e-4;

  private static final Protocol PROTOCOL = Protocols.named("chefer-segmentation");
  private static final JsonNode GOLDEN = read();

  private static JsonNode read() {
    try (InputStream in =
        ProtocolGoldenTest.class.getResourceAsStream("/golden/protocols/chefer.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonNode> cases() {
    List<JsonNode> cases = new ArrayList<>();
    GOLDEN.get("cases").forEach(cases::add);
    assertThat(cases).hasSize(5);
    return cases;
  }

  private static int whole(String field) {
    return GOLDEN.get(field).intValue();
  }

  private static InputMap map(JsonNode one) {
    float[] grid = new float[whole("rows") * whole("columns")];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = (float) one.get("grid").get(i).doubleValue();
    }
    Maps maps = new Maps(whole("rows"), whole("columns"), new float[][] {grid}, Sign.SIGNED, 0);
    return InputMap.of(
        maps,
        0,
        whole("columns") * whole("patch"),
        whole("rows") * whole("patch"),
        PROTOCOL.minMax());
  }

  private static SegmentationScores scores(JsonNode one) {
    boolean[] object = new boolean[one.get("mask").size()];
    for (int i = 0; i < object.length; i++) {
      object[i] = one.get("mask").get(i).intValue() == 1;
    }
    Mask mask = new Mask(one.get("width").intValue(), one.get("height").intValue(), object);
    InputMap map = map(one);
    return SegmentationScores.of(
        map,
        SegmentationScores.resized(mask, map.width(), map.height(), PROTOCOL.inputs().mask()),
        (Segmentation) PROTOCOL.task());
  }

  @Test
  void mapsAreWhatPyTorchUpsamples() {
    for (JsonNode one : cases()) {
      InputMap map = map(one);
      boolean[] called = map.object(Protocol.Threshold.ABOVE_MEAN);
      for (int i = 0; i < called.length; i++) {
        assertThat((double) map.values()[i])
            .isCloseTo(one.get("map").get(i).doubleValue(), within(ROUNDING));
        assertThat(called[i]).isEqualTo(one.get("called").get(i).intValue() == 1);
      }
    }
  }

  @Test
  void numbersOfEachPictureAreScikitLearns() {
    for (JsonNode one : cases()) {
      SegmentationScores scores = scores(one);
      assertThat(scores.counts().accuracy())
          .isCloseTo(one.get("pixel_acc").doubleValue(), within(1e-12));
      assertThat(scores.precision()).isCloseTo(one.get("ap").doubleValue(), within(RANKS));
      assertThat(scores.meanRowF1()).isCloseTo(one.get("f1_rows").doubleValue(), within(1e-12));
    }
  }

  @Test
  void numbersOfAllPicturesAreScikitLearns() {
    SegmentationScoring.Sums sums = SegmentationScoring.Sums.NONE;
    for (JsonNode one : cases()) {
      sums = sums.plus(scores(one), map(one).constant());
    }
    JsonNode all = GOLDEN.get("all");
    assertThat(sums.counts().accuracy())
        .isCloseTo(all.get("pixel_acc").doubleValue(), within(1e-12));
    assertThat(sums.precision() / sums.images())
        .isCloseTo(all.get("map").doubleValue(), within(RANKS));
    assertThat(sums.meanIou(Protocol.Pooling.POOLED))
        .isCloseTo(all.get("miou").doubleValue(), within(1e-12));
    assertThat(sums.rowF1() / sums.rows())
        .isCloseTo(all.get("mf1_rows").doubleValue(), within(1e-12));
    assertThat(sums.constant()).isEqualTo(1);
  }

  @Test
  void stepsAndTiesAreNumPys() {
    for (JsonNode one : cases()) {
      RemovalOrder highest = RemovalOrder.highestFirst(map(one).values());
      RemovalOrder lowest = RemovalOrder.lowestFirst(map(one).values());
      boolean ties = false;
      for (int step = 1; step <= 9; step++) {
        int count = highest.count(step / 10.0);
        assertThat(count).isEqualTo(one.get("counts").get(step - 1).intValue());
        ties |= highest.tiesAt(count) || lowest.tiesAt(count);
      }
      assertThat(ties).isEqualTo(one.get("ties").booleanValue());
    }
  }
}
