package vitexplain.vit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The models that come with the project. Both name the class of the same drawn scenes and have the
 * same shape; they differ in what they were shown.
 */
public enum EmbeddedModel {
  /** Trained on whole scenes. */
  DEMO("demo", "demo-vit", "trained on drawn scenes"),

  /**
   * Trained on scenes of which patches were taken out at random, so that removal is nothing new.
   */
  DEMO_DROP("demo-drop", "demo-drop-vit", "the same, trained with patches dropped at random");

  private final String id;
  private final String folder;
  private final String words;

  EmbeddedModel(String id, String folder, String words) {
    this.id = id;
    this.folder = folder;
    this.words = words;
  }

  /** The one that {@code --model} names, if it is one. */
  public static Optional<EmbeddedModel> named(String name) {
    return Arrays.stream(values()).filter(model -> model.id.equals(name)).findFirst();
  }

  /** What {@code --model} calls them. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(EmbeddedModel::id).toList();
  }

  /** What {@code --model} calls it. */
  public String id() {
    return id;
  }

  /** How it was made, in a few words. */
  public String words() {
    return words;
  }

  /**
   * Its directory.
   *
   * @param data the project's folder {@code data}
   */
  public Path in(Path data) {
    return data.resolve(folder);
  }
}
