package vitexplain.image.preprocess;

import vitexplain.image.codec.Pixels;
import vitexplain.image.resize.PilResize;
import vitexplain.image.resize.Resample;
import vitexplain.image.resize.TorchResize;

/** Which library takes the steps: how it resizes, where it crops and how it rounds. */
public enum Backend {
  /** Pillow and NumPy: the image processors of transformers 4 that are called slow. */
  PILLOW,

  /** torchvision: those of transformers 4 that are called fast, the default of transformers 5. */
  TORCHVISION,

  /** torchvision, but rescaled to float32 before resizing: DINOv3's. */
  TORCHVISION_FLOAT,

  /** torchvision's transforms of Pillow's images: timm and OpenCLIP. */
  TRANSFORMS;

  private static final float WHITE = 255;

  /** The 8-bit picture at another size. Of {@link #TORCHVISION_FLOAT}, rounded. */
  Pixels resize(Pixels source, int width, int height, Resample filter) {
    return this == TORCHVISION || this == TORCHVISION_FLOAT
        ? TorchResize.resize(source, width, height, filter)
        : PilResize.resize(source, width, height, filter);
  }

  /** Where a centred window begins; below 0 where the picture is shorter and is padded. */
  int cropStart(int length, int window) {
    int margin = length - window;
    return switch (this) {
      case PILLOW -> Math.floorDiv(margin, 2);
      case TORCHVISION, TORCHVISION_FLOAT -> margin / 2;
      case TRANSFORMS -> margin > 0 ? (int) Math.rint(margin / 2.0) : margin / 2;
    };
  }

  /** An 8-bit value, 0 to 255, as the model gets it. */
  float scaled(int value, Scaling scaling, int channel) {
    float mean = (float) scaling.mean()[channel];
    float std = (float) scaling.std()[channel];
    if (this == TORCHVISION && scaling.normalised()) {
      float whole = (float) (1 / scaling.factor());
      return (value - mean * whole) / (std * whole);
    }
    return (rescaled(value, scaling.factor()) - mean) / std;
  }

  /** The same for a model in float64: what is normalised is the float32 number as it is. */
  double scaledExactly(int value, Scaling scaling, int channel) {
    double rescaled = rescaled(value, scaling.factor());
    return (rescaled - scaling.mean()[channel]) / scaling.std()[channel];
  }

  /** An 8-bit value after rescaling. */
  float rescaled(int value, double factor) {
    return switch (this) {
      case PILLOW -> (float) (value * factor);
      case TORCHVISION, TORCHVISION_FLOAT -> value * (float) factor;
      case TRANSFORMS -> value / WHITE;
    };
  }
}
