package vitexplain.latency.peer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vitexplain.base.JsonFile;
import vitexplain.base.Refusal;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.run.row.LatencyRow;
import vitexplain.vit.ModelDirectory;
import vitexplain.vit.ModelSettings;
import vitexplain.vit.ModelShape;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;
import vitexplain.vit.checkpoint.ModelWriter;
import vitexplain.vit.model.Readout;
import vitexplain.vit.trace.HostMatrix;
import vitexplain.vit.trace.Targets;
import vitexplain.vit.trace.Trace;

/**
 * A folder with what the programs are given: the model in {@code model}; {@code pixels-B.f32} for
 * each batch B, [B, C, height, width]; and our answers, {@code forward-B.f32} [B, K] and {@code
 * METHOD-B.f32} [B, patches]. Numbers are float32 in little-endian order.
 *
 * @param folder where they lie
 */
public record PeerInputs(Path folder) {

  /**
   * Why a model cannot be given to them: they know the plain Vision Transformer only.
   *
   * @return a sentence; empty if it can
   */
  public static Optional<String> objection(ModelSource source) {
    boolean plain =
        source instanceof ModelShape shape
            ? shape.config().readout().equals(Readout.CLASS_TOKEN)
            : source instanceof ModelDirectory directory
                && directory.settings().equals(ModelSettings.NONE)
                && isVit(directory.directory());
    return plain
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "skipped: peers are given plain Vision Transformers, such as shape:vit-base-16-224; '%s' is none",
                source.name()));
  }

  private static boolean isVit(Path directory) {
    try {
      return JsonFile.object(directory.resolve("config.json"))
          .path("model_type")
          .asText()
          .equals("vit");
    } catch (IOException | Refusal unreadable) {
      return false;
    }
  }

  /**
   * Writes them; the engine computes the answers.
   *
   * @param source one without {@link #objection}
   * @param batches images a call
   * @param ours what is answered: {@code forward}, or a method's id
   * @param seed of random weights and of the pixels
   * @throws IOException if a file cannot be written
   */
  void write(ModelSource source, List<Integer> batches, List<String> ours, long seed)
      throws IOException {
    Files.createDirectories(folder);
    try (Vit vit = source.open(Device.cpu(), DataType.FLOAT32, seed)) {
      ModelWriter.write(folder.resolve("model"), vit.config(), vit.weights());
      for (int batch : batches) {
        try (NDManager scope = vit.newScope()) {
          NDArray pixels = SeededPixels.of(vit, batch, seed, scope);
          write("pixels", batch, new float[][] {pixels.toFloatArray()});
          for (String what : ours) {
            write(what, batch, answer(vit, pixels, what));
          }
        }
      }
    }
  }

  private static float[][] answer(Vit vit, NDArray pixels, String what) {
    if (what.equals(LatencyRow.FORWARD)) {
      try (NDArray logits = vit.logits(pixels)) {
        return HostMatrix.floats(logits);
      }
    }
    Explainer explainer = Methods.named(what);
    try (Trace trace = vit.trace(pixels, Targets.predicted(), explainer.needs())) {
      return explainer.explain(trace).values();
    }
  }

  private void write(String what, int batch, float[][] rows) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * rows.length * rows[0].length)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : rows) {
      bytes.asFloatBuffer().put(row);
      bytes.position(bytes.position() + Float.BYTES * row.length);
    }
    String name =
        String.format(Locale.ROOT, "%s-%d.f32", what.replaceAll("[^a-z0-9-]", "_"), batch);
    Files.write(folder.resolve(name), bytes.array());
  }
}
