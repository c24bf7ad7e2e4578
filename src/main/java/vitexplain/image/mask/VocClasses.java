package vitexplain.image.mask;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** The classes of PASCAL VOC 2007 to 2012 by their ids in its segmentation masks, from 1. */
public final class VocClasses {
  /** In the order of their ids, from 1. */
  public static final List<String> NAMES =
      List.of(
          "aeroplane",
          "bicycle",
          "bird",
          "boat",
          "bottle",
          "bus",
          "car",
          "cat",
          "chair",
          "cow",
          "diningtable",
          "dog",
          "horse",
          "motorbike",
          "person",
          "pottedplant",
          "sheep",
          "sofa",
          "train",
          "tvmonitor");

  private VocClasses() {}

  /** The id of a name, in any case of letters; empty if it is none of them. */
  static OptionalInt id(String name) {
    int place = NAMES.indexOf(name.toLowerCase(Locale.ROOT));
    return place < 0 ? OptionalInt.empty() : OptionalInt.of(place + 1);
  }
}
