package vitexplain.cli;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.GraphicsEnvironment;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import vitexplain.cli.option.Home;
import vitexplain.vit.Bfloat16;
import vitexplain.vit.EmbeddedModel;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Torch;

/** Says what works here, what does not, and how to mend it. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Java, engine, natives, devices, fonts, memory, models: what works, and how to mend what does not.",
    footer = {"", "Example:", "  ./run-bench.sh doctor"})
final class DoctorCommand implements Callable<Integer> {
  private static final int JAVA = 17;
  private static final long SMALL_MEMORY = 4L << 30;

  @Spec private CommandSpec spec;
  private PrintWriter out;
  private int code;

  @Override
  public Integer call() {
    out = spec.commandLine().getOut();
    check(
        "Java",
        Runtime.version().feature() >= JAVA,
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        "install JDK " + JAVA + " or newer");
    engine();
    fonts();
    long memory = physicalMemory();
    check(
        "memory",
        memory >= SMALL_MEMORY,
        (memory >> 20) + " MiB",
        "ViT-B/16 needs about 3 GiB; use a smaller batch");
    for (EmbeddedModel model : EmbeddedModel.values()) {
      Path directory = model.in(Home.data());
      check(
          "model " + model.id(),
          Files.exists(directory.resolve("model.safetensors")),
          directory.toString(),
          "run " + TrainDemoCommand.words(model));
    }
    check(
        "embedded scenes",
        Files.isDirectory(Home.scenes().resolve("images")),
        Home.scenes().toString(),
        "run train-demo");
    out.printf(Locale.ROOT, "%-16s %s%n", "model cache", ModelSource.hubCache());
    return code;
  }

  private void engine() {
    try {
      Engine engine = Torch.engine();
      try (NDManager manager = Torch.manager(Device.cpu());
          NDArray product = manager.ones(new Shape(4, 4)).matMul(manager.ones(new Shape(4, 4)))) {
        check(
            "engine",
            product.getFloat(0, 0) == 4,
            "libtorch " + engine.getVersion() + " through DJL " + Engine.getDjlVersion(),
            "a matrix product came out wrong: remove ~/.djl.ai and try again");
      }
      out.printf(
          Locale.ROOT,
          "%-16s cpu%s%n",
          "devices",
          engine.getGpuCount() == 0
              ? " (no CUDA device; see docs/cuda.md)"
              : ", " + engine.getGpuCount() + " x cuda");
      out.printf(
          Locale.ROOT,
          "%-16s %s%n",
          "bfloat16",
          Bfloat16.isFastOn("cpu")
              ? "supported by this processor: evaluate and predict can use --dtype bfloat16"
              : "not supported by this processor; float32 is faster");
    } catch (RuntimeException | LinkageError failure) {
      check(
          "engine",
          false,
          String.valueOf(failure.getMessage()),
          "mend that, then run doctor again");
    }
  }

  private void fonts() {
    String mend = "figures need one font: install fontconfig and any TrueType font";
    try {
      int families =
          GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length;
      check("fonts", families > 0, families + " families", mend);
    } catch (RuntimeException | LinkageError failure) {
      check("fonts", false, String.valueOf(failure.getMessage()), mend);
    }
  }

  private void check(String what, boolean works, String found, String mend) {
    out.printf(
        Locale.ROOT,
        "%-16s %s %s%n",
        what,
        works ? "ok  " : "BAD ",
        found + (works ? "" : " -> " + mend));
    if (!works) {
      code = Failures.ENVIRONMENT;
    }
  }

  private static long physicalMemory() {
    return java.lang.management.ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }
}
