package vitexplain.dataset;

import java.io.Serializable;
import vitexplain.dataset.layout.DataReference;
import vitexplain.dataset.layout.Layouts;
import vitexplain.image.mask.MaskClass;

/**
 * A data set as plain data: where it lies, which object of its masks counts and what its labels
 * mean. Another process opens all of it and asks for single images.
 *
 * @param data where it lies
 * @param choice the object of a mask
 * @param map what labels mean
 */
public record DatasetReference(DataReference data, MaskClass choice, LabelMap map)
    implements Serializable {

  /** The same for a process that was started in another folder. */
  public DatasetReference absolute() {
    return new DatasetReference(data.absolute(), choice, map);
  }

  /**
   * All of it.
   *
   * @throws vitexplain.base.Refusal if it is not there, or its index is broken
   */
  public Dataset open() {
    return new Dataset(Layouts.open(data), this);
  }
}
