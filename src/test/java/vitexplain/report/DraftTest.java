package vitexplain.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;
import vitexplain.run.RunFolder;

/** A report replaces an earlier one whole, or not at all. */
class DraftTest {
  @TempDir Path scratch;

  private RunFolder folder;

  private void earlierReport() throws IOException {
    folder = new RunFolder(scratch);
    write(folder.figures().resolve("old.png"), "old");
    write(folder.figures().resolve("both.png"), "old");
    write(folder.figures().resolve("notes.txt"), "a reader's own");
    write(folder.page(), "<img src=\"figures/old.png\"><img src=\"figures/both.png\">");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void draw(Draft draft) throws IOException {
    write(draft.folder().figures().resolve("both.png"), "new");
    write(draft.folder().figures().resolve("new.png"), "new");
    write(draft.folder().tables().resolve("main.csv"), "new");
    write(draft.folder().page(), "<img src=\"figures/new.png\"><img src=\"figures/both.png\">");
  }

  @Test
  void whatIsDrawnButNotPublishedLeavesTheEarlierReportWhole() throws IOException {
    earlierReport();
    draw(Draft.begin(folder));
    assertThat(Links.dead(folder.page())).isEmpty();
    assertThat(folder.figures().resolve("both.png")).hasContent("old");
    assertThat(folder.tables()).doesNotExist();
  }

  @Test
  void publishingReplacesWhatAReportLeavesAndNothingElse() throws IOException {
    earlierReport();
    draw(Draft.begin(folder)); // interrupted
    Draft draft = Draft.begin(folder);
    assertThat(draft.folder().root()).doesNotExist();
    draw(draft);
    draft.publish();
    assertThat(Links.dead(folder.page())).isEmpty();
    assertThat(folder.figures().resolve("both.png")).hasContent("new");
    assertThat(folder.figures().resolve("old.png")).doesNotExist();
    assertThat(folder.figures().resolve("notes.txt")).exists();
    assertThat(folder.tables().resolve("main.csv")).hasContent("new");
    assertThat(draft.folder().root()).doesNotExist();
  }

  @Test
  void pageThatCannotBePublishedKeepsEveryFileThatTheEarlierOneLinksTo() throws IOException {
    earlierReport();
    Draft draft = Draft.begin(folder);
    draw(draft);
    Files.delete(draft.folder().page()); // as if the command ended between figures and page
    assertThatThrownBy(draft::publish).isInstanceOf(Refusal.class);
    assertThat(Links.dead(folder.page())).isEmpty();
  }
}
