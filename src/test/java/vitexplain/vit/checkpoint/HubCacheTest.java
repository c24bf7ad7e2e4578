package vitexplain.vit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;

/** Against a server in this process: no test needs the network. */
class HubCacheTest {
  private static final String ID = "owner/tiny-vit";
  private static final String BASE = "/owner/tiny-vit/resolve/main/";
  private static final String WEIGHTS = "model.safetensors";

  /** What a server announces beyond what it sends, in bytes. */
  private static final int MISSING = 50;

  @TempDir Path root;

  private final Map<String, String> files = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private boolean cutShort;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    files.put(BASE + "config.json", "config");
    files.put(BASE + "preprocessor_config.json", "preprocessor");
    files.put(BASE + WEIGHTS, "weights");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void downloadsOnceWithTheWeightsLast() throws IOException {
    Path folder = cache(false).fetch(ID);
    assertThat(folder).isEqualTo(root.resolve("vitexplain/owner--tiny-vit"));
    assertThat(Files.readString(folder.resolve("config.json"))).isEqualTo("config");
    assertThat(Files.readString(folder.resolve(WEIGHTS))).isEqualTo("weights");
    assertThat(folder.toFile().list()).hasSize(3);
    assertThat(asked).hasSize(3).last().isEqualTo(BASE + WEIGHTS);
    assertThat(cache(true).fetch(ID)).isEqualTo(folder);
    assertThat(asked).hasSize(3);
  }

  @Test
  void aModelWithoutPreprocessorConfigIsStillAModel() {
    files.remove(BASE + "preprocessor_config.json");
    assertThat(cache(false).fetch(ID).toFile().list())
        .containsExactlyInAnyOrder("config.json", WEIGHTS);
  }

  @Test
  void unknownModelIsTheRequestsFault() {
    files.clear();
    assertThatThrownBy(() -> cache(false).fetch(ID))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("model 'owner/tiny-vit': http://")
        .hasMessageContaining("answered 404 for config.json. Is the id right");
  }

  @Test
  void aBodyCutShortLeavesNoWeightsBehind() {
    cutShort = true;
    assertThatThrownBy(() -> cache(false).fetch(ID))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("cannot be downloaded from http://");
    assertThat(root.resolve("vitexplain/owner--tiny-vit")).isEmptyDirectory();
    cutShort = false;
    assertThat(cache(false).fetch(ID).resolve(WEIGHTS)).hasContent("weights");
  }

  @Test
  void offlineWithoutACopySaysSoAndAsksNobody() {
    assertThatThrownBy(() -> cache(true).fetch(ID))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(
            "is not in the cache '" + root.resolve("hub") + "' and HF_HUB_OFFLINE is set");
    assertThat(asked).isEmpty();
  }

  @Test
  void unreachableServerIsTheEnvironmentsFaultAndTheMendIsNamed() {
    server.stop(0);
    assertThatThrownBy(() -> cache(false).fetch(ID))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("cannot be downloaded from")
        .hasMessageContaining("into a directory and give --model DIR");
  }

  @Test
  void transformersOwnSnapshotOfTheMainBranchIsFound() throws IOException {
    Path repository = root.resolve("hub/models--owner--tiny-vit");
    Path older = repository.resolve("snapshots/0001");
    Path main = repository.resolve("snapshots/0002");
    for (Path snapshot : List.of(older, main)) {
      Files.createDirectories(snapshot);
      Files.writeString(snapshot.resolve(WEIGHTS), "weights");
    }
    Files.createDirectories(repository.resolve("refs"));
    Files.writeString(repository.resolve("refs/main"), "0002");
    assertThat(cache(true).fetch(ID)).isEqualTo(main);
    assertThat(asked).isEmpty();
  }

  @Test
  void snapshotWithoutSafetensorsIsNoModel() throws IOException {
    Path repository = root.resolve("hub/models--owner--tiny-vit");
    Files.createDirectories(repository.resolve("snapshots/0001"));
    Files.createDirectories(repository.resolve("refs"));
    Files.writeString(repository.resolve("snapshots/0001/pytorch_model.bin"), "pickle");
    Files.writeString(repository.resolve("refs/main"), "0001");
    assertThatThrownBy(() -> cache(true).fetch(ID)).isInstanceOf(Refusal.class);
  }

  @Test
  void shardsAreDownloadedBeforeTheirIndex() throws IOException {
    files.remove(BASE + WEIGHTS);
    files.put(
        BASE + WEIGHTS + ".index.json",
        "{\"weight_map\": {\"a\": \"m-1.safetensors\", \"b\": \"m-2.safetensors\"}}");
    files.put(BASE + "m-1.safetensors", "one");
    assertThatThrownBy(() -> cache(false).fetch(ID))
        .hasMessageContaining("answered 404 for m-2.safetensors");
    files.put(BASE + "m-2.safetensors", "two");
    Path folder = cache(false).fetch(ID);
    assertThat(folder.resolve("m-2.safetensors")).hasContent("two");
    assertThat(cache(true).fetch(ID)).isEqualTo(folder);
  }

  @Test
  void cacheIsWhereHuggingFacesOwnLibraryHasIt() {
    Path home = Path.of("/home/me");
    assertThat(HubCache.of(Map.of(), home).hub())
        .isEqualTo(Path.of("/home/me/.cache/huggingface/hub"));
    assertThat(HubCache.of(Map.of("XDG_CACHE_HOME", "/x"), home).hub())
        .isEqualTo(Path.of("/x/huggingface/hub"));
    assertThat(HubCache.of(Map.of("XDG_CACHE_HOME", "/x", "HF_HOME", "~/hf"), home).hub())
        .isEqualTo(Path.of("/home/me/hf/hub"));
    assertThat(HubCache.of(Map.of("HF_HOME", "/hf", "HUGGINGFACE_HUB_CACHE", "/old"), home).hub())
        .isEqualTo(Path.of("/old"));
    assertThat(
            HubCache.of(Map.of("HF_HUB_CACHE", "/hub", "HUGGINGFACE_HUB_CACHE", "/old"), home)
                .hub())
        .isEqualTo(Path.of("/hub"));
    assertThat(HubCache.of(Map.of("HF_HUB_CACHE", " ", "HF_ENDPOINT", ""), home).endpoint())
        .isEqualTo("https://huggingface.co");
    assertThat(HubCache.of(Map.of("HF_ENDPOINT", "http://mirror/"), home).endpoint())
        .isEqualTo("http://mirror");
    assertThat(HubCache.of(Map.of("TRANSFORMERS_OFFLINE", "1"), home).offline()).isTrue();
  }

  @Test
  void onlyOwnerSlashNameIsAHubId() {
    assertThat(HubCache.isHubId("google/vit-base-patch16-224")).isTrue();
    for (String name : new String[] {"demo", "../etc", "a/b/c", "/a", "a/", "a/..", "a b/c"}) {
      assertThat(HubCache.isHubId(name)).as(name).isFalse();
    }
  }

  private HubCache cache(boolean offline) {
    String host = server.getAddress().getAddress().getHostAddress();
    return new HubCache(
        root.resolve("hub"), "http://" + host + ":" + server.getAddress().getPort(), offline);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    try (exchange) {
      if (!files.containsKey(path)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] body = files.get(path).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length + (cutShort ? MISSING : 0));
      exchange.getResponseBody().write(body);
    }
  }
}
