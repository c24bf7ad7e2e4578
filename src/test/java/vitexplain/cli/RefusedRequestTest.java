package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.demo.SceneFiles;
import vitexplain.run.RunFolder;
import vitexplain.run.RunLock;
import vitexplain.study.Scenes;
import vitexplain.vit.checkpoint.TemporaryModel;

/** Requests that cannot be carried out as given: exit code 2 (3 for the machine), one message. */
class RefusedRequestTest {

  @TempDir Path folder;

  @Test
  void missingDirectoryIsNamed() {
    for (String command : new String[] {"explain", "predict", "evaluate"}) {
      refused(withMethod(command, "--images", folder.resolve("none")))
          .contains("folder '" + folder.resolve("none") + "': there is no such folder. Check");
    }
  }

  @Test
  void emptyDirectoryIsNamedWithWhatWasExpected() {
    for (String command : new String[] {"explain", "predict", "evaluate"}) {
      refused(withMethod(command, "--images", folder))
          .contains("folder '" + folder + "': none of its 0 entries is a JPEG or PNG file");
    }
  }

  @Test
  void sparkIsRefusedByABuildWithoutIt() {
    assumeTrue(
        getClass().getResource("/vitexplain/cluster/SparkCluster.class") == null,
        "this build has Apache Spark: its own tests hold what --spark does");
    Cli cli = Cli.run("evaluate", "--spark", "local[1]");
    assertThat(cli.code()).isEqualTo(Failures.ENVIRONMENT);
    assertThat(cli.err()).contains("this build has no Apache Spark").contains("mvn -Pspark");
  }

  @Test
  void sparksSettingsNeedSpark() {
    refused(Cli.run("evaluate", "--spark-conf", "spark.executor.cores=2"))
        .contains("--spark-conf is for --spark MASTER");
  }

  @Test
  void missingMaskDirectoryIsNamed() throws IOException {
    Scenes.copy(folder, 1);
    Path images = folder.resolve("images");
    Path masks = folder.resolve("none");
    for (String command : new String[] {"explain", "evaluate"}) {
      refused(withMethod(command, "--images", images, "--masks", masks))
          .contains("masks '" + masks + "': there is no such folder");
    }
  }

  @Test
  void masksWithoutImagesAreRefused() {
    refused(Cli.run("evaluate", "--masks", folder)).contains("--masks and --labels need --images");
  }

  @Test
  void unreadableLabelsAreNamed() throws IOException {
    Scenes.copy(folder, 1);
    Path labels = Files.writeString(folder.resolve("labels.csv"), "file,class\na,b\n");
    refused(Cli.run("evaluate", "--images", folder.resolve("images"), "--labels", labels))
        .contains("labels '" + labels + "' cannot be read")
        .contains("expected a CSV file with the columns image and label");
  }

  @Test
  void unknownMethodIsAnsweredWithTheNearest() {
    refused(Cli.run("explain", "--method", "lgrad"))
        .contains("method 'lgrad' is unknown. Did you mean 'legrad'");
    refused(Cli.run("evaluate", "--methods", "rollout,gmar-l3"))
        .contains("method 'gmar-l3' is unknown. Did you mean 'gmar-l1' or 'gmar-l2'");
    refused(Cli.run("bench", "--methods", "rolout")).contains("'rolout' is unknown", "rollout");
  }

  @Test
  void unknownOptionOfAMethodIsAnsweredWithThoseThereAre() {
    refused(Cli.run("explain", "--method", "legrad:poll=cls")).contains("poll", "pool");
    refused(Cli.run("explain", "--method", "legrad:pool=max")).contains("max", "mean", "readout");
  }

  @Test
  void moreBlocksThanTheModelHasAreRefused() throws IOException {
    Path images = Scenes.copy(folder, 1).resolve("images");
    refused(Cli.run("explain", "--quiet", "--images", images, "--method", "legrad:layers=99"))
        .contains("'legrad:layers=99' asks for the last 99 blocks of a model that has 6");
    refused(
            Cli.run(
                "evaluate",
                "--quiet",
                "--methods",
                "inverse:of=rollout:start-layer=6",
                "--out",
                folder.resolve("run")))
        .contains("starts at block 6 of a model that has 6", "start-layer=0 to 5");
  }

