package vitexplain.latency.peer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.explain.Methods;
import vitexplain.vit.ModelDirectory;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;
import vitexplain.vit.checkpoint.TemporaryModel;
import vitexplain.vit.model.VitConfig;
import vitexplain.vit.trace.HostMatrix;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/** What is written for other programs is what our own benchmarks are timed on. */
class PeerInputsTest {

  private static final Path DATA = Path.of("data");
  private static final int BATCH = 2;
  private static final long SEED = 5;

  @TempDir Path folder;

  private float[] numbers(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("in").resolve(name));
    float[] numbers = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
    return numbers;
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int b = 0; b < rows.length; b++) {
      System.arraycopy(rows[b], 0, flat, b * rows[0].length, rows[0].length);
    }
    return flat;
  }

  @Test
  void modelThatIsReadBackGivesTheAnswersFromThePixels() throws IOException {
    Path given = TemporaryModel.write(folder.resolve("given"), TemporaryModel.tinyGrey(), 1);
    ModelSource source = ModelSource.named(given.toString(), DATA);
    PeerInputs inputs = new PeerInputs(folder.resolve("in"));
    inputs.write(source, List.of(1, BATCH), List.of("forward", "legrad"), SEED);
    ModelSource copy = new ModelDirectory("copy", folder.resolve("in/model"));
    try (Vit vit = copy.open(Device.cpu(), DataType.FLOAT32, 0);
        NDManager scope = vit.newScope()) {
      VitConfig c = vit.config();
      Shape shape = new Shape(BATCH, c.channels(), c.imageHeight(), c.imageWidth());
      NDArray pixels = scope.create(numbers("pixels-2.f32"), shape);
      assertThat(numbers("forward-2.f32")).isEqualTo(flat(HostMatrix.floats(vit.logits(pixels))));
      try (Trace trace = vit.trace(pixels, Targets.predicted(), Methods.named("legrad").needs())) {
        assertThat(numbers("legrad-2.f32"))
            .isEqualTo(flat(Methods.named("legrad").explain(trace).values()));
      }
      assertThat(numbers("forward-1.f32")).hasSize(c.classes());
      assertThat(numbers("pixels-1.f32")).hasSize(c.imageHeight() * c.imageWidth());
    }
  }

  @Test
  void onlyPlainVisionTransformersAreGiven() throws IOException {
    Path plain = TemporaryModel.write(folder.resolve("plain"), TemporaryModel.tinyGrey(), 1);
    for (String name : List.of("shape:vit-tiny-16-224", "demo", plain.toString())) {
      assertThat(PeerInputs.objection(ModelSource.named(name, DATA))).as(name).isEmpty();
    }
    assertThat(
            PeerInputs.objection(ModelSource.named("shape:dinov2-small-14-224", DATA))
                .orElseThrow())
        .startsWith("skipped: ")
        .contains("'shape:dinov2-small-14-224' is none");
    Files.writeString(plain.resolve("config.json"), "{\"model_type\": \"deit\"}");
    assertThat(PeerInputs.objection(ModelSource.named(plain.toString(), DATA))).isPresent();
  }
}
