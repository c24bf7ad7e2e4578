package vitexplain.dataset;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vitexplain.base.Refusal;

/**
 * One of several parts of a data set, each a run of neighbouring images: part {@code i} of {@code
 * n} begins where part {@code i - 1} ends, and their sizes differ by one image at most.
 *
 * <p>Neighbours, and not every n-th image: the images that cost most, those on which the methods'
 * sanity is checked, lie evenly spaced, so that every part has its share of them, where every n-th
 * image could put all of them into one part. And the rows of a part are one piece of the whole's.
 *
 * @param number which part, 1 to {@code of}
 * @param of how many parts there are
 */
public record Shard(int number, int of) {
  /** All images. */
  public static final Shard WHOLE = new Shard(1, 1);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

  public Shard {
    if (number < 1 || of < number) {
      throw Refusal.request(
          String.format(
              Locale.ROOT, "part %d of %d: parts are numbered from 1 to their number", number, of));
    }
  }

  /**
   * Reads {@code 2/5}.
   *
   * @throws Refusal if it is no such text or no such part
   */
  public static Shard parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw Refusal.request("'" + text + "' is no part: expected I/N, as in 2/5");
    }
    return new Shard(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
  }

  /**
   * The part's images.
   *
   * @throws Refusal if there are more parts than images
   */
  public Dataset part(Dataset all) {
    int images = all.images().size();
    if (of > images) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "--shard %s: %d images can be divided into %d parts at most.",
              this,
              images,
              images));
    }
    return all.range(end(number - 1, images), end(number, images));
  }

  private int end(int part, int images) {
    return (int) ((long) part * images / of);
  }

  /** For a reader: {@code part 2 of 5, images 49 to 96 of 240}. */
  public String words(int images) {
    return String.format(
        Locale.ROOT,
        "part %d of %d, images %d to %d of %d",
        number,
        of,
        end(number - 1, images) + 1,
        end(number, images),
        images);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return number + "/" + of;
  }
}
