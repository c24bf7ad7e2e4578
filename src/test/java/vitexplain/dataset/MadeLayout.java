package vitexplain.dataset;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import vitexplain.dataset.layout.DataReference;
import vitexplain.dataset.layout.Layout;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;
import vitexplain.image.mask.MaskClass;

/**
 * A data set of names alone.
 *
 * @param labelled labels by key
 * @param labels the vocabulary
 * @param labelsAreIndexed whether labels are told without opening anything
 * @param ranked whether a label's place is its class
 */
record MadeLayout(
    List<String> keys,
    Map<String, String> labelled,
    List<String> labels,
    boolean labelsAreIndexed,
    boolean ranked)
    implements Layout {

  static Dataset dataset(List<String> keys) {
    return new MadeLayout(keys, Map.of(), List.of(), true, false).with(LabelMap.NONE);
  }

  Dataset with(LabelMap map) {
    return new Dataset(
        this, new DatasetReference(new DataReference("made", "here", ""), MaskClass.ANY, map));
  }

  @Override
  public Pixels picture(String key, int channels) {
    throw new AssertionError("nothing may be opened");
  }

  @Override
  public String pictureSha256(String key) {
    return "";
  }

  @Override
  public boolean hasMasks() {
    return false;
  }

  @Override
  public MaskClass maskClass(Optional<String> text) {
    return MaskClass.ANY;
  }

  @Override
  public Optional<Mask> mask(String key, MaskClass choice) {
    return Optional.empty();
  }

  @Override
  public String maskSha256(String key) {
    return "";
  }

  @Override
  public Optional<String> label(String key) {
    return Optional.ofNullable(labelled.get(key));
  }
}
