package vitexplain.vit.hub;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Optional;
import vitexplain.base.Excerpt;
import vitexplain.base.Refusal;

/**
 * What the answers on the way to a file say of it.
 *
 * @param commit header X-Repo-Commit; empty if unknown
 * @param etag header X-Linked-Etag, or ETag of the last answer; empty if unknown
 * @param size header X-Linked-Size, or Content-Length of the last answer; -1 if unknown
 */
record FileHeaders(String commit, String etag, long size) {
  static final FileHeaders NONE = new FileHeaders("", "", -1);

  /**
   * With those of one more answer.
   *
   * @param elsewhere whether it is a redirect, whose own ETag and length are not the file's
   */
  FileHeaders with(HttpHeaders headers, boolean elsewhere) {
    Optional<String> own = elsewhere ? Optional.empty() : headers.firstValue("ETag");
    Optional<String> length = elsewhere ? Optional.empty() : headers.firstValue("Content-Length");
    return new FileHeaders(
        headers.firstValue("X-Repo-Commit").orElse(commit),
        headers.firstValue("X-Linked-Etag").or(() -> known(etag)).or(() -> own).orElse(""),
        headers
            .firstValue("X-Linked-Size")
            .or(() -> size < 0 ? length : Optional.empty())
            .filter(text -> text.matches("\\d{1,18}"))
            .map(Long::parseLong)
            .orElse(size));
  }

  private static Optional<String> known(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Whether the file can be told from any other. */
  boolean areComplete() {
    return !commit.isEmpty() && !etag.isEmpty();
  }

  /**
   * The file that they describe.
   *
   * @throws Refusal if what arrives could not be checked by them
   */
  RemoteFile of(String file, HubModel model, URI endpoint) {
    Optional<ContentHash> hash = ContentHash.ofEtag(etag);
    if (!HubModel.isCommit(commit) || hash.isEmpty()) {
      throw Refusal.environment(
          String.format(
              Locale.ROOT,
              "model '%s': %s does not answer like a hub for %s: X-Repo-Commit '%s' (expected 40"
                  + " hexadecimal digits), ETag '%s' (expected SHA-256 or git's SHA-1), so that what it"
                  + " sends could not be checked. Is there a proxy or a login page in between, or does"
                  + " HF_ENDPOINT name no hub?",
              model,
              endpoint,
              file,
              Excerpt.of(commit),
              Excerpt.of(etag)));
    }
    return new RemoteFile(file, commit, hash.get(), size);
  }
}