  @Test
  void numbersOutOfRangeAreRefusedWithTheRange() throws IOException {
    Path images = Scenes.copy(folder, 1).resolve("images");
    for (String limit : new String[] {"-5", "0"}) {
      refused(Cli.run("evaluate", "--limit", limit))
          .contains("--limit is " + limit + "; expected a whole number from 1 to 2147483647");
    }
    for (String batch : new String[] {"-1", "0", "1000000000"}) {
      refused(Cli.run("evaluate", "--batch", batch))
          .contains("--batch is " + batch + "; expected a whole number from 1 to 4096");
      refused(Cli.run("bench", "--batch", batch, "--out", folder.resolve("run")))
          .contains("--batch is " + batch + "; expected a whole number from 1 to 1024");
    }
    for (String threads : new String[] {"-1", "0", "100000"}) {
      for (String command : new String[] {"explain", "predict", "evaluate", "bench"}) {
        Object[] in =
            command.equals("bench")
                ? new Object[] {"--threads", threads}
                : new Object[] {"--threads", threads, "--images", images};
        refused(withMethod(command, in))
            .contains("--threads is " + threads + "; expected a whole number from 1 to 1024");
      }
      refused(Cli.run("train-demo", "--threads", threads)).contains("from 1 to 1024");
    }
    refused(Cli.run("train-demo", "--seed", SceneFiles.TEST_SEED, "--out", folder.resolve("data")))
        .contains("--seed is " + SceneFiles.TEST_SEED, "Give another one");
    Path old = folder.resolve("old").resolve("demo-drop-vit");
    Files.createDirectories(old);
    refused(Cli.run("train-demo", "--drop", "--out", folder.resolve("old")))
        .contains("'" + old + "' exists already", "--overwrite");
    for (String forks : new String[] {"0", "-1", "1000", "x"}) {
      refused(Cli.run("bench", "--out", folder.resolve("run"), "--", "-f", forks))
          .contains("-f is", forks, "expected a whole number from 1 to 100");
    }
  }

