package vitexplain.dataset.layout;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vitexplain.base.Refusal;

/**
 * Where a data set lies and how: plain data, so that another process can open it. The files lie at
 * the same paths everywhere.
 *
 * @param layout a name of {@link Layouts}
 * @param path as the user wrote it
 * @param split the part of the data set, such as {@code val}; empty for the layout's usual one
 * @param beside files of the data set that lie elsewhere, by what they are, as the user wrote them
 * @param base absolute folder that relative paths start from; empty for that of this process
 */
public record DataReference(
    String layout, String path, String split, Map<String, String> beside, String base)
    implements Serializable {

  public DataReference {
    beside = Map.copyOf(beside);
  }

  /** Of a path. */
  public DataReference(String layout, String path, String split) {
    this(layout, path, split, Map.of(), "");
  }

  /**
   * Reads {@code LAYOUT:PATH} or {@code LAYOUT:PATH#SPLIT}. A path that exists as it is written,
   * {@code #} included, has no split.
   *
   * @throws Refusal of the kind REQUEST if it is no such text or there is no such layout
   */
  public static DataReference parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      throw Refusal.request(
          "--data is '"
              + text
              + "'; expected LAYOUT:PATH or LAYOUT:PATH#SPLIT, with one of the layouts "
              + String.join(", ", Layouts.names())
              + ".");
    }
    String layout = Layouts.named(text.substring(0, colon)).name();
    String path = text.substring(colon + 1);
    int hash = path.lastIndexOf('#');
    return hash < 1 || Files.exists(Path.of(path))
        ? new DataReference(layout, path, "")
        : new DataReference(layout, path.substring(0, hash), path.substring(hash + 1));
  }

  /** The path, to be opened by this process. */
  public Path root() {
    return at(path);
  }

  /** A file that lies elsewhere, to be opened by this process; empty if there is none. */
  public Optional<Path> at(Beside what) {
    return Optional.ofNullable(beside.get(what.name())).map(this::at);
  }

  /** The same as the user wrote it, for messages. */
  Optional<Path> written(Beside what) {
    return Optional.ofNullable(beside.get(what.name())).map(Path::of);
  }

  /** What may lie elsewhere. */
  public enum Beside {
    /** The folder of the pictures. */
    IMAGES,
    /** The folder of their masks. */
    MASKS,
    /** The file of their labels. */
    LABELS
  }

  private Path at(String text) {
    return Path.of(base).resolve(text);
  }

  /** The split that is asked for; empty for the layout's usual one. */
  public Optional<String> chosenSplit() {
    return split.isEmpty() ? Optional.empty() : Optional.of(split);
  }

  /** The same for a process that was started in another folder. */
  public DataReference absolute() {
    return new DataReference(
        layout, path, split, beside, at("").toAbsolutePath().normalize().toString());
  }

  /**
   * A folder of pictures with its masks and labels, wherever each lies.
   *
   * @param images as the user wrote it; likewise the others
   */
  public static DataReference ofFolder(Path images, Optional<Path> masks, Optional<Path> labels) {
    Map<String, String> beside = new TreeMap<>();
    beside.put(Beside.IMAGES.name(), images.toString());
    masks.ifPresent(folder -> beside.put(Beside.MASKS.name(), folder.toString()));
    labels.ifPresent(file -> beside.put(Beside.LABELS.name(), file.toString()));
    return new DataReference(Layouts.FOLDER, images.toString(), "", beside, "");
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return layout + ":" + path + (split.isEmpty() ? "" : "#" + split);
  }
}
