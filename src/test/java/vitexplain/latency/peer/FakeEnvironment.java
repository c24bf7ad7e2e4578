package vitexplain.latency.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder that looks like a virtual environment; its Python is a script of the shell. */
public final class FakeEnvironment {
  private FakeEnvironment() {}

  /** A Python that lists three programs, times the first, and fails as the second. */
  public static Path withPeers(Path folder) {
    return with(
        folder,
        """
        [ "$2" = list ] && name= || name=$3
        for word; do out=$word; done # --out is the last option
        case $name in
          '') cat >"$out" <<'END'
        [{"name": "quick", "ours": "forward", "version": "quick 1.2"},
         {"name": "broken", "ours": "legrad", "version": "broken 0.1"},
         {"name": "absent", "missing": "the package 'absent' is not in this environment"}]
        END
          ;;
          quick) echo '{"seconds": [0.5, 0.25, 0.75], "difference": 1e-6}' >"$out" ;;
          *) echo 'its answer differs from ours by 0.3' >&2; exit 1 ;;
        esac
        """);
  }

  /**
   * One with a Python of one's own.
   *
   * @param script for the shell; its arguments are those of Python
   */
  public static Path with(Path folder, String script) {
    try {
      Path bin = Files.createDirectories(folder.resolve("bin"));
      Path python = bin.resolve("python");
      Files.writeString(python, "#!/bin/sh\n" + script);
      Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
