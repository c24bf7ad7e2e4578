package vitexplain.comparison;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import vitexplain.run.ConfigChange;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.ImageRow;

/**
 * Whether two evaluations asked the same question: of the same model, by the same protocol, of the
 * same images.
 *
 * @param a the first folder
 * @param b the second
 */
record SameStudy(Side a, Side b) {
  private static final String SHARD = "shard";
  private static final String UNTIL = "until";
  private static final String IMAGES = "images_sha256";

  /** What must be equal, else a difference is none of the explanations. */
  private static final Set<String> PROTOCOL =
      Set.of(
          "levels",
          "mask_class",
          "masks",
          "model_config_sha256",
          "model_sha256",
          "preprocessor_sha256",
          "target",
          "unit");

  /** Why they cannot be compared at all; empty if they can. */
  Optional<String> obstacle() {
    for (Side side : List.of(a, b)) {
      Optional<String> own = obstacle(side);
      if (own.isPresent()) {
        return own;
      }
    }
    String differing = ConfigChange.words(protocol(a), protocol(b));
    if (!differing.isEmpty()) {
      String models =
          String.format(
              Locale.ROOT, " (models '%s' and '%s')", section(a).model(), section(b).model());
      return Optional.of("from the first to the second: " + differing + models);
    }
    if (!haveImages() && !imagesHash(a).equals(imagesHash(b))) {
      return Optional.of(
          "the images, or their masks, are not the same, and without images.csv in both folders"
              + " it is unknown which are");
    }
    return haveImages() && images().isEmpty()
        ? Optional.of("no image is the same file, with the same mask, in both")
        : Optional.empty();
  }

  private static Optional<String> obstacle(Side side) {
    Optional<Section> section = side.section(Side.EVALUATE);
    if (section.isEmpty()) {
      return Optional.of(side.name() + " holds no evaluation");
    }
    if (section.get().end().isEmpty()) {
      return Optional.of(
          side.name() + " holds an evaluation that was cut off; go on with evaluate --resume");
    }
    if (section.get().config().containsKey(SHARD)) {
      return Optional.of(side.name() + " is a part of an evaluation; merge the parts first");
    }
    return section.get().config().containsKey(UNTIL)
        ? Optional.of(
            side.name() + " was stopped by --until, which measures methods on unlike images")
        : Optional.empty();
  }

  private static Section section(Side side) {
    return side.section(Side.EVALUATE).orElseThrow();
  }

  private static Map<String, String> protocol(Side side) {
    Map<String, String> protocol = new TreeMap<>(side.config(Side.EVALUATE));
    protocol.keySet().retainAll(PROTOCOL);
    return protocol;
  }

  private static String imagesHash(Side side) {
    return side.config(Side.EVALUATE).getOrDefault(IMAGES, "unknown in " + side.name());
  }

  private boolean haveImages() {
    return a.folder().table(ImageRow.SCHEMA).exists() && b.folder().table(ImageRow.SCHEMA).exists();
  }

  /** Whether scores can be compared image by image. */
  boolean haveSamples() {
    return haveImages() && a.folder().samples().exists() && b.folder().samples().exists();
  }

  /** The same file with the same mask in both. */
  List<String> images() {
    Map<String, List<String>> others = hashes(b);
    return hashes(a).entrySet().stream()
        .filter(image -> image.getValue().equals(others.get(image.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Map<String, List<String>> hashes(Side side) {
    Map<String, List<String>> hashes = new LinkedHashMap<>();
    side.rows(side.folder().table(ImageRow.SCHEMA))
        .forEach(row -> hashes.put(row.image(), List.of(row.sha256(), row.maskSha256())));
    return hashes;
  }

  /** Images of either folder that do not count, in words; empty if all do. */
  Optional<String> leftOut() {
    if (!haveImages()) {
      return Optional.empty();
    }
    int common = images().size();
    int first = hashes(a).size();
    int second = hashes(b).size();
    return common == first && common == second
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "scores are compared on the %d images that are the same in both (of %d and %d)%s",
                common,
                first,
                second,
                haveSamples() ? "" : "; those of intervals are of all images of each"));
  }
}
