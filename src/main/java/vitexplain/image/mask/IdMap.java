package vitexplain.image.mask;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import vitexplain.base.Refusal;
import vitexplain.image.codec.ImageBytes;
import vitexplain.image.codec.Orientation;
import vitexplain.image.codec.PictureKind;
import vitexplain.image.codec.Pixels;

/**
 * An id for each pixel: the masks of data sets that tell classes or objects apart.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param ids [height * width], row-major, as unsigned numbers; not copied
 */
public record IdMap(int width, int height, char[] ids) {
  private static final String ROLE = "mask";

  /** Ids that a message lists at most. */
  private static final int LISTED = 8;

  private static final int BYTE = 8;

  public IdMap {
    if (width < 1 || height < 1 || ids.length != width * height) {
      throw new IllegalArgumentException(ids.length + " ids of " + width + " x " + height);
    }
  }

  /**
   * Reads a PNG whose palette indices or grey values are ids.
   *
   * @throws Refusal of the kind INPUT if it cannot be decoded, or holds colours
   */
  public static IdMap read(Path file) {
    ImageBytes encoded = ImageBytes.read(ROLE, file);
    if (encoded.kind() != PictureKind.PNG) {
      throw Refusal.file(ROLE, file, "is a JPEG, which changes ids; expected a PNG.");
    }
    return encoded.decode(
        bytes -> {
          MaskSamples samples = MaskSamples.ofPng(bytes);
          if (samples.kind() == MaskSamples.Kind.COLOURS) {
            throw Refusal.file(
                ROLE, file, "is a picture of colours; expected a palette or grey PNG of ids.");
          }
          return new IdMap(samples.width(), samples.height(), samples.values())
              .upright(Orientation.of(bytes));
        });
  }

  /** Of a picture whose ids are red + 256 green. */
  public static IdMap ofRedAndGreen(Pixels picture) {
    Pixels rgb = picture.rgb();
    char[] ids = new char[rgb.width() * rgb.height()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (char) ((rgb.data()[3 * i] & 0xff) | (rgb.data()[3 * i + 1] & 0xff) << BYTE);
    }
    return new IdMap(rgb.width(), rgb.height(), ids);
  }

  private IdMap upright(Orientation orientation) {
    if (orientation.isUpright()) {
      return this;
    }
    char[] turned = new char[ids.length];
    orientation.forEach(width, height, (from, to) -> turned[to] = ids[from]);
    return new IdMap(orientation.width(width, height), orientation.height(width, height), turned);
  }

  /**
   * The mask of some ids.
   *
   * @param object of which ids the pixels are foreground
   * @param ignored of which they count nowhere
   */
  public Mask mask(IntPredicate object, IntPredicate ignored) {
    boolean[] foreground = new boolean[ids.length];
    BitSet leftOut = new BitSet();
    for (int i = 0; i < ids.length; i++) {
      leftOut.set(i, ignored.test(ids[i]));
      foreground[i] = !leftOut.get(i) && object.test(ids[i]);
    }
    return new Mask(width, height, foreground, leftOut);
  }

  /** The id of most pixels among some ids, the lower where two have as many; empty if none is. */
  public OptionalInt mostFrequent(IntPredicate counted) {
    int[] pixels = new int[Character.MAX_VALUE + 1];
    for (char id : ids) {
      pixels[id]++;
    }
    int best = -1;
    for (int id = 0; id < pixels.length; id++) {
      if (pixels[id] > 0 && counted.test(id) && (best < 0 || pixels[id] > pixels[best])) {
        best = id;
      }
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  /**
   * Refuses ids that mean nothing.
   *
   * @param file the map's, for the message
   * @param known which ids there are
   * @param expected the same in words
   * @throws Refusal of the kind INPUT naming those that are unknown
   */
  public void requireOnly(Path file, IntPredicate known, String expected) {
    BitSet unknown = new BitSet();
    for (char id : ids) {
      if (!known.test(id)) {
        unknown.set(id);
      }
    }
    if (!unknown.isEmpty()) {
      throw Refusal.file(
          ROLE,
          file,
          String.format(
              Locale.ROOT,
              "has the unknown id%s %s%s; expected %s.",
              unknown.cardinality() > 1 ? "s" : "",
              unknown.stream()
                  .limit(LISTED)
                  .mapToObj(Integer::toString)
                  .collect(Collectors.joining(", ")),
              unknown.cardinality() > LISTED ? ", …" : "",
              expected));
    }
  }
}
