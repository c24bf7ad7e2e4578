package vitexplain.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import vitexplain.base.Refusal;

/** The pictures under {@code heatmaps} of a run folder. */
public final class Pictures {
  private Pictures() {}

  /**
   * Copies those of some images of one run folder into another, where they replace what has their
   * names.
   *
   * @param names of the pictures' files, as {@link #file} makes them
   * @throws Refusal if one cannot be read or written
   */
  public static void copy(RunFolder from, RunFolder to, Predicate<String> names) {
    if (!Files.isDirectory(from.heatmaps())) {
      return;
    }
    try (Stream<Path> all = Files.walk(from.heatmaps())) {
      List<Path> files =
          all.filter(Files::isRegularFile)
              .filter(file -> names.test(file.getFileName().toString()))
              .toList();
      for (Path file : files) {
        Path target = to.heatmaps().resolve(from.heatmaps().relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw Refusal.environment(
          String.format(
              Locale.ROOT,
              "the pictures of '%s' cannot be copied to '%s': %s. Free disk space, then run again.",
              from.root(),
              to.root(),
              e),
          e);
    }
  }

  /** The name that an image's pictures have in every method's folder. */
  public static String file(String image) {
    return RunFolder.stem(image) + ".png";
  }

  /**
   * Removes all pictures of an image.
   *
   * @throws Refusal if one cannot be removed
   */
  public static void remove(RunFolder folder, String image) {
    if (!Files.isDirectory(folder.heatmaps())) {
      return;
    }
    try (Stream<Path> methods = Files.list(folder.heatmaps())) {
      for (Path method : methods.toList()) {
        Files.deleteIfExists(method.resolve(file(image)));
      }
    } catch (IOException e) {
      throw Refusal.environment(
          String.format(
              Locale.ROOT,
              "the pictures of image '%s' in '%s' cannot be removed: %s. Run again with --resume.",
              image,
              folder.heatmaps(),
              e),
          e);
    }
  }
}
