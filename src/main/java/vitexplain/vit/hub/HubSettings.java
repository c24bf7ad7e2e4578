package vitexplain.vit.hub;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vitexplain.base.Excerpt;
import vitexplain.base.Refusal;

/**
 * The hub as a user has set it up, by the variables of huggingface_hub.
 *
 * @param cache {@code HF_HUB_CACHE}, {@code HUGGINGFACE_HUB_CACHE}, {@code HF_HOME/hub} or {@code
 *     XDG_CACHE_HOME/huggingface/hub}, by default {@code ~/.cache/huggingface/hub}
 * @param endpoint {@code HF_ENDPOINT}, by default the public hub; without a slash at its end
 * @param token {@code HF_TOKEN}, {@code HUGGING_FACE_HUB_TOKEN}, or what the file {@code
 *     HF_TOKEN_PATH}, by default {@code HF_HOME/token}, holds; empty where {@code
 *     HF_HUB_DISABLE_IMPLICIT_TOKEN} is on
 * @param offlineBy the variable that forbids the network: {@code HF_HUB_OFFLINE} or {@code
 *     TRANSFORMERS_OFFLINE}
 * @param links whether snapshots may be links; {@code HF_HUB_DISABLE_SYMLINKS} forbids it
 */
record HubSettings(
    Path cache, URI endpoint, Optional<HubToken> token, Optional<String> offlineBy, boolean links) {
  private static final String PUBLIC = "https://huggingface.co";
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{([^}]*)\\})");

  /** As this process finds them. */
  static HubSettings fromEnvironment() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /**
   * @param env variables; one that is blank counts as absent
   * @param home the user's, for a leading {@code ~} and for the default
   * @throws Refusal if one of them cannot be used, naming it
   */
  static HubSettings of(Map<String, String> env, Path home) {
    Path caches = folder(env, "XDG_CACHE_HOME", home).orElse(home.resolve(".cache"));
    Path own = folder(env, "HF_HOME", home).orElse(caches.resolve("huggingface"));
    Path cache =
        folder(env, "HF_HUB_CACHE", home)
            .or(() -> folder(env, "HUGGINGFACE_HUB_CACHE", home))
            .orElse(own.resolve("hub"));
    Path tokenFile = folder(env, "HF_TOKEN_PATH", home).orElse(own.resolve("token"));
    return new HubSettings(
        cache,
        endpoint(value(env, "HF_ENDPOINT").orElse(PUBLIC)),
        isOn(env, "HF_HUB_DISABLE_IMPLICIT_TOKEN") ? Optional.empty() : token(env, tokenFile),
        offline(env),
        !isOn(env, "HF_HUB_DISABLE_SYMLINKS"));
  }

  private static Optional<String> value(Map<String, String> env, String name) {
    return Optional.ofNullable(env.get(name)).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static boolean isOn(Map<String, String> env, String name) {
    return value(env, name)
        .filter(text -> Set.of("1", "ON", "YES", "TRUE").contains(text.toUpperCase(Locale.ROOT)))
        .isPresent();
  }

  /** The first that is set decides, also where it says no. */
  private static Optional<String> offline(Map<String, String> env) {
    return Stream.of("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
        .filter(name -> value(env, name).isPresent())
        .findFirst()
        .filter(name -> isOn(env, name));
  }

  private static Optional<Path> folder(Map<String, String> env, String name, Path home) {
    return value(env, name)
        .map(
            text -> {
              try {
                String filled = filled(text, env);
                return filled.matches("~(/.*)?")
                    ? home.resolve(filled.substring(1).replaceFirst("^/+", ""))
                    : Path.of(filled);
              } catch (InvalidPathException noPath) {
                throw Refusal.environment(
                    String.format(
                        Locale.ROOT,
                        "%s is '%s', which is no path (%s). Unset it or let it name a folder.",
                        name,
                        Excerpt.of(text),
                        noPath.getReason()),
                    noPath);
              }
            });
  }

  /** With {@code $NAME} and {@code ${NAME}} filled in; those that are not set stay. */
  private static String filled(String text, Map<String, String> env) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found -> {
              String name = found.group(1) == null ? found.group(2) : found.group(1);
              return Matcher.quoteReplacement(env.getOrDefault(name, found.group()));
            });
  }

  private static URI endpoint(String text) {
    try {
      URI uri = new URI(text.replaceFirst("/+$", ""));
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (Set.of("http", "https").contains(scheme)
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException noUri) {
      // Told below, without the text: it may hold a password.
    }
    throw Refusal.environment(
        "HF_ENDPOINT is no address of a hub; expected http:// or https://, a host and at most a port"
            + " and a path. Unset it for the public hub.");
  }

  private static Optional<HubToken> token(Map<String, String> env, Path file) {
    for (String name : new String[] {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"}) {
      Optional<HubToken> token = HubToken.of(env.getOrDefault(name, ""), name);
      if (token.isPresent()) {
        return token;
      }
    }
    try {
      return HubToken.of(Files.readString(file), file.toString());
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw Refusal.environment(
          String.format(
              Locale.ROOT,
              "the hub's token file '%s' cannot be read (%s). Mend it, or set HF_TOKEN.",
              file,
              unreadable),
          unreadable);
    }
  }
}
