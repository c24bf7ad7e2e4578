package vitexplain.report;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What a page refers to, and which of it is not there. */
final class Links {
  private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

  private Links() {}

  /** References to files or places in the page that do not exist; addresses count as dead too. */
  static List<String> dead(Path page) throws IOException {
    String html = Files.readString(page);
    return REFERENCE
        .matcher(html)
        .results()
        .map(found -> found.group(1))
        .filter(link -> !link.startsWith("data:"))
        .filter(link -> !isAlive(page, html, link))
        .distinct()
        .toList();
  }

  private static boolean isAlive(Path page, String html, String link) {
    return link.startsWith("#")
        ? html.contains("id=\"" + link.substring(1) + "\"")
        : !URI.create(link).isAbsolute() && Files.exists(page.resolveSibling(link));
  }
}
