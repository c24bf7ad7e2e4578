package vitexplain.image.mask;

import java.io.Serializable;
import java.util.OptionalInt;
import vitexplain.base.NearestName;
import vitexplain.base.Refusal;

/**
 * Which pixels of a mask are the object. Masks are either black and white pictures or maps of ids:
 * a class or an object for each pixel, 0 = background, {@value #IGNORED} = belongs to neither and
 * is left out of every score (PASCAL VOC's convention).
 *
 * @param kind how it is chosen
 * @param id the chosen id, 0 or more: 1 to 65535 in pictures; 0 where the kind chooses none
 */
public record MaskClass(Kind kind, int id) implements Serializable {

  /** The id of pixels that are left out of every score. */
  static final int IGNORED = 255;

  private static final int LARGEST = 0xffff;

  private static final String CHOICES =
      "any (every object), label (the id that equals the image's label), an id, a number from 1 to"
          + " 65535 that is not 255 (255 marks ignored pixels), or a class of PASCAL VOC by its name";

  /** Ways to choose. */
  public enum Kind {
    /** Masks must be black and white; maps of ids are refused. */
    BLACK_AND_WHITE,
    /** Every id but 0 and 255. */
    ANY,
    /** The id that equals the index of the image's label. */
    LABEL,
    /** One id. */
    ID
  }

  /** What holds where nothing is chosen. */
  public static final MaskClass BLACK_AND_WHITE = new MaskClass(Kind.BLACK_AND_WHITE, 0);

  /** Every object. */
  public static final MaskClass ANY = new MaskClass(Kind.ANY, 0);

  /** The object of the image's label. */
  public static final MaskClass LABEL = new MaskClass(Kind.LABEL, 0);

  public MaskClass {
    boolean needsId = kind == Kind.ID;
    if (needsId ? id < 0 : id != 0) {
      throw new IllegalArgumentException("id " + id + " of " + kind);
    }
  }

  /**
   * Reads {@code any}, {@code label}, a number, or the name of a class of PASCAL VOC, which stands
   * for its id there.
   *
   * @throws Refusal naming what is possible
   */
  public static MaskClass parse(String text) {
    if (text.equals("any")) {
      return ANY;
    }
    if (text.equals("label")) {
      return LABEL;
    }
    OptionalInt named = VocClasses.id(text);
    if (named.isPresent()) {
      return of(named.getAsInt());
    }
    int id = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (id < 1 || id > LARGEST || id == IGNORED) {
      throw Refusal.request(
          "--mask-class is '"
              + text
              + "'; expected "
              + CHOICES
              + NearestName.ending(text, VocClasses.NAMES));
    }
    return of(id);
  }

  /** One id, 0 or more: of a picture 1 to 65535, elsewhere what a data set calls an object. */
  public static MaskClass of(int id) {
    return new MaskClass(Kind.ID, id);
  }

  /**
   * The choice for an image with a label.
   *
   * @param image its name, for the message
   * @param label index of its class; read only if the choice is {@link #LABEL}
   * @throws Refusal if it has no label, or no id of a mask can stand for that class
   */
  public MaskClass ofLabel(String image, OptionalInt label) {
    if (kind != Kind.LABEL) {
      return this;
    }
    if (label.isEmpty()) {
      throw Refusal.input(
          "image '"
              + image
              + "' has no label, by which --mask-class label chooses. Add it, or give --mask-class"
              + " any or an id.");
    }
    return ofLabel(image, label.getAsInt());
  }

  private static MaskClass ofLabel(String image, int label) {
    if (label < 1 || label > LARGEST || label == IGNORED) {
      throw Refusal.input(
          "image '"
              + image
              + "' has a label of the index "
              + label
              + ", which in a mask marks "
              + (label == IGNORED ? "ignored pixels" : "the background")
              + ". Give --mask-class any or an id.");
    }
    return of(label);
  }

  /** As it is given on the command line; empty for {@link #BLACK_AND_WHITE}. */
  @Override
  public String toString() {
    return switch (kind) {
      case BLACK_AND_WHITE -> "";
      case ANY -> "any";
      case LABEL -> "label";
      case ID -> Integer.toString(id);
    };
  }
}
