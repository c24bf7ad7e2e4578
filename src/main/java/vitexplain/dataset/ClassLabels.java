package vitexplain.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import vitexplain.base.Refusal;
import vitexplain.dataset.layout.Layout;

/**
 * The classes of a model that the labels of a data set mean: what a label map says or, for a label
 * that it does not name, the class of that name or index. Where no label is either and there are as
 * many labels as classes in an order that is a convention, the class of the label's place.
 */
final class ClassLabels {
  private final Layout layout;
  private final LabelMap map;
  private volatile Meanings known = new Meanings(List.of(), new ClassIndex(List.of()), Map.of());

  /** Looked up once: a model has a thousand classes and a data set a thousand labels. */
  private record Meanings(
      List<String> classes, ClassIndex index, Map<String, List<Integer>> byLabel) {}

  ClassLabels(Layout layout, LabelMap map) {
    this.layout = layout;
    this.map = map;
  }

  /**
   * The classes of an image's label, any of which is right; none if it has no label or one that is
   * no class of the model.
   *
   * @param classes the model's class names, in logit order
   * @throws Refusal of the kind REQUEST if labels were written for the model and this one is
   *     neither one of its classes nor an index, or may mean two of them
   */
  List<Integer> of(String image, List<String> classes) {
    if (map.unlabelled() || layout.labels().isEmpty()) {
      return List.of();
    }
    return text(image).map(label -> meant(image, label, meanings(classes))).orElse(List.of());
  }

  /** A mask that cannot be read has its own failure; the image has no label then. */
  private Optional<String> text(String image) {
    try {
      return layout.label(image);
    } catch (Refusal broken) {
      broken.unlessInput();
      return Optional.empty();
    }
  }

  private List<Integer> meant(String image, String label, Meanings meanings) {
    List<Integer> found = meanings.byLabel().getOrDefault(label, List.of());
    return found.isEmpty() && layout.labelsNameClasses()
        ? List.of(
            meanings
                .index()
                .of(
                    String.format(Locale.ROOT, "image '%s' has the label '%s'", image, label),
                    label))
        : found;
  }

  private Meanings meanings(List<String> classes) {
    Meanings meanings = known;
    if (!meanings.classes().equals(classes)) {
      meanings = meaningsAmong(classes);
      known = meanings;
    }
    return meanings;
  }

  private Meanings meaningsAmong(List<String> classes) {
    ClassIndex index = new ClassIndex(classes);
    Map<String, List<Integer>> byLabel = new LinkedHashMap<>();
    for (String label : layout.labels()) {
      List<String> said = map.classes().get(label);
      if (said == null) {
        List<Integer> meant = index.meant(label);
        byLabel.put(label, meant.size() == 1 ? meant : List.of());
      } else {
        Set<Integer> right = new LinkedHashSet<>();
        said.forEach(
            name ->
                right.add(
                    index.of(
                        String.format(
                            Locale.ROOT,
                            "label map '%s': label '%s' has the class '%s'",
                            map.file(),
                            label,
                            name),
                        name)));
        byLabel.put(label, List.copyOf(right));
      }
    }
    boolean none = byLabel.values().stream().allMatch(List::isEmpty);
    if (none && layout.ranked() && layout.labels().size() == classes.size()) {
      List<String> labels = layout.labels();
      IntStream.range(0, labels.size()).forEach(k -> byLabel.put(labels.get(k), List.of(k)));
    }
    return new Meanings(List.copyOf(classes), index, byLabel);
  }

  /** Of some images; of the whole vocabulary where labels are told from masks. */
  LabelCount count(List<String> images, List<String> classes) {
    if (map.unlabelled()) {
      return new LabelCount(0, images.size(), "images", List.of());
    }
    if (!layout.labelsAreIndexed()) {
      return ofVocabulary(classes);
    }
    int mapped = 0;
    Set<String> unknown = new LinkedHashSet<>();
    for (String image : images) {
      if (!of(image, classes).isEmpty()) {
        mapped++;
      } else {
        layout.label(image).ifPresent(unknown::add);
      }
    }
    return new LabelCount(mapped, images.size(), "images", new ArrayList<>(unknown));
  }

  private LabelCount ofVocabulary(List<String> classes) {
    Map<String, List<Integer>> byLabel = meanings(classes).byLabel();
    List<String> unknown =
        layout.labels().stream().filter(label -> byLabel.get(label).isEmpty()).toList();
    int all = layout.labels().size();
    return new LabelCount(all - unknown.size(), all, "labels", unknown);
  }
}
