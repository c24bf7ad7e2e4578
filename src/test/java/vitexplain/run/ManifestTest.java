package vitexplain.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;
import vitexplain.run.provenance.Counts;
import vitexplain.run.provenance.Environment;
import vitexplain.run.provenance.RunEntry;
import vitexplain.run.provenance.Section;

class ManifestTest {

  @TempDir Path scratch;

  private static Section section(Map<String, String> config) {
    return Section.starting(
            "bench --batch 1",
            "quick",
            config,
            Environment.here(2, "0.36.0", "2.7.1", ""),
            "2026-01-01T00:00:00Z")
        .withInputs("demo", "ab", "cd", Map.of("bootstrap", 7L))
        .ended(
            "2026-01-01T00:01:00Z",
            new Counts(3, 2, 1, 0),
            Map.of(Section.GEMM_CEILING, 332.5),
            Map.of("cuda", "no CUDA device"));
  }

  @Test
  void sectionsOfTwoCommandsStandSideBySide() {
    RunFolder folder = new RunFolder(scratch);
    Section bench = section(Map.of("b", "2", "a", "1"));
    Section evaluate = section(Map.of("metrics", "srg"));
    Manifest.record(folder, "evaluate", section(Map.of()));
    Manifest.record(folder, "bench", bench);
    Manifest.record(folder, "evaluate", evaluate);
    assertThat(Manifest.of(folder).sections())
        .isEqualTo(Map.of("bench", bench, "evaluate", evaluate));
  }

  @Test
  void fileIsSortedAndIndented() throws IOException {
    RunFolder folder = new RunFolder(scratch);
    Manifest.record(folder, "bench", section(Map.of("b", "2", "a", "1")));
    String json = Files.readString(folder.manifest());
    assertThat(json).contains("\"config\" : {\n        \"a\" : \"1\",\n        \"b\" : \"2\"");
    assertThat(json.indexOf("\"commandLine\"")).isLessThan(json.indexOf("\"seeds\""));
    assertThat(json).doesNotContain("\r").endsWith("}\n");
  }

  @Test
  void environmentKnowsThisMachine() {
    Environment here = Environment.here(2, "0.36.0", "2.7.1", "");
    assertThat(here.cores()).isPositive();
    assertThat(here.java()).contains(System.getProperty("java.runtime.version"));
    assertThat(here.jvmFlags()).isInstanceOf(List.class).anyMatch(flag -> flag.startsWith("-"));
    assertThat(here.gitCommit()).matches("([0-9a-f]{40}(-dirty)?)?");
  }

