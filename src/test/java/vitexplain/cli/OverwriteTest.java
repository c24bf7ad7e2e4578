package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.cli.option.Home;
import vitexplain.run.RunFolder;
import vitexplain.study.Scenes;
import vitexplain.vit.EmbeddedModel;

/** An earlier evaluation is replaced by one that is known to be possible, or it stays. */
class OverwriteTest {

  @TempDir Path folder;

  private Path run;

  @BeforeEach
  void evaluateOnce() throws IOException {
    Scenes.copy(folder, 2);
    run = folder.resolve("run");
    assertThat(evaluate("--methods", "rollout").code()).isZero();
    Files.writeString(run.resolve("index.html"), "the page of these numbers");
    Files.createDirectory(run.resolve("figures"));
  }

  @Test
  void whatCannotBeDoneLeavesTheEarlierRunAsItWas() throws IOException {
    keeps("asks for the last 20 blocks", "--methods", "legrad:layers=20");
    keeps("device 'warp' is unknown", "--device", "warp");
    keeps("'nowhere' is no directory", "--model", "nowhere");
    keeps("metric 'srq' is unknown", "--metrics", "srq");
    keeps("--fills", "--fills", "white");
    keeps(
        "the occlusion strategy 'drop' removes whole patches",
        "--unit",
        "pixel",
        "--fills",
        "drop");
    keeps("--seed is 4294967296; expected", "--seed", "4294967296");
  }

  @Test
  void aDamagedModelLeavesTheEarlierRunAsItWas() throws IOException {
    Path model = Files.createDirectory(folder.resolve("damaged"));
    for (String file : List.of("config.json", "preprocessor_config.json")) {
      Files.copy(EmbeddedModel.DEMO.in(Home.data()).resolve(file), model.resolve(file));
    }
    byte[] weights =
        Files.readAllBytes(EmbeddedModel.DEMO.in(Home.data()).resolve("model.safetensors"));
    Files.write(
        model.resolve("model.safetensors"), java.util.Arrays.copyOf(weights, weights.length / 2));
    keeps("model.safetensors", "--model", model);
  }

  @Test
  void imagesOfWhichNoneCanBeEvaluatedLeaveTheEarlierRunAsItWas() throws IOException {
    for (String name : new String[] {"scene_000.png", "scene_001.png"}) {
      Scenes.truncate(folder.resolve("images").resolve(name));
    }
    keeps("none of the 2 images can be evaluated", "--methods", "rollout");
  }

  @Test
  void thePageOfReplacedNumbersGoesWithThem() throws IOException {
    Scenes.truncate(folder.resolve("images/scene_000.png"));
    assertThat(evaluate("--methods", "legrad", "--overwrite").code()).isEqualTo(1);
    assertThat(names()).contains("samples.csv.gz").doesNotContain("index.html", "figures");
    assertThat(new RunFolder(run).samples().read())
        .isNotEmpty()
        .allMatch(row -> row.image().equals("scene_001.png") && row.method().equals("legrad"));
    assertThat(Files.readString(run.resolve("failures.csv"))).contains("scene_000.png");
  }

  private void keeps(String message, Object... options) throws IOException {
    List<String> before = names();
    byte[] samples = Files.readAllBytes(run.resolve("samples.csv.gz"));
    List<Object> args = new ArrayList<>(List.of(options));
    args.add("--overwrite");
    Cli refused = evaluate(args.toArray());
    assertThat(refused.code()).as(refused.err()).isEqualTo(2);
    assertThat(refused.err()).contains(message);
    assertThat(names()).isEqualTo(before);
    assertThat(run.resolve("samples.csv.gz")).hasBinaryContent(samples);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(run)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Cli evaluate(Object... more) {
    List<Object> args = new ArrayList<>(List.of("evaluate", "--profile", "smoke", "--quiet"));
    if (!List.of(more).contains("--metrics")) {
      args.addAll(List.of("--metrics", "ap_fg"));
    }
    args.addAll(List.of("--images", folder.resolve("images"), "--masks", folder.resolve("masks")));
    args.addAll(List.of("--out", run));
    args.addAll(List.of(more));
    return Cli.run(args.toArray());
  }
}