  @Test
  void otherModelThanTheEmbeddedOneNeedsImages() throws IOException {
    Path model = TemporaryModel.write(folder.resolve("mine"), TemporaryModel.tinyGrey(), 1);
    refused(Cli.run("evaluate", "--model", model, "--out", folder.resolve("run")))
        .contains("--images is missing", "the embedded scenes", "Give --images DIR");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void unknownMetricIsAnsweredWithTheNearest() {
    refused(Cli.run("evaluate", "--metrics", "srg,iou_gf"))
        .contains("metric 'iou_gf' is unknown. Did you mean 'iou_fg'");
  }

  @Test
  void unknownFillListsThoseThereAre() {
    refused(Cli.run("evaluate", "--fills", "white")).contains("--fills", "white", "BLACK", "BLUR");
  }

  @Test
  void unknownOptionAndCommandPointToHelp() {
    refused(Cli.run("explain", "--metod", "legrad"))
        .contains("--metod")
        .contains("--method")
        .contains("Try: run-bench.sh explain --help");
    refused(Cli.run("explan")).contains("explan").contains("explain");
  }

  @Test
  void explainWithoutAMethodAsksOnlyAPersonAtATerminal() {
    refused(Cli.run("explain", "--images", folder))
        .contains("no --method given. Which method? (legrad/gmar/rollout):");
  }

  @Test
  void predictNeedsImagesAndAWholeNumberOfClasses() {
    refused(Cli.run("predict")).contains("--images");
    refused(Cli.run("predict", "--images", folder, "--top", "0"))
        .contains("--top is '0'; expected 1 or more, or all");
  }

  @Test
  void unknownDeviceListsThoseThereAre() throws IOException {
    refused(predict("--device", "gpu"))
        .contains("device 'gpu' is unknown; expected cpu, cuda, cuda:N or auto");
  }

  @Test
  void cudaWithoutCudaIsTheEnvironmentsFault() throws IOException {
    assumeTrue(Engine.getInstance().getGpuCount() == 0, "there is a GPU");
    for (Cli run :
        new Cli[] {
          predict("--device", "cuda"),
          Cli.run("evaluate", "--device", "cuda", "--out", folder.resolve("run")),
          Cli.run("bench", "--device", "cuda", "--out", folder.resolve("run"))
        }) {
      assertThat(run.code()).as(run.err()).isEqualTo(3);
      assertThat(run.err())
          .contains("device 'cuda' is not there: the engine sees 0 CUDA device(s)")
          .contains("Use --device cpu")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void anOutputDirectoryThatCannotBeWrittenIsNamedBeforeTheWork() throws IOException {
    Scenes.copy(folder, 1);
    Path images = folder.resolve("images");
    Path out = Files.createFile(folder.resolve("file")).resolve("out");
    refused(Cli.run("explain", "--method", "rollout", "--images", images, "--out", out))
        .contains("output folder '" + out + "' cannot be written", "Choose another --out");
    refused(Cli.run("evaluate", "--images", images, "--out", out))
        .contains("output folder '" + out + "' cannot be written", "Choose another --out");
    refused(Cli.run("predict", "--images", images, "--out", out.resolve("p.csv")))
        .contains("output folder '" + out + "' cannot be written", "Choose another --out");
    refused(Cli.run("bench", "--out", out)).contains("'" + out + "' cannot be written");
    refused(Cli.run("all", "--out", out)).contains("'" + out + "' cannot be written");
    refused(Cli.run("train-demo", "--out", out)).contains("'" + out + "' cannot be written");
  }

  @Test
  void reportOfAFolderThatIsNotThereSaysHowToMakeOne() {
    Path none = folder.resolve("none");
    refused(Cli.run("report", "--out", none))
        .contains("run folder '" + none + "' does not exist. Make one with: run-bench.sh all");
  }

  @Test
  void verboseShowsWhereAnErrorComesFrom() {
    Cli run = Cli.run("evaluate", "--metrics", "nonsense", "--verbose");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("\tat vitexplain.").contains("error: metric 'nonsense'");
  }

  /** The benchmarks' class path is the start script's to give. */
  @Test
  void allRefusesBeforeItEvaluatesWhatItCouldNotTime() throws IOException {
    Path run = folder.resolve("run");
    refused(Cli.run("all", "--profile", "smoke", "--quiet", "--out", run))
        .contains("'vitexplain.bench.classpath' is not set");
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void allPassesItsOptionsOnToTheCommandsItCalls() throws IOException {
    Path run = Files.createDirectories(folder.resolve("run"));
    System.setProperty("vitexplain.bench.classpath", "none");
    try (RunLock lock = new RunFolder(run).lock()) {
      Cli all =
          Cli.run("all", "--profile", "smoke", "--quiet", "--verbose", "--overwrite", "--out", run);
      assertThat(all.code()).isNotZero();
      assertThat(all.err()).contains("\tat vitexplain.cli.EvaluateCommand").contains("error: ");
    } finally {
      System.clearProperty("vitexplain.bench.classpath");
    }
  }

  private Cli predict(Object... more) throws IOException {
    Files.createDirectories(folder.resolve("scene"));
    Scenes.copy(folder.resolve("scene"), 1);
    Object[] args = {"predict", "--images", folder.resolve("scene/images"), more[0], more[1]};
    return Cli.run(args);
  }

  private static Cli withMethod(String command, Object... options) {
    Object[] args = new Object[options.length + (command.equals("explain") ? 3 : 1)];
    args[0] = command;
    System.arraycopy(options, 0, args, 1, options.length);
    if (command.equals("explain")) {
      args[args.length - 2] = "--method";
      args[args.length - 1] = "rollout";
    }
    return Cli.run(args);
  }

  private static AbstractStringAssert<?> refused(Cli run) {
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    return assertThat(run.err())
        .startsWith("error: ")
        .doesNotContain("\tat ")
        .doesNotContain("Exception");
  }
}
