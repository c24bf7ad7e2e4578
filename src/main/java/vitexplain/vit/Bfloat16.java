package vitexplain.vit;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import vitexplain.base.Refusal;

/** Where logits may be computed in bfloat16, and how far from float32 they may then be. */
public final class Bfloat16 {
  /** Half a unit in the last of 8 significant bits: the largest relative error of one rounding. */
  private static final double UNIT = Math.pow(2, -8);

  /**
   * What is rounded in a block on its way to the tokens: weights and results of four products, two
   * norms, and the attention.
   */
  private static final int ROUNDINGS = 11;

  /** Standard deviations beyond which the largest of a thousand normal values hardly lies. */
  private static final int FAR = 4;

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
  private static final List<String> INSTRUCTIONS = List.of("avx512_bf16", "amx_bf16");

  private Bfloat16() {}

  /**
   * Whether a device multiplies bfloat16 itself; elsewhere it is slower than float32.
   *
   * @param device as {@link Devices#name} has it
   */
  public static boolean isFastOn(String device) {
    return !device.equals(Devices.name(Device.cpu())) || multiplies(processor());
  }

  /**
   * Refuses what {@link #isFastOn} says no to, and other dtypes than float32.
   *
   * @throws Refusal naming what is missing and the mend
   */
  public static void require(Device device, DataType dtype) {
    require(device, dtype, processor());
  }

  static void require(Device device, DataType dtype, List<String> processor) {
    if (dtype != DataType.FLOAT32) {
      throw Refusal.request("logits in bfloat16 are of a float32 model; this one is " + dtype);
    }
    if (!device.isGpu() && !multiplies(processor)) {
      throw Refusal.environment(
          String.format(
              Locale.ROOT,
              "bfloat16 needs a processor with AVX512-BF16 or AMX, or a CUDA device; %s. Leave out"
                  + " --dtype bfloat16: float32 is the faster one here.",
              processor.isEmpty()
                  ? "what this one has cannot be told, as there is no " + PROCESSOR
                  : String.format(
                      Locale.ROOT,
                      "this one has neither (no %s in %s)",
                      String.join(" or ", INSTRUCTIONS),
                      PROCESSOR)));
    }
  }

  /**
   * The largest difference from float32 that rounding explains, over the largest logit: errors of
   * independent roundings, uniform up to {@link #UNIT}, add up as the root of their number.
   *
   * @param blocks of the model
   */
  public static double explainedError(int blocks) {
    return FAR * Math.sqrt((double) ROUNDINGS * blocks) * UNIT / Math.sqrt(3);
  }

  private static boolean multiplies(List<String> processor) {
    return processor.stream()
        .filter(line -> line.startsWith("flags"))
        .flatMap(line -> Arrays.stream(line.split("\\s+")))
        .anyMatch(INSTRUCTIONS::contains);
  }

  /** Lines of the kernel's description; none where it gives none. */
  private static List<String> processor() {
    try (Stream<String> lines = Files.lines(PROCESSOR)) {
      return lines.toList();
    } catch (IOException elsewhere) {
      return List.of();
    }
  }
}
