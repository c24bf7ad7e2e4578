package vitexplain.vit;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import vitexplain.base.Refusal;

/**
 * Models by their hub id: from Hugging Face's own cache folder if they are there, else downloaded
 * into a folder of ours beside it.
 *
 * @param root {@code HF_HOME}, by default {@code ~/.cache/huggingface}
 * @param endpoint {@code HF_ENDPOINT}, by default the public hub
 * @param offline whether to do without the network
 */
record HubCache(Path root, String endpoint, boolean offline) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][\\w.-]*/[A-Za-z0-9][\\w.-]*");
  private static final List<String> FILES =
      List.of("config.json", "preprocessor_config.json", "model.safetensors");
  private static final String OPTIONAL = "preprocessor_config.json";
  private static final String LAST = "model.safetensors";

  static HubCache fromEnvironment() {
    Map<String, String> env = System.getenv();
    Path home = Path.of(System.getProperty("user.home"), ".cache", "huggingface");
    return new HubCache(
        env.containsKey("HF_HOME") ? Path.of(env.get("HF_HOME")) : home,
        env.getOrDefault("HF_ENDPOINT", "https://huggingface.co"),
        isOn(env.getOrDefault("HF_HUB_OFFLINE", "")));
  }

  /** As Hugging Face's own library reads a switch. */
  private static boolean isOn(String value) {
    return Set.of("1", "ON", "YES", "TRUE").contains(value.toUpperCase(Locale.ROOT));
  }

  /** Whether a name looks like {@code owner/model}. */
  static boolean isHubId(String name) {
    return ID.matcher(name).matches();
  }

  /**
   * The folder with a model's files, downloaded if need be.
   *
   * @throws Refusal if it is not there and cannot be downloaded
   * @throws Refusal if the hub does not have it
   */
  Path fetch(String id) {
    Path ours = root.resolve("vitexplain").resolve(id.replace("/", "--"));
    if (Files.isRegularFile(ours.resolve(LAST))) {
      return ours;
    }
    return snapshot(id).orElseGet(() -> download(id, ours));
  }

  /** Where transformers' own download of the main branch lies. */
  private Optional<Path> snapshot(String id) {
    Path repository = root.resolve("hub").resolve("models--" + id.replace("/", "--"));
    try {
      String revision = Files.readString(repository.resolve("refs").resolve("main")).strip();
      return Optional.of(repository.resolve("snapshots").resolve(revision))
          .filter(folder -> Files.isRegularFile(folder.resolve(LAST)));
    } catch (IOException never) { // downloaded
      return Optional.empty();
    }
  }

  private Path download(String id, Path folder) {
    if (offline) {
      throw Refusal.environment(
          "model '%s' is not in the cache '%s' and HF_HUB_OFFLINE is set".formatted(id, root));
    }
    System.err.printf("Downloading %s to %s%n", id, folder);
    try {
      Files.createDirectories(folder);
      HttpClient client =
          HttpClient.newBuilder()
              .followRedirects(HttpClient.Redirect.NORMAL)
              .connectTimeout(Duration.ofSeconds(20))
              .build();
      for (String file : FILES) { // the weights last: their presence means that all is there
        get(client, id, file, folder.resolve(file));
      }
      return folder;
    } catch (IOException unreachable) {
      throw Refusal.environment(
          ("model '%s' is not in the cache '%s' and cannot be downloaded from %s (%s). Put"
                  + " config.json, preprocessor_config.json and model.safetensors into a directory"
                  + " and give --model DIR.")
              .formatted(id, root, endpoint, unreachable),
          unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Refusal.environment("the download of '" + id + "' was interrupted", interrupted);
    }
  }

  private void get(HttpClient client, String id, String file, Path target)
      throws IOException, InterruptedException {
    URI uri = URI.create(endpoint + "/" + id + "/resolve/main/" + file);
    HttpResponse<InputStream> response =
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() == 404 && file.equals(OPTIONAL)) {
        return;
      }
      if (response.statusCode() != 200) {
        throw Refusal.request(
            "model '%s': %s answered %d for %s. Is the id right, and is it a ViT in safetensors?"
                .formatted(id, endpoint, response.statusCode(), file));
      }
      Path partial = Files.createTempFile(target.getParent(), file, ".part");
      try {
        long copied = Files.copy(body, partial, StandardCopyOption.REPLACE_EXISTING);
        long expected = response.headers().firstValueAsLong("Content-Length").orElse(copied);
        if (copied != expected) {
          throw new IOException(file + ": " + copied + " of " + expected + " bytes arrived");
        }
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(partial);
      }
    }
  }
}
