package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.run.RunFolder;
import vitexplain.run.row.SampleRow;
import vitexplain.study.Scenes;

class ExportCommandTest {
  @TempDir Path folder;

  private Path run;
  private Path file;

  @BeforeEach
  void copyScenes() throws IOException {
    Scenes.copy(folder, 2);
    run = folder.resolve("run");
    file = folder.resolve("long.csv");
  }

  @Test
  void theLongTableHasALineForEachValueAsEarlierVersionsWroteIt() throws IOException {
    evaluate();
    Cli exported = export();
    assertThat(exported.code()).as(exported.err()).isZero();
    assertThat(exported.out()).contains("Samples: " + file);
    List<SampleRow> samples = new RunFolder(run).samples().read();
    StringBuilder expected =
        new StringBuilder("image,method,target,metric,fill,unit,level,seed,value,degenerate\n");
    for (SampleRow row : samples) {
      expected.append(line(row));
    }
    assertThat(file).hasContent(expected.toString());
    assertThat(samples).extracting(SampleRow::metric).contains("srg", "morf", "lerf");
    assertThat(Files.size(run.resolve("samples.csv.gz"))).isLessThan(Files.size(file) / 4);
  }

  private static String line(SampleRow row) {
    return String.join(
            ",",
            row.image(),
            row.method(),
            row.target(),
            row.metric(),
            row.fill(),
            row.unit(),
            row.level(),
            Long.toString(row.seed()),
            Double.isNaN(row.value()) ? "" : Double.toString(row.value()),
            Boolean.toString(row.degenerate()))
        + "\n";
  }

  @Test
  void aFileOfSomeoneElseAndTheRunsOwnAreNotReplaced() throws IOException {
    evaluate();
    Files.writeString(file, "mine");
    assertThat(export().err()).contains("is there already. Give --overwrite");
    assertThat(file).hasContent("mine");
    assertThat(export("--overwrite").code()).isZero();
    assertThat(file).content().startsWith("image,method,");
    byte[] summary = Files.readAllBytes(run.resolve("summary.csv"));
    Cli inside = Cli.run("export", "--out", run, "--to", run.resolve("summary.csv"), "--overwrite");
    assertThat(inside.code()).isEqualTo(Failures.REQUEST);
    assertThat(inside.err()).contains("would be taken for a file of the run");
    assertThat(run.resolve("summary.csv")).hasBinaryContent(summary);
    assertThat(Cli.run("export", "--out", run, "--to", folder).err()).contains("is a folder");
  }

  @Test
  void withoutAnEvaluationThereIsNothingToExport() throws IOException {
    assertThat(export().err()).contains("does not exist. Make one with: run-bench.sh evaluate");
    Files.createDirectories(run);
    Cli empty = export();
    assertThat(empty.code()).isEqualTo(Failures.REQUEST);
    assertThat(empty.err()).contains("holds no evaluation");
    assertThat(file).doesNotExist();
  }

  @Test
  void alteredSamplesAreNotExported() throws IOException {
    evaluate();
    Path samples = run.resolve("samples.csv.gz");
    byte[] bytes = Files.readAllBytes(samples);
    bytes[bytes.length / 2]++;
    Files.write(samples, bytes);
    assertThat(export().err()).contains("are not those that the run wrote");
    assertThat(file).doesNotExist();
  }

  private void evaluate() {
    Cli done =
        Cli.run(
            "evaluate",
            "--methods",
            "rollout,constant",
            "--metrics",
            "srg,gini",
            "--fills",
            "drop",
            "--profile",
            "smoke",
            "--images",
            folder.resolve("images"),
            "--masks",
            folder.resolve("masks"),
            "--out",
            run,
            "--quiet");
    assertThat(done.code()).as(done.err()).isZero();
  }

  private Cli export(Object... more) {
    List<Object> words = new ArrayList<>(List.of("export", "--out", run, "--to", file));
    words.addAll(List.of(more));
    return Cli.run(words.toArray());
  }
}
