package vitexplain.vit.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import vitexplain.base.Excerpt;
import vitexplain.base.Refusal;
import vitexplain.base.Version;

/**
 * Asks the hub for one model's files. Redirects are followed here and not by the JDK, because the
 * hub describes a file in the answer that leads elsewhere, and because the token is for the hub's
 * own host alone.
 */
final class HubClient {
  private static final int MOST_REDIRECTS = 10;

  private final HubSettings settings;
  private final HubModel model;
  private final Patience patience;
  private final Answers answers;
  private final HttpClient http;

  HubClient(HubSettings settings, HubModel model, Patience patience) {
    this.settings = settings;
    this.model = model;
    this.patience = patience;
    this.answers = new Answers(settings, model);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience.connect())
            .build();
  }

  /**
   * What the hub says of a file.
   *
   * @param revision a branch, a tag or a commit
   * @return empty if the revision has no such file
   * @throws IOException if another try may help
   * @throws Refusal if none will
   */
  Optional<RemoteFile> describe(String revision, String file)
      throws IOException, InterruptedException {
    FileHeaders known = FileHeaders.NONE;
    URI at = uri(revision, file);
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      HttpResponse<InputStream> response = send("HEAD", at, 0);
      response.body().close();
      int status = response.statusCode();
      boolean elsewhere = Answers.isRedirect(status);
      known = known.with(response.headers(), elsewhere);
      if (elsewhere) {
        at = target(at, response.headers(), file);
      }
      if (status == Answers.NOT_FOUND && !Answers.isUnknownModel(response.headers())) {
        return Optional.empty();
      }
      if (!elsewhere && status != Answers.OK) {
        throw answers.refuse(status, response.headers(), file);
      }
      if (!elsewhere || (known.areComplete() && !isHub(at))) {
        return Optional.of(known.of(file, model, settings.endpoint()));
      }
    }
    throw circle(file, at);
  }

  /**
   * Asks for a file's bytes.
   *
   * @param from the first that is wanted
   * @return an answer of 200, 206 or 416; its body must be closed
   */
  HttpResponse<InputStream> open(RemoteFile file, long from)
      throws IOException, InterruptedException {
    URI at = uri(file.commit(), file.name());
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      HttpResponse<InputStream> response = send("GET", at, from);
      int status = response.statusCode();
      if (Set.of(Answers.OK, Answers.PARTIAL, Answers.RANGE_NOT_SATISFIABLE).contains(status)) {
        return response;
      }
      response.body().close();
      if (!Answers.isRedirect(status)) {
        throw answers.refuse(status, response.headers(), file.name());
      }
      at = target(at, response.headers(), file.name());
    }
    throw circle(file.name(), at);
  }

  private URI uri(String revision, String file) {
    return URI.create(settings.endpoint() + model.path(revision, file));
  }

  private HttpResponse<InputStream> send(String method, URI uri, long from)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(patience.answer())
            .header("Accept-Encoding", "identity")
            .header("User-Agent", "vitexplain/" + Version.current());
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    if (isHub(uri)) {
      settings
          .token()
          .ifPresent(token -> request.header("Authorization", "Bearer " + token.secret()));
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException late) {
      throw new Transient(
          shown(uri) + " did not answer within " + patience.answer().toSeconds() + " s");
    }
  }

  /** Whether an address is of the very server that the user trusts with the token. */
  private boolean isHub(URI uri) {
    URI hub = settings.endpoint();
    return hub.getScheme().equalsIgnoreCase(uri.getScheme())
        && hub.getHost().equalsIgnoreCase(uri.getHost())
        && port(hub) == port(uri);
  }

  private static int port(URI uri) {
    int byScheme = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    return uri.getPort() < 0 ? byScheme : uri.getPort();
  }

  private URI target(URI from, HttpHeaders headers, String file) {
    String location = headers.firstValue("Location").orElse("");
    try {
      URI to = from.resolve(location);
      boolean plain = "http".equalsIgnoreCase(to.getScheme());
      boolean known = plain || "https".equalsIgnoreCase(to.getScheme());
      boolean weaker = plain && from.getScheme().equalsIgnoreCase("https");
      if (!location.isEmpty() && known && to.getHost() != null && !weaker) {
        return to;
      }
    } catch (IllegalArgumentException noUri) {
      // Told below.
    }
    throw Refusal.environment(
        String.format(
            Locale.ROOT,
            "model '%s': %s leads to '%s' for %s, which is not followed (expected https, or http from"
                + " http). Is there a proxy in between?",
            model,
            shown(from),
            Excerpt.of(location.replaceFirst("[?#].*", "")),
            file));
  }

  private Refusal circle(String file, URI at) {
    return Refusal.environment(
        String.format(
            Locale.ROOT,
            "model '%s': %s was redirected %d times, at last to %s. Does HF_ENDPOINT name a hub?",
            model,
            file,
            MOST_REDIRECTS + 1,
            shown(at)));
  }

  /** Without the query, which may hold a signature. */
  private static String shown(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority() + Excerpt.of(uri.getRawPath());
  }
}
