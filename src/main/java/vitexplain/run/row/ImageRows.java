package vitexplain.run.row;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything one unit of work found out about one image. Stored whole or not at all.
 *
 * @param image the image's name, as in the plan
 * @param samples measured values, perhaps none
 * @param confusion pixel counts, perhaps none
 * @param failures what could not be done, usually none
 */
public record ImageRows(
    String image, List<SampleRow> samples, List<ConfusionRow> confusion, List<FailureRow> failures)
    implements Serializable {

  public ImageRows {
    samples = List.copyOf(samples);
    confusion = List.copyOf(confusion);
    failures = List.copyOf(failures);
  }

  /** The same with failures before its own. */
  public ImageRows after(List<FailureRow> earlier) {
    List<FailureRow> all = new ArrayList<>(earlier);
    all.addAll(failures);
    return new ImageRows(image, samples, confusion, all);
  }
}
