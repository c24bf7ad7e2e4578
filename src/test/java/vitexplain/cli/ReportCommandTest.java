package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.run.RunFolder;
import vitexplain.run.RunLock;

class ReportCommandTest {
  @TempDir Path scratch;

  @Test
  void folderThatAnotherCommandWritesIsRefused() {
    RunFolder folder = new RunFolder(scratch);
    try (RunLock lock = folder.lock()) {
      Cli report = Cli.run("report", "--out", scratch);
      assertThat(report.code()).isEqualTo(2);
      assertThat(report.err()).contains("is in use by another run");
    }
  }
}
