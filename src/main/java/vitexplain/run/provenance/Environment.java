package vitexplain.run.provenance;

import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * The machine and the software a command ran on. What is unknown or absent is an empty string.
 *
 * @param gitCommit commit of the sources, with {@code -dirty} if they were changed
 * @param java version and vendor of the virtual machine
 * @param jvmFlags its flags
 * @param os operating system and architecture
 * @param cpu model name of the processor
 * @param cores logical processors that the virtual machine sees
 * @param threads threads of the engine
 * @param djl version of DJL
 * @param libtorch version of libtorch
 * @param cuda version of CUDA
 * @param driver the NVIDIA cards with memory and driver version, or the driver's own line
 */
public record Environment(
    String gitCommit,
    String java,
    List<String> jvmFlags,
    String os,
    String cpu,
    int cores,
    int threads,
    String djl,
    String libtorch,
    String cuda,
    String driver) {

  public Environment {
    jvmFlags = List.copyOf(jvmFlags);
  }

  /** This machine; the engine's facts are given by the caller. */
  public static Environment here(int threads, String djl, String libtorch, String cuda) {
    return new Environment(
        MachineFacts.gitCommit(),
        System.getProperty("java.vm.name")
            + " "
            + System.getProperty("java.runtime.version")
            + " ("
            + System.getProperty("java.vendor")
            + ")",
        givenFlags(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        MachineFacts.cpu(),
        Runtime.getRuntime().availableProcessors(),
        threads,
        djl,
        libtorch,
        cuda,
        MachineFacts.driver());
  }

  /** Without what the start script tells the program: paths that mean nothing elsewhere. */
  private static List<String> givenFlags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-Dvitexplain."))
        .toList();
  }
}
