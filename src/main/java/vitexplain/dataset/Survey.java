package vitexplain.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import vitexplain.base.Progress;
import vitexplain.base.Refusal;
import vitexplain.image.codec.Pixels;
import vitexplain.image.mask.Mask;

/**
 * What a data set holds, found by opening every picture and every mask once, without a network.
 *
 * @param images how many there are
 * @param sizes of the pictures that could be read, those of fewest pixels first
 * @param masks how many masks there are
 * @param shares of foreground in the counted pixels of each mask, 0 to 1, smallest first; NaN, the
 *     last, where no pixel counts
 * @param ignoring how many masks ignore pixels
 * @param labels how many images have each label
 * @param mapped how many images have a label that is a class of the model; 0 without a model
 * @param broken what is missing or cannot be read, one sentence each
 */
public record Survey(
    int images,
    List<Size> sizes,
    int masks,
    List<Double> shares,
    int ignoring,
    Map<String, Integer> labels,
    int mapped,
    List<String> broken) {

  public Survey {
    sizes = List.copyOf(sizes);
    shares = List.copyOf(shares);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    broken = List.copyOf(broken);
  }

  /** Width and height of a picture in pixels. */
  public record Size(int width, int height) {
    long pixels() {
      return (long) width * height;
    }
  }

  /** Hears of every image that is whole. */
  @FunctionalInterface
  public interface Listener {
    /**
     * One image.
     *
     * @param mask of the picture's size; empty if it has none
     */
    void image(CountsRow counts, Pixels picture, Optional<Mask> mask);
  }

  /**
   * Opens all images of a data set.
   *
   * @param classes the model's class names, in logit order; empty without a model
   */
  public static Survey of(
      Dataset data, List<String> classes, Listener listener, Progress progress) {
    Looking looking = new Looking(data, classes, listener);
    progress.begin(data.images().size(), 0);
    for (String image : data.images()) {
      looking.at(image);
      progress.step(image);
    }
    return looking.found();
  }

  /** How many images have a label. */
  public int labelled() {
    return labels.values().stream().mapToInt(count -> count).sum();
  }

  /** Masks without foreground. */
  public long empty() {
    return shares.stream().filter(share -> share == 0).count();
  }

  private static final class Looking {
    private final Dataset data;
    private final List<String> classes;
    private final Listener listener;
    private final List<Size> sizes = new ArrayList<>();
    private final List<Double> shares = new ArrayList<>();
    private final Map<String, Integer> labels = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();
    private int ignoring;
    private int mapped;

    Looking(Dataset data, List<String> classes, Listener listener) {
      this.data = data;
      this.classes = classes;
      this.listener = listener;
    }

    void at(String image) {
      try {
        look(image);
      } catch (Refusal refusal) {
        refusal.unlessInput();
        broken.add(refusal.getMessage());
      }
    }

    private void look(String image) {
      Pixels picture = data.image(image, 3);
      sizes.add(new Size(picture.width(), picture.height()));
      OptionalInt index = classes.isEmpty() ? OptionalInt.empty() : data.label(image, classes);
      Optional<Mask> mask = data.mask(image, picture, index);
      Optional<String> label = data.layout().label(image);
      mask.ifPresent(this::count);
      label.ifPresent(name -> labels.merge(name, 1, Integer::sum));
      mapped += index.isPresent() ? 1 : 0;
      listener.image(row(image, label, picture, mask), picture, mask);
    }

    private void count(Mask mask) {
      shares.add(mask.foregroundShare());
      ignoring += mask.ignored().isEmpty() ? 0 : 1;
    }

    private CountsRow row(
        String image, Optional<String> label, Pixels picture, Optional<Mask> mask) {
      return new CountsRow(
          image,
          label.orElse(""),
          data.reference().choice().toString(),
          mask.map(each -> OptionalInt.of(each.foregroundPixels())).orElse(OptionalInt.empty()),
          mask.map(each -> OptionalInt.of(each.ignored().cardinality()))
              .orElse(OptionalInt.empty()),
          picture.width() * picture.height());
    }

    Survey found() {
      sizes.sort(Comparator.comparingLong(Size::pixels));
      Collections.sort(shares);
      return new Survey(
          data.images().size(), sizes, shares.size(), shares, ignoring, labels, mapped, broken);
    }
  }
}
