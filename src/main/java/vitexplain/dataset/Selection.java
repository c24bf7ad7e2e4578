package vitexplain.dataset;

import java.util.Map;

/**
 * The images of a data set that a study takes.
 *
 * @param data the chosen ones
 * @param available how many there are
 * @param reason why not all of them, and what takes all; empty if all are taken
 */
public record Selection(Dataset data, int available, String reason) {

  /**
   * Up to so many images of a data set, evenly spaced.
   *
   * @param reason why there is a limit, and what takes all
   */
  public static Selection of(Dataset all, int most, String reason) {
    int available = all.images().size();
    return new Selection(all.subset(most), available, most < available ? reason : "");
  }

  /** For a reader: {@code 32 of 50 images (--limit 32; …)}. */
  public String words() {
    int chosen = data.images().size();
    return reason.isEmpty()
        ? chosen + " images"
        : chosen + " of " + available + " images (" + reason + ")";
  }

  /** For the manifest: how many there are and, if not all are taken, a sentence. */
  public Map<String, String> notes() {
    String all = Integer.toString(available);
    return reason.isEmpty()
        ? Map.of("images_available", all)
        : Map.of("images_available", all, "images_left_out", words() + ".");
  }
}
