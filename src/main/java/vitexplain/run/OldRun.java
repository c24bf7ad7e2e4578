package vitexplain.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import vitexplain.base.Refusal;

/** Removes what an earlier run left, by name: a mistyped --out must never cost a reader's files. */
final class OldRun {

  private OldRun() {}

  /**
   * Removes the run's files.
   *
   * @throws Refusal if the folder holds anything else; then nothing is removed
   */
  static void remove(RunFolder folder) {
    List<String> foreign =
        folder.entries().stream().filter(name -> !isOurs(name)).sorted().toList();
    if (!foreign.isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "folder '%s' holds files that are no run's (%s), so it is not overwritten. Move them, or choose another --out.",
              folder.root(),
              String.join(", ", foreign)));
    }
    for (String name : folder.entries()) {
      removeTree(folder.root().resolve(name));
    }
  }

  private static boolean isOurs(String name) {
    return name.equals("manifest.json") || RunPart.anyHas(name);
  }

  static void removeTree(Path top) {
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw Refusal.request(String.format(Locale.ROOT, "'%s' cannot be removed: %s", top, e), e);
    }
  }
}
