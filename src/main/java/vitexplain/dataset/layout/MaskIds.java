package vitexplain.dataset.layout;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vitexplain.base.NearestName;
import vitexplain.base.Refusal;
import vitexplain.image.mask.MaskClass;

/**
 * The objects that the masks of a data set tell apart, by its own ids and names.
 *
 * @param layout whose they are, for messages
 * @param names by id, from 1; empty where masks only tell object from background
 * @param labelled whether instances have a label that is one of them
 */
public record MaskIds(String layout, Map<Integer, String> names, boolean labelled) {
  private static final String ANY = "any";
  private static final String LABEL = "label";

  public MaskIds {
    names = Map.copyOf(names);
  }

  /** Ids 1, 2, … of names in their order. */
  public static MaskIds of(String layout, List<String> names, boolean labelled) {
    Map<Integer, String> byId = new TreeMap<>();
    names.forEach(name -> byId.put(byId.size() + 1, name));
    return new MaskIds(layout, byId, labelled);
  }

  /**
   * What a text chooses; where nothing is chosen, the object of the label if there are labels, else
   * every object.
   *
   * @param text {@code any}, {@code label}, an id or a name, whose case and underscores do not
   *     matter
   * @throws Refusal of the kind REQUEST naming what is possible
   */
  public MaskClass choice(Optional<String> text) {
    if (text.isEmpty()) {
      return labelled ? MaskClass.LABEL : MaskClass.ANY;
    }
    String asked = text.get();
    if (asked.equals(ANY)) {
      return MaskClass.ANY;
    }
    if (asked.equals(LABEL) && labelled) {
      return MaskClass.LABEL;
    }
    if (asked.matches("[0-9]{1,9}") && names.containsKey(Integer.parseInt(asked))) {
      return MaskClass.of(Integer.parseInt(asked));
    }
    List<Integer> named =
        names.entrySet().stream()
            .filter(entry -> plain(entry.getValue()).equals(plain(asked)))
            .map(Map.Entry::getKey)
            .toList();
    if (named.size() == 1) {
      return MaskClass.of(named.get(0));
    }
    throw Refusal.request(
        String.format(
            Locale.ROOT,
            "--mask-class is '%s'; expected %s%s",
            asked,
            choices(),
            names.isEmpty()
                ? ""
                : NearestName.ending(asked, names.values().stream().sorted().toList())));
  }

  private String choices() {
    if (names.isEmpty()) {
      return ANY + ": the masks of " + layout + " tell object from background alone";
    }
    int first = names.keySet().stream().mapToInt(id -> id).min().getAsInt();
    int last = names.keySet().stream().mapToInt(id -> id).max().getAsInt();
    return String.format(
        Locale.ROOT,
        "any (every object), %san id of %s from %d to %d, or its name",
        labelled ? "label (the object of the image's label), " : "",
        layout,
        first,
        last);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ').strip();
  }
}