  @Test
  void otherOptionsAreRefusedByName() {
    Manifest manifest = new Manifest(Map.of("evaluate", section(Map.of("seed", "1", "same", "x"))));
    assertThatThrownBy(
            () -> manifest.requireSameConfig("evaluate", Map.of("seed", "2", "same", "x")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(": seed was 1, now 2. Resume");
    assertThatCode(() -> manifest.requireSameConfig("bench", Map.of())).doesNotThrowAnyException();
    assertThatCode(() -> manifest.requireSameConfig("evaluate", Map.of("same", "x", "seed", "1")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "3",
        "{\"sections\": 3}",
        "{\"sections\": null}",
        "{\"sections\": {\"evaluate\": null}}",
        "{\"sections\": {\"evaluate\": {}}}",
        "{\"sections\": {}, \"sectoins\": {}}",
        "{\"sections\": {}} trailing",
        "{\"sections\": {}, \"sections\": {}}",
        "{\"sections\": "
      })
  void whatIsNoManifestIsRefusedByNameWithTheMend(String text) throws IOException {
    RunFolder folder = new RunFolder(scratch);
    Files.writeString(folder.manifest(), text);
    assertThatThrownBy(() -> Manifest.of(folder))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("manifest.json is not a manifest")
        .hasMessageContaining("--overwrite");
  }

  @Test
  void anyEditOfAManifestIsRefused() throws IOException {
    RunFolder folder = new RunFolder(scratch);
    Manifest.record(folder, "bench", section(Map.of("b", "2")));
    String whole = Files.readString(folder.manifest());
    for (String edit : new String[] {"gemm_ceiling_gflops>gem_ceiling", "332.5>332.6", "cd>ce"}) {
      String[] words = edit.split(">", -1);
      Files.writeString(folder.manifest(), whole.replace(words[0], words[1]));
      assertThatThrownBy(() -> Manifest.of(folder))
          .as(edit)
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("manifest.json was edited after the run wrote it");
    }
    for (String edit : new String[] {"332.5>null", "332.5>\"many\"", "\"cores\">\"kernels\""}) {
      String[] words = edit.split(">", -1);
      Files.writeString(folder.manifest(), whole.replace(words[0], words[1]));
      assertThatThrownBy(() -> Manifest.of(folder))
          .as(edit)
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("manifest.json is not a manifest");
    }
    ObjectNode withoutHash = (ObjectNode) new ObjectMapper().readTree(whole);
    withoutHash.remove("sha256");
    Files.writeString(folder.manifest(), withoutHash.toString());
    assertThatThrownBy(() -> Manifest.of(folder))
        .as("its hash taken out")
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("manifest.json was edited after the run wrote it");
    Files.writeString(folder.manifest(), whole.replace("\n", "\r\n"));
    assertThatCode(() -> Manifest.of(folder)).as("line ends").doesNotThrowAnyException();
  }

  @Test
  void aManifestOfAnEarlierVersionIsReadWithoutHashes() throws IOException {
    RunFolder folder = new RunFolder(scratch);
    Manifest.record(folder, "bench", section(Map.of("b", "2")));
    ObjectNode file = (ObjectNode) new ObjectMapper().readTree(folder.manifest().toFile());
    file.remove("sha256");
    ((ObjectNode) file.at("/sections/bench")).remove(List.of("files", "runs"));
    Files.writeString(folder.manifest(), file.toString());
    Section read = Manifest.of(folder).section("bench").orElseThrow();
    assertThat(read.files()).isEmpty();
    assertThat(read.runs()).isEmpty();
    assertThat(folder.verify()).as("hashed").isFalse();
  }

  @Test
  void aResumedSectionKeepsTheFirstRunAndAddsTheNext() {
    Section first = section(Map.of("seed", "1"));
    Section again =
        Section.starting(
            "evaluate --resume",
            "quick",
            Map.of("seed", "1"),
            Environment.here(1, "", "", ""),
            "2026-01-02T00:00:00Z");
    Section both =
        first
            .resumedBy(again)
            .ended(
                "2026-01-02T00:01:00Z",
                new Counts(3, 3, 0, 0),
                Map.of("wall_seconds", 2.0),
                Map.of());
    assertThat(both.commandLine()).isEqualTo("bench --batch 1");
    assertThat(both.runs())
        .extracting(RunEntry::commandLine)
        .containsExactly("bench --batch 1", "evaluate --resume");
    assertThat(both.measured())
        .containsEntry("wall_seconds", 2.0)
        .containsKey("gemm_ceiling_gflops");
    Section thrice =
        both.resumedBy(again)
            .ended("", new Counts(3, 3, 0, 0), Map.of("wall_seconds", 5.0), Map.of());
    assertThat(thrice.measured()).containsEntry("wall_seconds", 7.0);
  }

  @Test
  void aFinishedFileThatIsNotWhatTheRunWroteIsRefusedWithBothCounts() throws IOException {
    RunFolder folder = new RunFolder(scratch);
    Path latency = Files.writeString(scratch.resolve("latency.csv"), "a\n1\n2\n");
    Manifest.record(folder, "bench", section(Map.of()).withFiles(RunPart.BENCH.marks(folder)));
    assertThat(folder.verify()).isTrue();
    Files.writeString(latency, "a\n1\n");
    assertThatThrownBy(folder::verify)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("latency.csv was altered")
        .hasMessageContaining("found 2 lines")
        .hasMessageContaining("expected 3");
    Files.delete(latency);
    assertThatThrownBy(folder::verify).hasMessageContaining("latency.csv is missing");
  }

  @Test
  void hashesAreThoseOfTheSha256Tool() throws IOException {
    Path file = Files.writeString(scratch.resolve("abc"), "abc");
    assertThat(Sha256.of(file))
        .as("FIPS 180-2, appendix B.1")
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(Sha256.of(List.of("a", "b"))).isNotEqualTo(Sha256.of(List.of("ab")));
  }
}
