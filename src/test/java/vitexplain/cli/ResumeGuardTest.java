package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.cli.option.Home;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.study.Evaluation;
import vitexplain.study.Scenes;
import vitexplain.vit.EmbeddedModel;

/**
 * Two experiments are never pooled: whatever can change a number must be as it was when the
 * evaluation began. What is refused changes nothing.
 */
class ResumeGuardTest {
  private static final List<String> MODEL_FILES =
      List.of("config.json", "model.safetensors", "preprocessor_config.json");

  @TempDir Path folder;

  private Path run;
  private Path images;
  private Path masks;
  private Path model;

  @BeforeEach
  void evaluateOnce() throws IOException {
    Scenes.copy(folder, 2);
    run = folder.resolve("run");
    images = folder.resolve("images");
    masks = folder.resolve("masks");
    model = Files.createDirectory(folder.resolve("model"));
    for (String file : MODEL_FILES) {
      Files.copy(EmbeddedModel.DEMO.in(Home.data()).resolve(file), model.resolve(file));
    }
    Cli done = evaluate("--masks", masks);
    assertThat(done.code()).as(done.err()).isZero();
  }

  @Test
  void otherPixelsUnderTheSameNamesAreRefused() throws IOException {
    swap(images);
    refusedUnchanged("began with other data: image 'scene_000.png', image 'scene_001.png' changed");
  }

  @Test
  void otherMasksUnderTheSameNamesAreRefused() throws IOException {
    swap(masks);
    refusedUnchanged("began with other data: the mask of 'scene_000.png'");
  }

  @Test
  void masksLeftOutAreRefused() {
    Map<String, byte[]> before = files();
    Cli resumed = evaluate("--resume");
    assertThat(resumed.code()).isEqualTo(2);
    assertThat(resumed.err()).contains("began with other settings", "masks was yes, now none");
    assertUnchanged(before);
  }

  @Test
  void anotherEpsilonPreprocessorOrWeightIsRefusedByName() throws IOException {
    edit("config.json", "1.0E-6", "1.0E-5");
    refusedUnchanged("the model's config.json changed");
    edit("config.json", "1.0E-5", "1.0E-6");
    edit("preprocessor_config.json", "0.5", "0.4");
    refusedUnchanged("the model's preprocessor_config.json, or --preprocessor, changed");
    Files.delete(model.resolve("preprocessor_config.json"));
    refusedUnchanged("has no preprocessor_config.json", "Give --preprocessor vit");
    Cli chosen = evaluate("--resume", "--masks", masks, "--preprocessor", "vit");
    assertThat(chosen.code()).isEqualTo(2);
    assertThat(chosen.err())
        .contains("the model's preprocessor_config.json, or --preprocessor, changed");
  }

  @Test
  void commitDeviceAndEngineAreAmongTheOptionsThatMustBeTheSame() {
    for (String key : new String[] {"code", "device", "libtorch"}) {
      assertThat(config()).containsKey(key);
    }
  }

  @Test
  void aManifestThatIsMissingOrNoneIsRefusedByName() throws IOException {
    Path manifest = run.resolve("manifest.json");
    for (String text : new String[] {"null", "{}", "{\"sections\": {}}", "garbage"}) {
      Files.writeString(manifest, text);
      refusedUnchanged("manifest.json", "--overwrite");
    }
    Files.delete(manifest);
    refusedUnchanged("holds an evaluation, but", "manifest.json has no entry for it");
    Cli again = evaluate("--overwrite", "--masks", masks);
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(manifest).exists();
  }

  @Test
  void aResumedRunKeepsEveryRunsEntry() throws IOException {
    assertThat(evaluate("--resume", "--masks", masks).code()).isZero();
    assertThat(Files.readString(run.resolve("manifest.json")).split("\"jvmFlags\""))
        .as("the section's and one for each of two runs")
        .hasSize(4);
  }

  @Test
  void imagesCsvTellsWhatEveryNumberComesFrom() throws IOException {
    List<String> lines = Files.readAllLines(run.resolve("images.csv"));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .isEqualTo(
            "image,sha256,mask_sha256,width,height,label,predicted,predicted_name,probability,degenerate");
    assertThat(lines.get(1)).matches("scene_000\\.png,\\w{64},\\w{64},96,96,,0,red-\\w+,0\\.\\d+,");
  }

  private Map<String, String> config() {
    return Manifest.of(new RunFolder(run)).section(Evaluation.COMMAND).orElseThrow().config();
  }

  private void swap(Path directory) throws IOException {
    Path first = directory.resolve("scene_000.png");
    Path second = directory.resolve("scene_001.png");
    byte[] bytes = Files.readAllBytes(first);
    Files.copy(second, first, StandardCopyOption.REPLACE_EXISTING);
    Files.write(second, bytes);
  }

  private void edit(String file, String from, String to) throws IOException {
    String text = Files.readString(model.resolve(file));
    assertThat(text).contains(from);
    Files.writeString(model.resolve(file), text.replace(from, to));
  }

  private void refusedUnchanged(String... message) {
    Map<String, byte[]> before = files();
    Cli resumed = evaluate("--resume", "--masks", masks);
    assertThat(resumed.code()).as(resumed.err()).isEqualTo(2);
    assertThat(resumed.err()).contains(message).doesNotContain("\tat ");
    assertUnchanged(before);
  }

  private void assertUnchanged(Map<String, byte[]> before) {
    Map<String, byte[]> after = files();
    assertThat(after.keySet()).isEqualTo(before.keySet());
    before.forEach((name, bytes) -> assertThat(after.get(name)).as(name).isEqualTo(bytes));
  }

  private Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(run.relativize(file).toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private Cli evaluate(Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "evaluate", "--methods", "rollout", "--metrics", "ap_fg", "--profile", "smoke"));
    args.addAll(List.of("--images", images, "--model", model, "--out", run, "--quiet"));
    args.addAll(List.of(more));
    return Cli.run(args.toArray());
  }
}
