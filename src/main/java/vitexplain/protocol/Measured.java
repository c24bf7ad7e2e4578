package vitexplain.protocol;

import java.util.List;

/**
 * A number of a protocol.
 *
 * @param method id with its options
 * @param metric {@link #PIXEL_ACCURACY} and the like
 * @param target which class was explained and counted
 * @param value in per cent; NaN before the first picture
 * @param images pictures it is of
 * @param remarks what stands beside it, a sentence each
 */
public record Measured(
    String method, String metric, Target target, double value, int images, List<String> remarks) {

  /** Share of pixels that are called what they are. */
  public static final String PIXEL_ACCURACY = "pixel_acc";

  /** Mean over pictures of the average precision. */
  public static final String MEAN_PRECISION = "map";

  /** Mean of the IoU of object and background. */
  public static final String MEAN_IOU = "miou";

  /** Mean over rows of pixels of the F1 of the row. */
  public static final String ROW_F1 = "mf1_rows";

  /** Area under the share of pictures that keep the class, the highest values removed first. */
  public static final String POSITIVE = "positive";

  /** The same, the lowest values removed first. */
  public static final String NEGATIVE = "negative";

  public Measured {
    remarks = List.copyOf(remarks);
  }
}
