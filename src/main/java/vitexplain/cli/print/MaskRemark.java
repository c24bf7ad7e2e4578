package vitexplain.cli.print;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One line on masks that have one value everywhere, and on what becomes of their scores. */
final class MaskRemark {
  /** More names than this are counted. */
  private static final int NAMED = 5;

  private MaskRemark() {}

  /** Prints it, unless there are no such images. */
  static void print(List<String> images, String what, String effect, PrintWriter out) {
    if (!images.isEmpty()) {
      String names =
          images.stream().limit(NAMED).collect(Collectors.joining(", "))
              + (images.size() > NAMED ? ", ..." : "");
      out.printf(
          Locale.ROOT, "%d mask(s) without %s (%s): %s%n", images.size(), what, names, effect);
    }
  }
}
