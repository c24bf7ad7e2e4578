package vitexplain.latency.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an environment has; whatever is wrong with it is a sentence. */
class PeersTest {

  private static final Path HOME = Path.of("");

  @TempDir Path folder;

  private static String onlySentence(Peers peers) {
    assertThat(peers.all()).isEmpty();
    assertThat(peers.skipped()).containsOnlyKeys("peers");
    return peers.skipped().get("peers");
  }

  @Test
  void programsAreListedAndMissingPackagesNamed() {
    Peers peers = Peers.find(FakeEnvironment.withPeers(folder), HOME);
    assertThat(peers.all())
        .containsExactly(
            new Peer("quick", "forward", "quick 1.2"), new Peer("broken", "legrad", "broken 0.1"));
    assertThat(peers.skipped())
        .isEqualTo(Map.of("absent", "skipped: the package 'absent' is not in this environment"));
    assertThat(peers.ours()).containsExactly("forward", "legrad");
    assertThat(peers.describe()).isEqualTo("peers: quick (quick 1.2), broken (broken 0.1)");
  }

  @Test
  void folderWithoutPythonIsSaid() {
    assertThat(onlySentence(Peers.find(folder.resolve("nothing"), HOME)))
        .startsWith("skipped: no Python is at '")
        .contains("nothing", "README.md");
  }

  @Test
  void missingScriptIsSaid() {
    Path environment = FakeEnvironment.withPeers(folder);
    assertThat(onlySentence(Peers.find(environment, folder.resolve("elsewhere"))))
        .contains("peer.py", "is missing");
  }

  @Test
  void pythonThatFailsIsSaidWithItsLastLine() {
    Path environment = FakeEnvironment.with(folder, "echo 'SyntaxError: invalid' >&2; exit 1\n");
    assertThat(onlySentence(Peers.find(environment, HOME)))
        .contains("ended with code 1; it said last: SyntaxError: invalid");
  }

  @Test
  void listThatIsNoJsonIsSaid() {
    Path environment = FakeEnvironment.with(folder, "echo 'hello' >\"$4\"\n");
    assertThat(onlySentence(Peers.find(environment, HOME))).contains("cannot be read", "JSON");
  }

  @Test
  void programOfAnUnknownMethodIsSaid() {
    Path environment =
        FakeEnvironment.with(
            folder,
            "echo '[{\"name\": \"a\", \"ours\": \"no-method\", \"version\": \"1\"}]' >\"$4\"\n");
    assertThat(onlySentence(Peers.find(environment, HOME))).contains("no-method");
  }
}
