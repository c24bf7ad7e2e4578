package vitexplain.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.AtomicFile;
import vitexplain.base.Refusal;

class RunFolderTest {

  @TempDir Path scratch;

  @Test
  void methodFolderKeepsOnlyLettersAndDigits() {
    assertThat(RunFolder.folderName("gmar-l1")).isEqualTo("gmar_l1");
    assertThat(RunFolder.folderName("legrad:pool=readout")).isEqualTo("legrad_pool_readout");
    assertThat(RunFolder.folderName(RunFolder.IMAGES)).isEqualTo(RunFolder.IMAGES);
  }

  @Test
  void heatmapNeverLeavesItsFolder() {
    RunFolder folder = new RunFolder(scratch);
    assertThat(folder.heatmap("gmar-l1", "a.b.jpeg"))
        .isEqualTo(scratch.resolve("heatmaps/gmar_l1/a.b.png"));
    assertThat(folder.heatmap("rollout", "../../etc/x").normalize().getParent())
        .isEqualTo(folder.heatmaps().resolve("rollout"));
  }

  @Test
  void usedFolderIsRefusedKeptOrOverwrittenAsAsked() throws IOException {
    Path root = scratch.resolve("run");
    RunFolder.prepare(root, Existing.REFUSE);
    Files.writeString(root.resolve("samples.csv.gz"), "x");
    Files.createDirectories(root.resolve("figures/deep"));
    assertThatThrownBy(() -> RunFolder.prepare(root, Existing.REFUSE))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("'" + root + "' is not empty. Give --resume");
    RunFolder.prepare(root, Existing.KEEP);
    assertThat(root.resolve("samples.csv.gz")).exists();
    RunFolder.prepare(root, Existing.OVERWRITE);
    assertThat(new RunFolder(root).entries()).isEmpty();
  }

  @Test
  void overwritingNeverRemovesFilesThatAreNoRuns() throws IOException {
    Files.writeString(scratch.resolve("samples.csv.gz"), "x");
    Files.writeString(scratch.resolve("thesis.tex"), "years of work");
    assertThatThrownBy(() -> RunFolder.prepare(scratch, Existing.OVERWRITE))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("thesis.tex");
    assertThat(scratch.resolve("samples.csv.gz")).exists();
  }

  @Test
  void overwritingARunThatIsStillGoingIsRefused() throws IOException {
    Path samples = Files.writeString(scratch.resolve("samples.csv.gz"), "x");
    RunLock going = new RunFolder(scratch).lock();
    try (going) {
      assertThatThrownBy(() -> RunFolder.prepare(scratch, Existing.OVERWRITE))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("is in use by another run");
      assertThat(samples).exists();
    }
  }

  @Test
  void folderThatCannotBeMadeIsAClearError() throws IOException {
    Path file = Files.writeString(scratch.resolve("file"), "x");
    assertThatThrownBy(() -> RunFolder.prepare(file.resolve("run"), Existing.REFUSE))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("--out");
  }

  @Test
  void secondRunIntoOneFolderIsRefusedUntilTheFirstEnds() {
    RunFolder folder = RunFolder.prepare(scratch, Existing.REFUSE);
    try (RunLock first = folder.lock()) {
      assertThat(first).isNotNull();
      assertThatThrownBy(folder::lock)
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("is in use by another run");
    }
    folder.lock().close();
    assertThat(folder.entries()).as("the lock file is not the reader's business").isEmpty();
  }

  @Test
  void atomicWriteReplacesAndLeavesNoTemporary() throws IOException {
    Path file = scratch.resolve("new/deep/file.txt");
    AtomicFile.write(file, "first");
    AtomicFile.write(file, "second");
    assertThat(file).hasContent("second");
    try (var siblings = Files.list(file.getParent())) {
      assertThat(siblings).containsExactly(file);
    }
  }
}
