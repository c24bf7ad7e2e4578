package vitexplain.vit.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import vitexplain.base.Excerpt;
import vitexplain.base.Refusal;

/**
 * Models by their hub id: from Hugging Face's own cache folder if they are there, else downloaded
 * into a folder of ours beside it.
 *
 * @param hub as Hugging Face's own library finds it: {@code HF_HUB_CACHE}, {@code
 *     HUGGINGFACE_HUB_CACHE}, {@code HF_HOME/hub} or {@code XDG_CACHE_HOME/huggingface/hub}, by
 *     default {@code ~/.cache/huggingface/hub}
 * @param endpoint {@code HF_ENDPOINT}, by default the public hub
 * @param offline whether to do without the network
 */
public record HubCache(Path hub, String endpoint, boolean offline) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][\\w.-]*/[A-Za-z0-9][\\w.-]*");
  private static final String CONFIG = "config.json";
  private static final String PREPROCESSOR = "preprocessor_config.json";
  private static final int NOT_FOUND = 404;

  public static HubCache fromEnvironment() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /**
   * @param env variables; one that is blank counts as absent
   * @param home the user's, for a leading {@code ~} and for the default
   */
  static HubCache of(Map<String, String> env, Path home) {
    Path cache = folder(env, "XDG_CACHE_HOME", home).orElse(home.resolve(".cache"));
    Path own = folder(env, "HF_HOME", home).orElse(cache.resolve("huggingface"));
    Path hub =
        folder(env, "HF_HUB_CACHE", home)
            .or(() -> folder(env, "HUGGINGFACE_HUB_CACHE", home))
            .orElse(own.resolve("hub"));
    String endpoint = env.getOrDefault("HF_ENDPOINT", "").strip();
    return new HubCache(
        hub,
        endpoint.isEmpty() ? "https://huggingface.co" : endpoint.replaceFirst("/+$", ""),
        isOn(env.getOrDefault("HF_HUB_OFFLINE", ""))
            || isOn(env.getOrDefault("TRANSFORMERS_OFFLINE", "")));
  }

  private static Optional<Path> folder(Map<String, String> env, String name, Path home) {
    String value = env.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          value.equals("~") || value.startsWith("~/")
              ? home.resolve(value.substring(1).replaceFirst("^/+", ""))
              : Path.of(value));
    } catch (InvalidPathException noPath) {
      throw Refusal.environment(
          String.format(
              Locale.ROOT,
              "%s is '%s', which is no path (%s). Unset it or let it name a folder.",
              name,
              Excerpt.of(value),
              noPath.getReason()),
          noPath);
    }
  }

  /** As Hugging Face's own library reads a switch. */
  private static boolean isOn(String value) {
    return Set.of("1", "ON", "YES", "TRUE").contains(value.toUpperCase(Locale.ROOT));
  }

  /** Whether a name looks like {@code owner/model}. */
  public static boolean isHubId(String name) {
    return ID.matcher(name).matches();
  }

  /**
   * The folder with a model's files, downloaded if need be.
   *
   * @throws Refusal if it is not there and cannot be downloaded
   * @throws Refusal if the hub does not have it
   */
  public Path fetch(String id) {
    Path ours = hub.resolveSibling("vitexplain").resolve(id.replace("/", "--"));
    if (hasWeights(ours)) {
      return ours;
    }
    return snapshot(id).orElseGet(() -> download(id, ours));
  }

  private static boolean hasWeights(Path folder) {
    return Files.isRegularFile(folder.resolve(WeightFiles.SINGLE))
        || Files.isRegularFile(folder.resolve(WeightFiles.INDEX));
  }

  /** Where transformers' own download of the main branch lies. */
  private Optional<Path> snapshot(String id) {
    Path repository = hub.resolve("models--" + id.replace("/", "--"));
    try {
      String revision = Files.readString(repository.resolve("refs").resolve("main")).strip();
      return Optional.of(repository.resolve("snapshots").resolve(revision))
          .filter(HubCache::hasWeights);
    } catch (IOException | InvalidPathException never) { // downloaded
      return Optional.empty();
    }
  }

  private Path download(String id, Path folder) {
    if (offline) {
      throw Refusal.environment(
          String.format(
              Locale.ROOT,
              "model '%s' is not in the cache '%s' and HF_HUB_OFFLINE is set",
              id,
              hub));
    }
    System.err.printf(Locale.ROOT, "Downloading %s to %s%n", id, folder);
    try {
      Files.createDirectories(folder);
      HttpClient client =
          HttpClient.newBuilder()
              .followRedirects(HttpClient.Redirect.NORMAL)
              .connectTimeout(Duration.ofSeconds(20))
              .build();
      // The weights last, of several files the index: their presence means that all is there.
      require(client, id, CONFIG, folder.resolve(CONFIG));
      get(client, id, PREPROCESSOR, folder.resolve(PREPROCESSOR));
      int single = get(client, id, WeightFiles.SINGLE, folder.resolve(WeightFiles.SINGLE));
      if (single == NOT_FOUND) {
        shards(client, id, folder);
      }
      return folder;
    } catch (IOException unreachable) {
      throw Refusal.environment(
          String.format(
              Locale.ROOT,
              "model '%s' is not in the cache '%s' and cannot be downloaded from %s (%s). Put"
                  + " config.json, preprocessor_config.json and model.safetensors into a directory"
                  + " and give --model DIR.",
              id,
              hub,
              endpoint,
              unreachable),
          unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Refusal.environment("the download of '" + id + "' was interrupted", interrupted);
    }
  }

  private void shards(HttpClient client, String id, Path folder)
      throws IOException, InterruptedException {
    Path index = folder.resolve(WeightFiles.INDEX);
    Path draft = index.resolveSibling(WeightFiles.INDEX + ".part");
    if (get(client, id, WeightFiles.INDEX, draft) == NOT_FOUND) {
      throw answered(id, NOT_FOUND, WeightFiles.SINGLE);
    }
    for (String shard : WeightFiles.shards(draft)) {
      require(client, id, shard, folder.resolve(shard));
    }
    Files.move(draft, index, StandardCopyOption.REPLACE_EXISTING);
  }

  private void require(HttpClient client, String id, String file, Path target)
      throws IOException, InterruptedException {
    if (get(client, id, file, target) == NOT_FOUND) {
      throw answered(id, NOT_FOUND, file);
    }
  }

  private Refusal answered(String id, int status, String file) {
    return Refusal.request(
        String.format(
            Locale.ROOT,
            "model '%s': %s answered %d for %s. Is the id right, and is it a ViT in safetensors?",
            id,
            endpoint,
            status,
            file));
  }

  /** Downloads a file; the status is 200, or 404 where there is none. */
  private int get(HttpClient client, String id, String file, Path target)
      throws IOException, InterruptedException {
    URI uri = URI.create(endpoint + "/" + id + "/resolve/main/" + file);
    HttpResponse<InputStream> response =
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      int status = response.statusCode();
      if (status == NOT_FOUND) {
        return status;
      }
      if (status != 200) {
        throw answered(id, status, file);
      }
      Path partial = Files.createTempFile(target.getParent(), file, ".part");
      try {
        long copied = Files.copy(body, partial, StandardCopyOption.REPLACE_EXISTING);
        long expected = response.headers().firstValueAsLong("Content-Length").orElse(copied);
        if (copied != expected) {
          throw new IOException(file + ": " + copied + " of " + expected + " bytes arrived");
        }
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        return status;
      } finally {
        Files.deleteIfExists(partial);
      }
    }
  }
}
