package vitexplain.image.mask;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import vitexplain.base.Refusal;
import vitexplain.image.codec.ImageBytes;
import vitexplain.image.codec.Orientation;
import vitexplain.image.codec.PictureKind;

/** Decides which samples of a mask file are its object, or refuses what could mean two things. */
final class MaskReader {

  private static final String ROLE = "mask";

  /** More distinct values are smooth shades and not ids, and are not listed. */
  private static final int LISTED_IDS = 24;

  private static final MaskSamples.Kind COLOURS = MaskSamples.Kind.COLOURS;

  private static final int WHITE = 0xffffff;

  private static final int WHITE_OF_8_BITS = 255;

  private final Path file;
  private final MaskClass choice;
  private final MaskSamples samples;
  private final BitSet used;

  private MaskReader(Path file, MaskClass choice, MaskSamples samples) {
    this.file = file;
    this.choice = choice;
    this.samples = samples;
    this.used = samples.used();
  }

  static Mask read(Path file, MaskClass choice) {
    ImageBytes encoded = ImageBytes.read(ROLE, file);
    return encoded.decode(
        bytes -> {
          MaskSamples samples = samples(encoded.kind(), bytes);
          Mask mask = new MaskReader(file, choice, samples).mask();
          return mask.upright(Orientation.of(bytes));
        });
  }

  private static MaskSamples samples(PictureKind kind, byte[] bytes) throws IOException {
    return kind == PictureKind.JPEG ? MaskSamples.ofJpeg(bytes) : MaskSamples.ofPng(bytes);
  }

  private Mask mask() {
    if (choice.kind() != MaskClass.Kind.BLACK_AND_WHITE) {
      return ofIds();
    }
    if (samples.alpha().isPresent() && (samples.palette().length == 0 || !isMapOfIds())) {
      return ofAlpha(samples.alpha().get());
    }
    return switch (samples.kind()) {
      case GREY, LOSSY_GREY -> ofGrey();
      case PALETTE -> ofPalette();
      case COLOURS -> throw refusal(colours() + ". Save it as black and white.");
    };
  }

  private Mask ofGrey() {
    int white = samples.largest();
    if (only(0, white)) {
      return where(value -> value == white);
    }
    // Arrays of 0 and 1, or of 0 and 255 in 16 bits, as numerical tools write them.
    if (only(0, 1)) {
      return where(value -> value == 1);
    }
    if (only(0, WHITE_OF_8_BITS)) {
      return where(value -> value == WHITE_OF_8_BITS);
    }
    throw refusal(
        used.cardinality()
            + " distinct grey values "
            + listed()
            + "; expected 0 (background) and "
            + white
            + " (object) only. "
            + "Threshold it, and save it as PNG: JPEG and smooth scaling add values in between."
            + (used.cardinality() <= LISTED_IDS
                ? " If the values are ids of classes or objects, choose with --mask-class any or an"
                    + " id instead."
                : ""));
  }

  private Mask ofPalette() {
    if (!isMapOfIds()) {
      return where(index -> samples.palette()[index] != 0);
    }
    throw refusal(
        "a palette of ids: "
            + listed()
            + (used.get(MaskClass.IGNORED) ? " (255 marks ignored pixels)" : "")
            + "; expected black and white. Choose the object with --mask-class any, label or an"
            + " id; do not threshold its colours.");
  }

  /**
   * A palette that is not black and white, or tells indices apart that all have one colour; with an
   * alpha channel, one colour is what the shape was drawn in.
   */
  private boolean isMapOfIds() {
    boolean blackAndWhite =
        used.stream().allMatch(i -> samples.palette()[i] == 0 || samples.palette()[i] == WHITE);
    boolean oneColour = used.stream().map(i -> samples.palette()[i]).distinct().count() == 1;
    if (samples.alpha().isPresent()) {
      return !blackAndWhite && !oneColour;
    }
    return !blackAndWhite || (oneColour && used.cardinality() > 1);
  }

