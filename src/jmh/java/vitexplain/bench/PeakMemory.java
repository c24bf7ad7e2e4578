package vitexplain.bench;

import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;
import vitexplain.vit.Devices;

/**
 * JMH profiler: the highest resident memory of the measuring process, model and Java included. The
 * native memory that matters here is invisible to JMH's own memory profilers. Where the benchmark
 * has a GPU, the memory that is taken on it as well, by whoever takes it: the engine keeps what it
 * once took, so that this is its peak on a card that nobody else uses.
 */
public class PeakMemory implements InternalProfiler {

  /** Name of the secondary result, in megabytes. */
  static final String NAME = "peak-rss";

  /** Name of the secondary result for a GPU, in megabytes. */
  static final String DEVICE = "peak-device";

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double MEGABYTES_PER_KIB = 1024 / 1e6;

  @Override
  public String getDescription() {
    return "Highest resident memory, from /proc/self/status";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    // The kernel keeps the maximum; there is nothing to begin.
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    return Stream.concat(
            peak().stream().map(mb -> result(NAME, mb)),
            takenOn(benchmark.getParam("device")).stream().map(mb -> result(DEVICE, mb)))
        .toList();
  }

  private static ScalarResult result(String name, double megabytes) {
    return new ScalarResult(name, megabytes, "MB", AggregationPolicy.MAX);
  }

  /** Megabytes taken on a GPU; empty for the CPU. */
  private static Optional<Double> takenOn(String device) {
    return device != null && device.startsWith("cuda")
        ? Optional.of(CudaUtils.getGpuMemory(Devices.resolve(device)).getUsed() / 1e6)
        : Optional.empty();
  }

  /** Highest resident memory in megabytes; empty where the system does not say. */
  static Optional<Double> peak() {
    try {
      return Files.readAllLines(STATUS, StandardCharsets.UTF_8).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> Double.parseDouble(line.replaceAll("\\D", "")) * MEGABYTES_PER_KIB)
          .findFirst();
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }
}
