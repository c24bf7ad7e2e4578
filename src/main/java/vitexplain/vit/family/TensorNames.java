package vitexplain.vit.family;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translates the tensor names of a family's files into one set of slots, which are called as in
 * Hugging Face transformers 4 without its {@code vit.} prefix.
 *
 * <p>In a family's file # stands for a block's number, a name that ends in a dot for all that begin
 * with it, and ^T behind a slot for a matrix that is stored transposed.
 */
public final class TensorNames {
  /** Put before every name by what a model was wrapped in, one around the other. */
  private static final List<String> WRAPPERS =
      List.of("module.", "_orig_mod.", "model.", "base_model.");

  private static final String TRANSPOSED = "^T";

  private final List<String> strip;
  private final Map<Pattern, String> slots = new LinkedHashMap<>();
  private final List<String> unused;
  private final Optional<String> tower;
  private final boolean own;

  /**
   * @param strip prefixes that a name may have, of which one is taken off
   * @param slots name to slot, the first that fits counts
   * @param unused names, or beginnings that end in a dot, of tensors that are not read
   * @param tower the prefix of all that is read, if others are to be ignored
   * @param own whether the slots are names of this family too
   */
  TensorNames(
      List<String> strip,
      Map<String, String> slots,
      List<String> unused,
      Optional<String> tower,
      boolean own) {
    this.strip = List.copyOf(strip);
    slots.forEach((name, slot) -> this.slots.put(pattern(name), slot));
    this.unused = List.copyOf(unused);
    this.tower = tower;
    this.own = own;
  }

  private static Pattern pattern(String name) {
    String quoted = Pattern.quote(name).replace("#", "\\E(\\d+)\\Q");
    return Pattern.compile(name.endsWith(".") ? quoted : quoted + "$");
  }

  /**
   * A tensor's place in the model.
   *
   * @param slot its name
   * @param transposed whether its two axes are to be exchanged
   */
  public record Slot(String slot, boolean transposed) {}

  /** A tensor's slot; empty if it is not read. Unknown names are slots of their own. */
  public Optional<Slot> slot(String name) {
    if (tower.isPresent() && !name.startsWith(tower.get()) && !name.startsWith("logit_")) {
      return Optional.empty();
    }
    String bare = bare(name);
    if (unused.stream().anyMatch(each -> begins(bare, each))) {
      return Optional.empty();
    }
    for (Map.Entry<Pattern, String> each : slots.entrySet()) {
      Matcher match = each.getKey().matcher(bare);
      if (match.lookingAt()) {
        boolean transposed = each.getValue().endsWith(TRANSPOSED);
        String slot = each.getValue().replace(TRANSPOSED, "");
        String block = match.groupCount() == 0 ? "" : match.group(1);
        return Optional.of(
            new Slot(slot.replace("#", block) + bare.substring(match.end()), transposed));
      }
    }
    return Optional.of(new Slot(bare, false));
  }

  /** Whether a name is one that timm gives and transformers does not. */
  public static boolean isOfTimm(String name) {
    return name.matches("(.*\\.)?blocks\\.\\d+\\.attn\\.qkv\\.weight");
  }

  private static boolean begins(String name, String beginning) {
    return beginning.endsWith(".") ? name.startsWith(beginning) : name.equals(beginning);
  }

  private String bare(String name) {
    String rest = name;
    Optional<String> wrapper = first(WRAPPERS, rest);
    while (wrapper.isPresent()) {
      rest = rest.substring(wrapper.get().length());
      wrapper = first(WRAPPERS, rest);
    }
    return rest.substring(first(strip, rest).map(String::length).orElse(0));
  }

  private static Optional<String> first(List<String> prefixes, String name) {
    return prefixes.stream().filter(name::startsWith).findFirst();
  }

  /** The family's own name of a slot, as its files have it. */
  public String nameOf(String slot) {
    if (own) {
      return slot;
    }
    for (Map.Entry<Pattern, String> each : slots.entrySet()) {
      String ours = each.getValue().replace(TRANSPOSED, "");
      Matcher match = pattern(ours).matcher(slot);
      if (match.lookingAt()) {
        String theirs = each.getKey().pattern().replaceAll("\\\\[QE]|\\$$", "");
        String block = match.groupCount() == 0 ? "" : match.group(1);
        return theirs.replace("(\\d+)", block) + slot.substring(match.end());
      }
    }
    return slot;
  }
}