  /** Where opaque pixels have one colour, their outline is the shape that was drawn. */
  private Mask ofAlpha(char[] alpha) {
    BitSet levels = MaskSamples.used(alpha);
    int opaque = samples.largest();
    int between = levels.cardinality() - (levels.get(0) ? 1 : 0) - (levels.get(opaque) ? 1 : 0);
    if (between > 0) {
      throw refusal(
          "its alpha channel has "
              + levels.cardinality()
              + " distinct values; expected 0 and "
              + opaque
              + " only. Threshold it, and save it as black and white without an alpha channel.");
    }
    if (!levels.get(opaque)) {
      throw refusal(
          "all of its pixels are transparent. Save it as black and white without an alpha"
              + " channel.");
    }
    BitSet ofOpaque = new BitSet();
    BitSet ofTransparent = new BitSet();
    for (int i = 0; i < alpha.length; i++) {
      (alpha[i] == 0 ? ofTransparent : ofOpaque).set(colour(samples.values()[i]));
    }
    // Black on white that is transparent: by its colours, the object would be what is around it.
    boolean inverse = ofOpaque.get(0) && !ofTransparent.get(0) && samples.kind() != COLOURS;
    boolean coloursGoOn = ofTransparent.cardinality() > 1 && ofTransparent.intersects(ofOpaque);
    if (ofOpaque.cardinality() > 1 || coloursGoOn || inverse) {
      throw refusal(
          "its colours and its alpha channel hold different shapes. Save it as black and white"
              + " without an alpha channel.");
    }
    boolean[] foreground = new boolean[alpha.length];
    for (int i = 0; i < alpha.length; i++) {
      foreground[i] = alpha[i] == opaque;
    }
    return new Mask(samples.width(), samples.height(), foreground);
  }

  private int colour(int value) {
    return samples.kind() == MaskSamples.Kind.PALETTE ? samples.palette()[value] : value;
  }

  private Mask ofIds() {
    if (samples.kind() == COLOURS) {
      throw refusal(colours() + ", not ids. Save it as a palette or grey picture of ids.");
    }
    if (samples.kind() == MaskSamples.Kind.LOSSY_GREY) {
      throw refusal("is a JPEG, which changes ids. Save it as PNG.");
    }
    int objects = used.cardinality();
    objects -= (used.get(0) ? 1 : 0) + (used.get(MaskClass.IGNORED) ? 1 : 0);
    if (objects == 0 && used.get(MaskClass.IGNORED)) {
      throw refusal(
          "holds "
              + listed()
              + ", and with --mask-class "
              + choice
              + " 255 marks ignored pixels: there is no object. If its white is the object, leave"
              + " --mask-class out.");
    }
    if (choice.kind() == MaskClass.Kind.ID && !used.get(choice.id())) {
      throw refusal(
          "its ids are " + listed() + "; --mask-class " + choice.id() + " is none of them.");
    }
    requireOpaqueIds();
    int chosen = choice.kind() == MaskClass.Kind.ID ? choice.id() : -1;
    Mask mask =
        where(
            chosen < 0
                ? value -> value != 0 && value != MaskClass.IGNORED
                : value -> value == chosen);
    BitSet ignored = new BitSet();
    for (int i = 0; i < samples.values().length; i++) {
      if (samples.values()[i] == MaskClass.IGNORED) {
        ignored.set(i);
      }
    }
    return new Mask(mask.width(), mask.height(), mask.foreground(), ignored);
  }

  /** A shape that is drawn in the alpha channel alone would be read as background all over. */
  private void requireOpaqueIds() {
    if (samples.alpha().isEmpty() || samples.kind() != MaskSamples.Kind.GREY) {
      return;
    }
    char[] alpha = samples.alpha().get();
    boolean objects = false;
    boolean hidden = false;
    for (int i = 0; i < alpha.length; i++) {
      boolean object = samples.values()[i] != 0 && samples.values()[i] != MaskClass.IGNORED;
      objects |= object;
      hidden |= object && alpha[i] == 0;
    }
    if (hidden || !objects) {
      throw refusal(
          "its alpha channel holds another shape than its ids. Leave --mask-class out if the alpha"
              + " channel is the shape; else save the ids without one.");
    }
  }

  private Mask where(IntPredicate isObject) {
    boolean[] foreground = new boolean[samples.values().length];
    for (int i = 0; i < foreground.length; i++) {
      foreground[i] = isObject.test(samples.values()[i]);
    }
    return new Mask(samples.width(), samples.height(), foreground);
  }

  private boolean only(int a, int b) {
    return used.stream().allMatch(value -> value == a || value == b);
  }

  private String colours() {
    return "is a picture of " + used.cardinality() + " colours";
  }

  private String listed() {
    return used.cardinality() <= LISTED_IDS
        ? used.stream().mapToObj(Integer::toString).collect(Collectors.joining(", "))
        : "from " + used.nextSetBit(0) + " to " + (used.length() - 1);
  }

  private Refusal refusal(String problem) {
    return Refusal.file(ROLE, file, problem);
  }
}
