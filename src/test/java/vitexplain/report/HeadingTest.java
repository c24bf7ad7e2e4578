package vitexplain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.run.Counts;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.Section;

/** The page's first lines tell the study from the times, and name no path. */
class HeadingTest {
  @TempDir Path scratch;

  private List<String> lines(Section... study) {
    RunFolder folder = new RunFolder(scratch);
    SyntheticRun.benchmarks(folder);
    for (Section section : study) {
      Manifest.record(folder, "evaluate", section);
    }
    return Heading.lines(Results.of(folder));
  }

  private static Section study(String model, Counts counts, Map<String, String> notes) {
    return SyntheticRun.section(
        "./run-bench.sh evaluate --images '/home/me/my photos' --out x", model, counts, notes);
  }

  @Test
  void studyAndTimesHaveALineEach() {
    List<String> lines = lines(study("/srv/models/my-vit/", new Counts(32, 31, 1, 0), Map.of()));
    assertThat(lines.get(0))
        .startsWith("Study: model my-vit · ")
        .contains("images of my photos, 32 images; 1 failed", "profile quick", "commit 0123456789")
        .endsWith("2026-01-01");
    assertThat(lines.get(1))
        .startsWith("Times: model demo, shape:vit-tiny-16-224")
        .contains("cpu, float32", "A processor");
    assertThat(String.join("", lines)).doesNotContain("/home", "/srv");
  }

  @Test
  void whyImagesWereLeftOutIsSaid() {
    String reason = "32 of 50 images (profile quick; --limit 50 takes all)";
    assertThat(
            lines(
                study(
                    "demo",
                    new Counts(32, 32, 0, 0),
                    Map.of(Heading.AVAILABLE, "50", Heading.LEFT_OUT, reason))))
        .element(0)
        .asString()
        .contains("images of my photos, " + reason);
    assertThat(lines(study("demo", new Counts(50, 50, 0, 0), Map.of(Heading.AVAILABLE, "50"))))
        .element(0)
        .asString()
        .contains("all 50 images");
  }

  @Test
  void timesAloneHaveNoLineOfAStudy() {
    assertThat(lines()).singleElement().asString().startsWith("Times: ");
  }

  @Test
  void foldersAreNamedWithoutTheirPathAndHubNamesStay() {
    assertThat(Heading.lastName("/a/b/my-vit")).isEqualTo("my-vit");
    assertThat(Heading.lastName("../my-vit/")).isEqualTo("my-vit");
    assertThat(Heading.lastName("C:\\models\\vit")).isEqualTo("vit");
    assertThat(Heading.lastName("google/vit-base-patch16-224"))
        .isEqualTo("google/vit-base-patch16-224");
  }
}
