package vitexplain.report.results;

import java.util.Arrays;
import java.util.List;

/**
 * Metrics that are computed from the same thing share tables, and a place in the page.
 *
 * @see vitexplain.run.row.MetricRow#family()
 */
public enum Family {
  REMOVAL(
      "faithfulness", "Removal curves in numbers", "Areas under the curves of removed patches."),
  SHARE(
      "faithfulness",
      "Comprehensiveness and sufficiency",
      "Single points of the removal curves at a removed or kept share: the same information, so no "
          + "independent evidence."),
  CHANGE(
      "faithfulness",
      "Drop, increase and gain",
      "What is left when the image is multiplied by its map, in percent. A map of ones loses "
          + "nothing: see the control constant."),
  FIDELITY(
      "faithfulness",
      "Fidelity and stability",
      "Whether the map's sums predict the model's answers, how much the map moves with noise, and "
          + "whether it adds up to what its method promises."),
  LOCALISATION(
      "localisation", "Agreement with the mask, without a threshold", "The map against the mask."),
  SEGMENTATION(
      "localisation",
      "Agreement with the mask, at a threshold",
      "The map cut at a threshold against the mask: mean over images, and over pooled pixels. "
          + "Chance depends on how much a map marks, hence a range."),
  SHAPE(
      "shape", "Concentration of the maps", "Descriptors of the map alone. Neither end is better."),
  SANITY(
      "sanity",
      "Every depth of the sanity checks",
      "Similarity of the map before and after the change; the level is the number of blocks "
          + "started again."),
  OTHER("other", "Other metrics", "Metrics of which the run folder says nothing more.");

  private final String chapter;
  private final String title;
  private final String note;

  Family(String chapter, String title, String note) {
    this.chapter = chapter;
    this.title = title;
    this.note = note;
  }

  /** Whether its first table is shown without being asked for. */
  public boolean isOpen() {
    return this != SHARE && this != SANITY;
  }

  /** Whether its metrics hold a map against a mask. */
  public boolean isOfMasks() {
    return this == LOCALISATION || this == SEGMENTATION;
  }

  public String title() {
    return title;
  }

  public String note() {
    return note;
  }

  /** Part of a file's name. */
  public String id() {
    return Format.slug(name());
  }

  /** The families of one chapter, in order. */
  public static List<Family> of(String chapter) {
    return Arrays.stream(values()).filter(family -> family.chapter.equals(chapter)).toList();
  }

  /** By its name in {@code metrics.csv}. */
  static Family named(String name) {
    return Arrays.stream(values())
        .filter(family -> family.id().equals(name))
        .findFirst()
        .orElse(OTHER);
  }

  /** What the columns of one table have in common. */
  public String sheet(MetricColumn column, boolean manyFills) {
    return switch (this) {
      case REMOVAL -> manyFills ? column.metric() : column.fill();
      case SHARE -> column.fill();
      case SEGMENTATION -> column.level();
      case SANITY, OTHER -> column.metric();
      default -> "";
    };
  }
}
