package vitexplain.vit.autograd;

import ai.djl.ndarray.NDArray;
import vitexplain.vit.model.Hook;

/** A hook that lets a {@link Recorder} see what it sees. */
abstract class Recording implements Hook {
  private final Recorder recorder;

  /**
   * @param recorder keeps the signals without a gradient
   */
  Recording(Recorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public NDArray scores(int block, NDArray scores) {
    return recorder.scores(block, scores);
  }

  @Override
  public NDArray attention(int block, NDArray attention) {
    return recorder.attention(block, attention);
  }

  @Override
  public NDArray values(int block, NDArray values) {
    return recorder.values(block, values);
  }

  @Override
  public NDArray poolAttention(NDArray attention) {
    return recorder.poolAttention(attention);
  }
}
