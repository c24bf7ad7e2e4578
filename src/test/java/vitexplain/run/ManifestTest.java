package vitexplain.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;
import vitexplain.base.Sha256;

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
        .hasMessageContaining("{seed=1 -> 2}");
    assertThatCode(() -> manifest.requireSameConfig("bench", Map.of())).doesNotThrowAnyException();
    assertThatCode(() -> manifest.requireSameConfig("evaluate", Map.of("same", "x", "seed", "1")))
        .doesNotThrowAnyException();
  }

  @Test
  void brokenManifestNamesTheFile() throws IOException {
    RunFolder folder = new RunFolder(scratch);
    Files.writeString(folder.manifest(), "{\"sections\": 3}");
    assertThatThrownBy(() -> Manifest.of(folder))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("manifest.json is not a manifest");
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
