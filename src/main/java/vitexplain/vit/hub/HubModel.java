package vitexplain.vit.hub;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vitexplain.base.Excerpt;
import vitexplain.base.Refusal;

/**
 * A model on the hub, as {@code OWNER/NAME} or {@code OWNER/NAME@REVISION} names it.
 *
 * @param id owner and name with a slash between them
 * @param revision a branch, a tag or a commit
 */
public record HubModel(String id, String revision) {
  /** The branch that is meant where no revision is given. */
  public static final String MAIN = "main";

  private static final int LONGEST_PART = 96;
  private static final Pattern ID =
      Pattern.compile("([A-Za-z0-9_][\\w.-]*)/([A-Za-z0-9_][\\w.-]*)");
  private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9_][\\w.+/-]{0,199}");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  /**
   * Reads a name; empty if it is not of this form.
   *
   * @throws Refusal if the revision cannot be one
   */
  public static Optional<HubModel> of(String name) {
    int at = name.indexOf('@');
    String id = at < 0 ? name : name.substring(0, at);
    if (!isId(id)) {
      return Optional.empty();
    }
    return Optional.of(new HubModel(id, at < 0 ? MAIN : checked(id, name.substring(at + 1))));
  }

  /** The rules of the hub, which let no name lead out of the cache. */
  private static boolean isId(String id) {
    Matcher parts = ID.matcher(id);
    return parts.matches()
        && parts.group(1).length() <= LONGEST_PART
        && parts.group(2).length() <= LONGEST_PART
        && !id.contains("--")
        && !id.contains("..")
        && !id.matches(".*[.-](/.*)?|.*\\.git");
  }

  private static String checked(String id, String revision) {
    if (!REVISION.matcher(revision).matches()
        || revision.contains("..")
        || revision.contains("//")
        || revision.matches(".*[/.]")) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "model '%s': '%s' after the @ is no revision; expected a branch, a tag or a commit, as"
                  + " in %s@main",
              id,
              Excerpt.of(revision),
              id));
    }
    return revision;
  }

  /** Whether a text is a whole commit hash. */
  static boolean isCommit(String text) {
    return COMMIT.matcher(text).matches();
  }

  /** Name of its folder in the cache. */
  String folder() {
    return "models--" + id.replace("/", "--");
  }

  /** Where one of its files is asked for, from the hub's root on. */
  String path(String atRevision, String file) {
    return "/"
        + id
        + "/resolve/"
        + URLEncoder.encode(atRevision, StandardCharsets.UTF_8)
        + "/"
        + file;
  }

  @Override
  public String toString() {
    return revision.equals(MAIN) ? id : id + "@" + revision;
  }
}
