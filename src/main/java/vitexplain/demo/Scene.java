package vitexplain.demo;

import vitexplain.image.codec.Pixels;

/**
 * A drawn scene in layers, so that what the object contributes can be taken apart from what lies
 * behind it.
 *
 * @param label 0 to 7, see {@link SceneClass}
 * @param background RGB, distractors included, complete also where the object hides it
 * @param distractors which background pixels belong to a distractor, row-major; not copied
 * @param object RGB, meaningful where {@code mask} is true
 * @param mask which pixels show the object, exactly, row-major; not copied
 */
public record Scene(
    int label, Pixels background, boolean[] distractors, Pixels object, boolean[] mask) {

  /** Width and height of every scene, in pixels. */
  public static final int SIZE = 96;

  /** The object in front of its background, RGB. */
  public Pixels picture() {
    byte[] data = background.data().clone();
    for (int i = 0; i < mask.length; i++) {
      if (mask[i]) {
        System.arraycopy(object.data(), 3 * i, data, 3 * i, 3);
      }
    }
    return new Pixels(SIZE, SIZE, 3, data);
  }

  /** The picture with the object painted over by what lies behind it: the distractors stay. */
  public Pixels paintedOver() {
    return background;
  }

  /** The same object, at the same place, in front of another scene's background. */
  public Scene onBackgroundOf(Scene other) {
    return new Scene(label, other.background, other.distractors, object, mask);
  }

  /** The mask as a grey picture: 255 on the object, 0 elsewhere. */
  public Pixels maskPicture() {
    byte[] data = new byte[mask.length];
    for (int i = 0; i < mask.length; i++) {
      data[i] = (byte) (mask[i] ? 255 : 0);
    }
    return new Pixels(SIZE, SIZE, 1, data);
  }

  /** Share of the picture that the object covers, 0 to 1. */
  public double coverage() {
    int count = 0;
    for (boolean covered : mask) {
      count += covered ? 1 : 0;
    }
    return count / (double) mask.length;
  }

  /** Number of distractor pixels that the object does not hide. */
  public int visibleDistractorPixels() {
    int count = 0;
    for (int i = 0; i < mask.length; i++) {
      count += distractors[i] && !mask[i] ? 1 : 0;
    }
    return count;
  }
}
