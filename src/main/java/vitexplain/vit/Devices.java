package vitexplain.vit;

import ai.djl.Device;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vitexplain.base.Refusal;

/** Device names: {@code cpu}, {@code cuda}, {@code cuda:n}, {@code auto}. */
public final class Devices {
  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

  private Devices() {}

  /**
   * Resolves a name against the devices there are.
   *
   * @throws Refusal if the name is none of the four
   * @throws Refusal if it names a GPU that is not there
   */
  public static Device resolve(String name) {
    return resolve(name, name.equals("cpu") ? 0 : Torch.engine().getGpuCount());
  }

  static Device resolve(String name, int gpus) {
    if (name.equals("cpu") || (name.equals("auto") && gpus == 0)) {
      return Device.cpu();
    }
    if (name.equals("auto")) {
      return Device.gpu(0);
    }
    Matcher cuda = CUDA.matcher(name);
    if (!cuda.matches()) {
      throw Refusal.request("device '" + name + "' is unknown; expected cpu, cuda, cuda:N or auto");
    }
    int index = cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1));
    if (index >= gpus) {
      throw Refusal.environment(
          String.format(
              Locale.ROOT,
              "device '%s' is not there: the engine sees %d CUDA device(s). Use --device cpu, or see"
                  + " docs/cuda.md.",
              name,
              gpus));
    }
    return Device.gpu(index);
  }

  /** The name that {@link #resolve(String)} understands. */
  public static String name(Device device) {
    return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }
}
