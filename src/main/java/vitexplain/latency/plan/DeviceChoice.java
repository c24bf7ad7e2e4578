package vitexplain.latency.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vitexplain.base.Refusal;
import vitexplain.vit.Devices;

/**
 * Which of the wished devices will be used.
 *
 * @param devices resolved names, {@code cpu} or {@code cuda:N}
 * @param skipped reason by wished name
 */
public record DeviceChoice(List<String> devices, Map<String, String> skipped) {

  /**
   * Resolves names; what is not there is skipped, or an error where {@code required}.
   *
   * @throws Refusal if a required device, or every device, is missing
   */
  static DeviceChoice of(List<String> wished, boolean required) {
    List<String> devices = new ArrayList<>();
    Map<String, String> skipped = new TreeMap<>();
    for (String name : wished) {
      try {
        devices.add(Devices.name(Devices.resolve(name)));
      } catch (Refusal missing) {
        if (missing.kind() != Refusal.Kind.ENVIRONMENT) {
          throw missing;
        }
        if (required || wished.size() == 1) {
          throw missing;
        }
        skipped.put(name, "skipped: " + missing.getMessage());
      }
    }
    return new DeviceChoice(devices.stream().distinct().toList(), Map.copyOf(skipped));
  }
}
