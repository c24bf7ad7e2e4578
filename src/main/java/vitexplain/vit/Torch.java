package vitexplain.vit;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.util.Utils;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vitexplain.base.Excerpt;
import vitexplain.base.Refusal;

/** Starts the engine: libtorch through DJL. Nothing else in this program may be the first to. */
public final class Torch {
  private static final String NAME = "PyTorch";
  private static final String LIBRARY = "PYTORCH_LIBRARY_PATH";
  private static final String JNA_PATH = "jna.library.path";
  private static final String DRIVER = "libcuda.so";

  private Torch() {}

  /**
   * The engine, started if it is not.
   *
   * @throws Refusal (the environment's) if it cannot be started, with the mend
   */
  public static Engine engine() {
    findCudaRuntime(System.getenv());
    try {
      return Engine.getEngine(NAME);
    } catch (RuntimeException | LinkageError failure) {
      throw refusal(failure, System.getenv(), Utils.getCacheDir().toString());
    }
  }

  /**
   * DJL counts the GPUs by CUDA's runtime library, which an installed PyTorch has in a folder of
   * its own that no loader looks into. Does nothing where the folder is already named.
   *
   * @param environment variables
   */
  static void findCudaRuntime(Map<String, String> environment) {
    if (environment.containsKey(LIBRARY) && System.getProperty(JNA_PATH) == null) {
      String folders = cudaRuntimes(Path.of(environment.get(LIBRARY)));
      if (!folders.isEmpty()) {
        System.setProperty(JNA_PATH, folders);
      }
    }
  }

  /**
   * Folders of CUDA's runtime beside an installed PyTorch, as a path.
   *
   * @param library {@code site-packages/torch/lib}
   */
  static String cudaRuntimes(Path library) {
    Path packages = library.toAbsolutePath().normalize().resolve("../../nvidia").normalize();
    try (Stream<Path> files = Files.find(packages, 3, (file, attributes) -> isCudaRuntime(file))) {
      return files
          .map(file -> file.getParent().toString())
          .distinct()
          .sorted()
          .collect(Collectors.joining(File.pathSeparator));
    } catch (IOException | UncheckedIOException elsewhere) {
      return ""; // it may lie where the loader looks anyway
    }
  }

  private static boolean isCudaRuntime(Path file) {
    return file.getFileName().toString().startsWith("libcudart.so");
  }

  /** A manager that the caller closes; throws as {@link #engine()}. */
  public static NDManager manager(Device device) {
    engine();
    return NDManager.newBaseManager(device, NAME);
  }

  /**
   * Why it did not start.
   *
   * @param environment variables
   * @param cache where DJL unpacks libtorch
   */
  static Refusal refusal(Throwable failure, Map<String, String> environment, String cache) {
    String mend;
    if (causes(failure).anyMatch(cause -> String.valueOf(cause.getMessage()).contains(DRIVER))) {
      mend =
          String.format(
              Locale.ROOT,
              "This libtorch is built for CUDA, and the NVIDIA driver's library (%s) is not there."
                  + " Install the driver, or unset %s to compute on the CPU.",
              DRIVER,
              LIBRARY);
    } else if (environment.containsKey(LIBRARY)) {
      mend =
          String.format(
              Locale.ROOT,
              "%s is '%s', and this program needs libtorch in the version that it is built for. Unset"
                  + " %s, or let it name a folder with that version.",
              LIBRARY,
              Excerpt.of(environment.get(LIBRARY)),
              LIBRARY);
    } else if (causes(failure).anyMatch(IOException.class::isInstance)) {
      mend =
          String.format(
              Locale.ROOT,
              "libtorch is unpacked into '%s', which cannot be written. Let DJL_CACHE_DIR name a folder"
                  + " that can.",
              cache);
    } else {
      mend =
          String.format(
              Locale.ROOT,
              "The native libraries do not fit this machine or are damaged. Remove '%s' and run the"
                  + " command again; if that does not help, build again with Maven on this machine.",
              cache);
    }
    return Refusal.environment(
        String.format(
            Locale.ROOT, "the engine (libtorch) does not start: %s. %s", reason(failure), mend),
        failure);
  }

  private static String reason(Throwable failure) {
    Throwable last = causes(failure).reduce((outer, inner) -> inner).orElse(failure);
    return Excerpt.of(last.getClass().getSimpleName() + ": " + last.getMessage());
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }
}
