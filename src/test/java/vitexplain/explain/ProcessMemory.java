package vitexplain.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system says of this process; native memory is invisible to the garbage collector. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessMemory() {}

  /** Whether the system can tell: Linux can. */
  static boolean isKnown() {
    return Files.isReadable(STATUS);
  }

  /** Resident now, in MiB. */
  static double residentMiB() throws IOException {
    return mebibytes("VmRSS:");
  }

  /** The most that was ever resident, in MiB. */
  static double peakMiB() throws IOException {
    return mebibytes("VmHWM:");
  }

  private static double mebibytes(String field) throws IOException {
    String line =
        Files.readAllLines(STATUS).stream()
            .filter(text -> text.startsWith(field))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
  }
}
