package vitexplain.dataset.layout;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import vitexplain.base.Excerpt;
import vitexplain.base.Refusal;

/** Takes in what a file of COCO annotations lists. Its three lists may stand in any order. */
final class CocoIndexReader {
  private static final String IMAGES = "images";
  private static final String ANNOTATIONS = "annotations";
  private static final String CATEGORIES = "categories";

  /** The outline of a crowd takes some ten kilobytes. */
  private static final long MOST_BYTES_OF_AN_OUTLINE = 64L << 20;

  private final Path file;
  private final IndexJson json;
  private final Set<String> lists = new HashSet<>();
  private final Map<Long, Listed> pictures = new LinkedHashMap<>();
  private final Map<Long, List<CocoIndex.Annotation>> annotations = new HashMap<>();
  private final Map<Integer, String> categories = new LinkedHashMap<>();

  private CocoIndexReader(Path file, IndexJson json) {
    this.file = file;
    this.json = json;
  }

  private record Listed(String name, int width, int height) {}

  /**
   * Reads a file.
   *
   * @throws Refusal of the kind REQUEST, naming the file and the place, if it is missing, cut short
   *     or does not hold what COCO's files of instances do
   */
  static CocoIndex read(Path file) {
    return IndexJson.read("annotations", file, json -> new CocoIndexReader(file, json).index());
  }

  private CocoIndex index() throws IOException {
    json.root(
        name -> {
          lists.add(name);
          switch (name) {
            case IMAGES -> json.list(name, this::picture);
            case ANNOTATIONS -> json.list(name, this::annotation);
            case CATEGORIES -> json.list(name, this::category);
            default -> {}
          }
        });
    for (String list : List.of(IMAGES, ANNOTATIONS, CATEGORIES)) {
      if (!lists.contains(list)) {
        throw json.refusal(
            "has no '"
                + list
                + "'; expected a file of COCO's instances, with images, annotations and"
                + " categories");
      }
    }
    if (pictures.isEmpty()) {
      throw json.refusal("lists no images");
    }
    annotations.values().forEach(ofPicture -> ofPicture.forEach(this::requireCategory));
    return new CocoIndex(file, byName(), categories, unlisted());
  }

  private void picture() throws IOException {
    Map<String, Long> ids = new HashMap<>();
    Map<String, Integer> sizes = new HashMap<>();
    List<String> names = new ArrayList<>(1);
    json.object(
        field -> {
          switch (field) {
            case "id" -> ids.put(field, json.whole(field));
            case "width", "height" -> sizes.put(field, json.whole(field, 1));
            case "file_name" -> names.add(fileName(json.text(field)));
            default -> {}
          }
        });
    requireFields(ids.keySet(), "id");
    requireFields(sizes.keySet(), "width", "height");
    if (names.isEmpty()) {
      throw json.refusal("has no 'file_name'");
    }
    Listed listed = new Listed(names.get(0), sizes.get("width"), sizes.get("height"));
    if (pictures.putIfAbsent(ids.get("id"), listed) != null) {
      throw json.refusal("has the id " + ids.get("id") + " of another picture");
    }
  }

  /** A name that stays in its folder. */
  private String fileName(String name) {
    try {
      Path path = Path.of(name);
      if (!path.isAbsolute() && path.equals(path.normalize()) && !path.startsWith("..")) {
        return name;
      }
    } catch (InvalidPathException noPath) {
      // refused below
    }
    throw json.refusal(
        "has the file_name '"
            + Excerpt.of(name)
            + "'; expected the name of a file in the folder of the pictures");
  }

  private void annotation() throws IOException {
    Map<String, Long> ids = new HashMap<>();
    Map<String, Integer> numbers = new HashMap<>();
    Set<String> flags = new HashSet<>();
    List<IndexJson.Span> outlines = new ArrayList<>(1);
    json.object(
        field -> {
          switch (field) {
            case "id", "image_id" -> ids.put(field, json.whole(field));
            case "category_id" -> numbers.put(field, json.whole(field, 0));
            case "iscrowd" -> {
              if (json.flag(field)) {
                flags.add(field);
              }
            }
            case "segmentation" -> outlines.add(json.span(field, MOST_BYTES_OF_AN_OUTLINE));
            default -> {}
          }
        });
    requireFields(ids.keySet(), "id", "image_id");
    requireFields(numbers.keySet(), "category_id");
    annotations
        .computeIfAbsent(ids.get("image_id"), id -> new ArrayList<>(1))
        .add(
            new CocoIndex.Annotation(
                ids.get("id"),
                numbers.get("category_id"),
                flags.contains("iscrowd"),
                outlines.isEmpty() ? IndexJson.Span.NONE : outlines.get(0)));
  }

  private void category() throws IOException {
    Map<String, Integer> ids = new HashMap<>();
    List<String> names = new ArrayList<>(1);
    json.object(
        field -> {
          switch (field) {
            case "id" -> ids.put(field, json.whole(field, 0));
            case "name" -> names.add(json.text(field));
            default -> {}
          }
        });
    requireFields(ids.keySet(), "id");
    if (names.isEmpty()) {
      throw json.refusal("has no 'name'");
    }
    if (categories.putIfAbsent(ids.get("id"), names.get(0)) != null) {
      throw json.refusal("has the id " + ids.get("id") + " of another category");
    }
  }

  private void requireFields(Set<String> found, String... names) {
    for (String name : names) {
      if (!found.contains(name)) {
        throw json.refusal("has no '" + name + "'");
      }
    }
  }

  private void requireCategory(CocoIndex.Annotation annotation) {
    if (!categories.containsKey(annotation.category())) {
      throw json.refusal(
          String.format(
              Locale.ROOT,
              "annotation %d has the category %d, which is none of its %d categories",
              annotation.id(),
              annotation.category(),
              categories.size()));
    }
  }

  private Map<String, CocoIndex.Picture> byName() {
    Map<String, CocoIndex.Picture> byName = new LinkedHashMap<>();
    pictures.forEach(
        (id, listed) -> {
          CocoIndex.Picture picture =
              new CocoIndex.Picture(
                  listed.width(),
                  listed.height(),
                  List.copyOf(annotations.getOrDefault(id, List.of())));
          if (byName.put(listed.name(), picture) != null) {
            throw json.refusal(
                "lists two images of the file_name '" + Excerpt.of(listed.name()) + "'");
          }
        });
    return byName;
  }

  private long unlisted() {
    return annotations.entrySet().stream()
        .filter(entry -> !pictures.containsKey(entry.getKey()))
        .mapToLong(entry -> entry.getValue().size())
        .sum();
  }
}
