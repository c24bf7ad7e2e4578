package vitexplain.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import vitexplain.vit.Vit;

/** A model, opened once per trial, and a batch of seeded noise that already lies on its device. */
@State(Scope.Benchmark)
public class ModelState extends ModelChoice {

  private Vit vit;
  private NDArray pixels;

  @Setup(Level.Trial)
  public void open() {
    vit = load();
    pixels = noise(vit, vit.newScope());
  }

  @TearDown(Level.Trial)
  public void close() {
    vit.close();
  }

  /** The model; lives as long as the trial. */
  Vit vit() {
    return vit;
  }

  /** [B, C, height, width] on the device; lives as long as the trial, so results must not. */
  NDArray pixels() {
    return pixels;
  }

  /**
   * The first image of the batch, [1, C, height, width]: enough to check a pass against a slow
   * reference, whose memory for a whole batch would be taken for the benchmark's own.
   *
   * @param scope owns it, and results of passes over it
   */
  NDArray firstImage(NDManager scope) {
    NDArray first = pixels.get("0:1");
    first.attach(scope);
    return first;
  }
}
