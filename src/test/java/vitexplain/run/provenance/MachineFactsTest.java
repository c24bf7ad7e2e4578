package vitexplain.run.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineFactsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"plain", "with blank", "a#b", "50%20off", "caf\u00e9", "x+y;z?", "\u5199"})
  void commitIsKnownWhateverTheFolderIsCalled(String name) throws Exception {
    Path tree = Files.createDirectories(folder.resolve(name));
    Path classes = Files.createDirectories(tree.resolve("target").resolve("classes"));
    git(tree, "init", "-q");
    git(
        tree,
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "first");
    assertThat(MachineFacts.gitCommit(classes.toUri().toURL())).matches("[0-9a-f]{40}");
  }

  @Test
  void classesThatAreNotInAWorkingTreeHaveNoCommit() throws Exception {
    assertThat(MachineFacts.gitCommit(folder.toUri().toURL())).isEmpty();
    assertThat(MachineFacts.gitCommit(new URL("jar:file:/a.jar!/"))).isEmpty();
  }

  private static void git(Path tree, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", tree.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
