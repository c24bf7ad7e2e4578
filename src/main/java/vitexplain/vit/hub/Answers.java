package vitexplain.vit.hub;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import vitexplain.base.Excerpt;
import vitexplain.base.Refusal;

/** What the hub's answers mean to a user. */
record Answers(HubSettings settings, HubModel model) {
  static final int OK = 200;
  static final int PARTIAL = 206;
  static final int NOT_FOUND = 404;
  static final int RANGE_NOT_SATISFIABLE = 416;

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

  static boolean isRedirect(int status) {
    return REDIRECTS.contains(status);
  }

  /**
   * Throws what an answer that brings no file means.
   *
   * @throws Transient if another try may bring it
   * @throws Refusal else
   */
  Refusal refuse(int status, HttpHeaders headers, String file) throws Transient {
    String code = code(headers);
    String answered =
        String.format(
            Locale.ROOT,
            "%s answered %d%s for %s",
            settings.endpoint(),
            status,
            code.isEmpty() ? "" : " (" + code + ")",
            file);
    if (PASSING.contains(status)) {
      throw new Transient(answered, retryAfter(headers, Instant.now()));
    }
    String message = "model '" + model + "': " + answered + ". ";
    return switch (status) {
      case UNAUTHORIZED, FORBIDDEN -> Refusal.request(message + access());
      case NOT_FOUND -> Refusal.request(message + notFound(code));
      default ->
          Refusal.environment(
              message + "Is there a proxy in between, or does HF_ENDPOINT name no hub?");
    };
  }

  /** Whether the answer is that the model or the revision, and not just this file, is unknown. */
  static boolean isUnknownModel(HttpHeaders headers) {
    return Set.of("RepoNotFound", "RevisionNotFound", "GatedRepo").contains(code(headers));
  }

  private static String code(HttpHeaders headers) {
    return Excerpt.of(headers.firstValue("X-Error-Code").orElse(""));
  }

  private String access() {
    return String.format(
        Locale.ROOT,
        "Is the name right? A model that is private needs a token that may read it in HF_TOKEN; one"
            + " that is gated needs its terms accepted on its page (%s/%s) as well. %s",
        settings.endpoint(),
        model.id(),
        settings
            .token()
            .map(token -> "The " + token + " was sent.")
            .orElse("No token was sent: HF_TOKEN is not set."));
  }

  private String notFound(String code) {
    if (code.equals("RevisionNotFound")) {
      return "The model has no branch, tag or commit '" + model.revision() + "'.";
    }
    return "Is the name right, and does the model hold this file? Private models that HF_TOKEN may"
        + " not read look the same.";
  }

  /** Of the header Retry-After, seconds or a date; zero if it says nothing that can be read. */
  static Duration retryAfter(HttpHeaders headers, Instant now) {
    String value = headers.firstValue("Retry-After").orElse("").strip();
    if (value.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
    } catch (DateTimeException noDate) {
      return Duration.ZERO;
    }
  }
}
