package vitexplain.vit.hub;

import java.util.Locale;
import java.util.Optional;
import vitexplain.base.Refusal;

/**
 * What a user proves to the hub who they are with. Its text is for the request's header alone.
 *
 * @param secret printable ASCII without spaces
 * @param source where it was found: a variable's or a file's name
 */
record HubToken(String secret, String source) {

  /**
   * Empty if there is nothing but white space.
   *
   * @throws Refusal if it cannot be a token; the message does not show it
   */
  static Optional<HubToken> of(String text, String source) {
    String secret = text.replaceAll("[\\r\\n]", "").strip();
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    if (!secret.matches("[\\x21-\\x7e]+")) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "%s holds no token: it has spaces or characters outside ASCII. Copy the token again.",
              source));
    }
    return Optional.of(new HubToken(secret, source));
  }

  @Override
  public String toString() {
    return "token from " + source;
  }
}
