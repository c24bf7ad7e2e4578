package vitexplain.vit.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server and an empty cache for each test, and little patience. */
abstract class HubTestCase {
  /** Long enough for a busy machine to answer, short enough for tests that wait for it. */
  static final Patience SHORT =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofMillis(700),
          3,
          Duration.ofMillis(10),
          Duration.ofSeconds(2));

  static final HubModel MODEL = new HubModel(HubServer.ID, HubModel.MAIN);

  @TempDir Path root;

  final List<String> notes = new ArrayList<>();
  HubServer server;

  @BeforeEach
  void serve() throws IOException {
    server = new HubServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  Path fetch() {
    return fetch(MODEL);
  }

  Path fetch(HubModel model) {
    return hub(Optional.empty(), true).fetch(model, notes());
  }

  Path fetchOffline() {
    return hub(Optional.of("HF_HUB_OFFLINE"), true).fetch(MODEL, notes());
  }

  Hub hub(Optional<String> offlineBy, boolean links) {
    return new Hub(settings(server.endpoint(), offlineBy, links, Optional.empty()), SHORT);
  }

  HubSettings settings(
      URI endpoint, Optional<String> offlineBy, boolean links, Optional<HubToken> token) {
    return new HubSettings(root.resolve("hub"), endpoint, token, offlineBy, links);
  }

  DownloadListener notes() {
    return new DownloadListener() {
      @Override
      public void begin(String file, long size, long present) {}

      @Override
      public void arrived(long bytes) {}

      @Override
      public void end() {}

      @Override
      public void note(String sentence) {
        notes.add(sentence);
      }
    };
  }

  Path folder() {
    return root.resolve("hub/models--owner--tiny-vit");
  }

  Path snapshot() {
    return folder().resolve("snapshots").resolve(HubServer.COMMIT);
  }

  String weightsHash() {
    return HubServer.sha256(server.files.get(HubServer.WEIGHTS));
  }

  Path part() {
    return folder().resolve("blobs/" + weightsHash() + ".vitexplain.incomplete");
  }

  /** Every file and link below the cache, as paths with {@code /}, sorted. */
  List<String> tree() {
    Path cache = root.resolve("hub");
    try (Stream<Path> all = Files.walk(cache)) {
      return all.filter(file -> !Files.isDirectory(file))
          .map(file -> cache.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
