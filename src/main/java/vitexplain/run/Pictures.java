package vitexplain.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import vitexplain.base.Refusal;

/** The pictures under {@code heatmaps} of a run folder. */
public final class Pictures {
  private Pictures() {}

  /**
   * Copies those of one run folder into another, where they replace what has their names.
   *
   * @throws Refusal if one cannot be read or written
   */
  public static void copy(RunFolder from, RunFolder to) {
    if (!Files.isDirectory(from.heatmaps())) {
      return;
    }
    try (Stream<Path> all = Files.walk(from.heatmaps())) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
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
}
