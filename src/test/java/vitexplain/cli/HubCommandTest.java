package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.vit.hub.HubServer;

/** A command with a model of the hub, in a process whose variables name a hub in this one. */
class HubCommandTest {
  private static final Path DEMO = Path.of("data", "demo-vit");
  private static final Path IMAGE = Path.of("data", "scenes", "images", "scene_266.png");

  @TempDir Path root;

  private HubServer server;

  @BeforeEach
  void serve() throws IOException {
    server = new HubServer();
    try (Stream<Path> files = Files.list(DEMO)) {
      for (Path file : files.toList()) {
        server.files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    Files.createDirectories(root.resolve("images"));
    Files.copy(IMAGE, root.resolve("images/scene.png"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aModelOfTheHubIsTheModelOfTheSameFilesHereAlsoOffline() throws Exception {
    Program online = predict(HubServer.ID + "@main", "online.csv", "HF_HUB_OFFLINE", "0");
    assertThat(online.code()).as(online.printed()).isZero();
    assertThat(server.tokensAtHub).containsOnly("Bearer hf_secret");
    server.close();
    Program offline = predict(HubServer.ID, "offline.csv", "HF_HUB_OFFLINE", "1");
    assertThat(offline.code()).as(offline.printed()).isZero();
    Program demo = predict("demo", "demo.csv", "HF_HUB_OFFLINE", "1");
    assertThat(demo.code()).as(demo.printed()).isZero();
    assertThat(root.resolve("online.csv"))
        .hasSameTextualContentAs(root.resolve("demo.csv"))
        .hasSameTextualContentAs(root.resolve("offline.csv"));
  }

  @Test
  void theExitCodeTellsWhoseFaultItIs() throws Exception {
    Program offline = predict("owner/other", "o.csv", "TRANSFORMERS_OFFLINE", "1");
    assertThat(offline.code()).isEqualTo(3);
    assertThat(offline.printed()).contains("TRANSFORMERS_OFFLINE forbids to download it");
    server.files.clear();
    Program unknown = predict("owner/other", "o.csv", "HF_HUB_OFFLINE", "0");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.printed())
        .contains("error: model 'owner/other' has neither of")
        .doesNotContain("hf_secret");
  }

  private Program predict(String model, String out, String variable, String value)
      throws IOException {
    Map<String, String> environment =
        Map.of(
            "HF_HOME",
            root.resolve("hf").toString(),
            "HF_ENDPOINT",
            server.endpoint().toString(),
            "HF_TOKEN",
            "hf_secret",
            variable,
            value);
    return Program.startIn(
        environment,
        root.resolve(out + ".log"),
        Optional.empty(),
        "predict",
        "--images",
        root.resolve("images"),
        "--model",
        model,
        "--out",
        root.resolve(out));
  }
}
