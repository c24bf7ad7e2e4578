package vitexplain.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Progress;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.run.RunFolder;
import vitexplain.run.row.SampleRow;
import vitexplain.study.plan.StudyPlan;

/** The same evaluation again, in other pieces, or cut off and resumed. */
class EvaluationRepeatTest {
  private static final int IMAGES = 3;

  /** Products of other shapes may sum in another order: single precision of a probability. */
  private static final double OTHER_BATCH = 1e-5;

  /** Metrics in percent of the untouched probability, which is above a tenth here. */
  private static final double PERCENT_OF_A_TENTH = 1000;

  private static final List<Explainer> METHODS =
      List.of(Methods.named("legrad"), Methods.named("rollout"), Methods.named("random"));

  private static final List<String> FILES =
      List.of(
          "samples.csv.gz",
          "confusion.csv",
          "failures.csv",
          "metrics.csv",
          "summary.csv",
          "pairs.csv",
          "sanity.csv",
          "reliability.csv",
          "rank_agreement.csv");

  @TempDir Path scratch;

  private SmallStudy study;
  private Dataset data;

  @BeforeEach
  void open() throws IOException {
    study = SmallStudy.open();
    Path scenes = Scenes.copy(scratch.resolve("scenes"), IMAGES);
    Scenes.truncate(scenes.resolve("images/scene_001.png")); // failures must survive too
    data = Scenes.dataset(scenes);
  }

  @AfterEach
  void close() {
    study.close();
  }

  @Test
  void twiceTheSameEvaluationIsTheSameBytes() {
    assertSameFiles(run("once", Progress.SILENT), run("again", Progress.SILENT));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anInterruptedRunResumedIsTheSameBytesAsAnUninterruptedOne(int done) {
    Path cut = scratch.resolve("cut");
    assertThatThrownBy(() -> run("cut", new StopAfter(done))).isInstanceOf(StopAfter.Stopped.class);
    assertThat(cut.resolve("summary.csv")).doesNotExist();
    Counting resumed = new Counting();
    assertSameFiles(run("whole", Progress.SILENT), run("cut", resumed));
    assertThat(resumed.kept).isEqualTo(done);
    assertThat(resumed.steps).isEqualTo(IMAGES - done);
  }

  @Test
  void resumingWithOtherMethodsIsRefusedByName() {
    assertThatThrownBy(() -> run("run", new StopAfter(1))).isInstanceOf(StopAfter.Stopped.class);
    StudyPlan other = SmallStudy.plan(METHODS.subList(0, 2), 5);
    assertThatThrownBy(() -> study.run(scratch.resolve("run"), data, other, Progress.SILENT))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("methods was legrad rollout random, now legrad rollout");
  }

  @Test
  void batchSizeChangesNoValue() {
    List<SampleRow> one = samples(1);
    List<SampleRow> many = samples(32);
    assertThat(many).hasSameSizeAs(one);
    IntStream.range(0, one.size())
        .forEach(
            i -> {
              SampleRow a = one.get(i);
              SampleRow b = many.get(i);
              assertThat(b.method() + b.metric()).isEqualTo(a.method() + a.metric());
              if (!Double.isNaN(a.value())) {
                double unit =
                    a.metric().startsWith("avg_")
                        ? PERCENT_OF_A_TENTH
                        : Math.max(1, Math.abs(a.value())); // logits are of the order of ten
                assertThat(b.value()).as("%s", a).isCloseTo(a.value(), within(unit * OTHER_BATCH));
              }
            });
  }

  private List<SampleRow> samples(int batch) {
    Path out = scratch.resolve("batch" + batch);
    study.run(out, data, SmallStudy.plan(METHODS, batch), Progress.SILENT);
    return new RunFolder(out).samples().read();
  }

  private Path run(String name, Progress progress) {
    Path out = scratch.resolve(name);
    study.run(out, data, SmallStudy.plan(METHODS, 5), progress);
    return out;
  }

  private static void assertSameFiles(Path one, Path other) {
    for (String file : FILES) {
      assertThat(other.resolve(file)).hasSameBinaryContentAs(one.resolve(file));
    }
  }

  private static final class Counting implements Progress {
    private int kept;
    private int steps;

    @Override
    public void begin(int total, int alreadyDone) {
      kept = alreadyDone;
    }

    @Override
    public void step(String finished) {
      steps++;
    }
  }
}
