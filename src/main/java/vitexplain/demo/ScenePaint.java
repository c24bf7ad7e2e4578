package vitexplain.demo;

import static vitexplain.demo.Uniform.between;

import java.util.SplittableRandom;

/**
 * What a shape is filled with: a colour whose brightness swings about its mean in stripes.
 *
 * @param rgb mean colour, three values 0 to 1
 * @param contrast swing of the brightness as a share of the mean; 0 paints plainly
 * @param vertical whether stripes run from top to bottom
 * @param period pixels from stripe to stripe
 * @param phase shift of the stripes, 0 to 1
 */
record ScenePaint(double[] rgb, double contrast, boolean vertical, double period, double phase) {

  static ScenePaint plain(double[] rgb) {
    return new ScenePaint(rgb, 0, false, 1, 0);
  }

  static ScenePaint stripes(
      SplittableRandom random, double[] rgb, boolean vertical, double phaseFreedom) {
    double contrast = between(random, 0.35, 0.5);
    double period = 8 - phaseFreedom * between(random, 0, 2.5);
    double phase = phaseFreedom * random.nextDouble();
    return new ScenePaint(rgb, contrast, vertical, period, phase);
  }

  /** Paints the pixels of a shape into an RGB picture, [row][column][channel]. */
  void fill(boolean[] shape, int size, byte[] picture) {
    for (int i = 0; i < shape.length; i++) {
      if (shape[i]) {
        double brightness = 1 + contrast * wave((vertical ? i % size : i / size) + 0.5);
        for (int c = 0; c < 3; c++) {
          picture[3 * i + c] = toByte(rgb[c] * brightness);
        }
      }
    }
  }

  /** A wave with flattened crests, from -1 to 1, mean 0. */
  private double wave(double position) {
    double turns = position / period + phase;
    double triangle = 4 * Math.abs(turns - Math.floor(turns) - 0.5) - 1;
    return Math.max(-1, Math.min(1, 1.6 * triangle));
  }

  /** Hue in degrees, saturation and mean value 0 to 1, to red, green and blue. */
  static double[] hsv(double hue, double saturation, double value) {
    double[] rgb = new double[3];
    for (int c = 0; c < 3; c++) {
      double turn = hue / 60 + 5 - 2 * c;
      double k = turn - 6 * Math.floor(turn / 6);
      rgb[c] = value * (1 - saturation * Math.max(0, Math.min(1, Math.min(k, 4 - k))));
    }
    return rgb;
  }

  static byte toByte(double value) {
    return (byte) Math.max(0, Math.min(255, (int) Math.floor(value * 255 + 0.5)));
  }
}
