package vitexplain.run.provenance;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Facts that only the operating system knows. Each is an empty string where it cannot be had. */
final class MachineFacts {

  private static final long PATIENCE_SECONDS = 5;

  private MachineFacts() {}

  /** Commit of the working tree this program was built in. */
  static String gitCommit() {
    CodeSource source = MachineFacts.class.getProtectionDomain().getCodeSource();
    return source == null ? "" : gitCommit(source.getLocation());
  }

  /**
   * Commit of the working tree that a class path entry lies in.
   *
   * @param classes as the class loader names it: blanks, accents and {@code #} are escaped in it
   */
  static String gitCommit(URL classes) {
    return directoryOf(classes)
        .map(
            directory ->
                output(
                    "git",
                    "-C",
                    directory.toString(),
                    "describe",
                    "--always",
                    "--dirty",
                    "--abbrev=40",
                    "--match="))
        .orElse("");
  }

  private static Optional<Path> directoryOf(URL classes) {
    try {
      return Optional.ofNullable(Path.of(classes.toURI()).getParent());
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty(); // not on a disk: nothing to ask git about
    }
  }

  /** The processor's model name. */
  static String cpu() {
    String linux = fieldOf(Path.of("/proc/cpuinfo"), "model name");
    if (!linux.isEmpty()) {
      return linux;
    }
    return System.getProperty("os.name").startsWith("Mac")
        ? output("sysctl", "-n", "machdep.cpu.brand_string")
        : System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "");
  }

  /** Names of the NVIDIA cards, memory and driver; else what the kernel module says of itself. */
  static String driver() {
    String cards =
        output(
                "nvidia-smi",
                "--query-gpu=name,memory.total,driver_version",
                "--format=csv,noheader")
            .lines()
            .collect(Collectors.joining("; "));
    List<String> lines = lines(Path.of("/proc/driver/nvidia/version"));
    return !cards.isEmpty() || lines.isEmpty()
        ? cards
        : lines.get(0).replaceAll("\\s+", " ").strip();
  }

  private static String fieldOf(Path file, String key) {
    return lines(file).stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String output(String... command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      // Read before waiting: these print one line, which never fills the pipe.
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0 ? text.strip() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
