package vitexplain.latency.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vitexplain.base.Profile;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Budget;
import vitexplain.run.provenance.Environment;
import vitexplain.run.provenance.Section;
import vitexplain.vit.ModelSettings;

/** Times that go into a study's folder. */
class BenchStudyTest {
  private static final List<String> PEERS = List.of("chefer", "grad-sam", "smoothgrad", "rise");

  @TempDir Path root;

  private static BenchRequest request(List<String> models, List<String> methods, BenchStudy study) {
    return new BenchRequest(
        models,
        ModelSettings.Text.NONE,
        List.of(),
        List.of(),
        List.of(8, 1),
        methods,
        BenchPlan.ALL,
        2,
        0,
        List.of(),
        Optional.empty(),
        study);
  }

  @Test
  void aBudgetTimesSingleCallsOfEveryMethodAndBatchLongEnoughForTheTail() {
    BenchRequest asked =
        new BenchRequest(
            List.of("shape:vit-tiny-16-224"),
            ModelSettings.Text.NONE,
            List.of(),
            List.of(),
            List.of(1, 8),
            List.of(),
            BenchPlan.ALL,
            2,
            0,
            List.of(),
            Optional.of(new Budget(20)),
            study("shape:vit-tiny-16-224"));
    BenchPlan plan = new BenchProfile(Profile.QUICK).plan(asked);
    List<Trial> calls =
        new Suite(plan, List.of("cpu"))
            .trials().stream().filter(t -> t.mode() == JmhMode.SAMPLE).toList();
    assertThat(calls)
        .filteredOn(t -> t.method().equals("legrad"))
        .extracting(Trial::batch)
        .containsExactlyInAnyOrder(1, 8);
    assertThat(calls)
        .filteredOn(t -> t.method().equals("chefer"))
        .extracting(Trial::batch)
        .containsExactly(1);
    assertThat(calls).doesNotHaveDuplicates();
    // 500 calls of 20 ms in 5 iterations.
    assertThat(plan.measurement(calls.get(0))).hasToString("5 x 2.00 s");
  }

  private static BenchStudy study(String model) {
    return new BenchStudy(
        model, Stream.concat(Stream.of("legrad", "rollout"), PEERS.stream()).toList());
  }

  private static BenchPlan plan(Profile profile, BenchStudy study) {
    return new BenchProfile(profile).plan(request(List.of(), List.of(), study));
  }

  private static List<Trial> trials(BenchPlan plan, String method) {
    return new Suite(plan, List.of("cpu"))
        .trials().stream()
            .filter(t -> t.method().equals(method) && t.benchmark().equals(Trial.EXPLAINER))
            .toList();
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void everyMethodOfTheStudyIsTimedOnItsModel(Profile profile) {
    BenchPlan plan = plan(profile, study("demo"));
    for (String method : study("demo").methods()) {
      assertThat(trials(plan, method)).as(method).extracting(Trial::model).contains("demo");
    }
  }

  @Test
  void whatNothingElseTimesIsTimedInShortAtTheSmallestBatchAlone() {
    BenchPlan plan = plan(Profile.QUICK, study("demo"));
    List<Trial> chefer = trials(plan, "chefer");
    assertThat(chefer)
        .singleElement()
        .satisfies(t -> assertThat(t.batch()).isEqualTo(1))
        .satisfies(t -> assertThat(plan.measurement(t)).hasToString("5 x 0.10 s"));
    assertThat(plan.measurement(trials(plan, "legrad").get(0))).hasToString("5 x 0.20 s");
    assertThat(plan.notes("demo", "chefer"))
        .isEqualTo("brief: batch 1 only, measured 5 x 0.10 s after 1 x 0.10 s");
    assertThat(plan.notes("demo", "legrad")).isEmpty();
  }

  @Test
  void aMethodOfHundredsOfPassesIsMeasuredOnce() {
    BenchPlan plan = plan(Profile.FULL, study("demo"));
    Trial rise = trials(plan, "rise").get(0);
    assertThat(plan.measurement(rise).count()).isEqualTo(1);
    assertThat(plan.warmup(rise).count()).isZero();
  }

  @Test
  void aStudyOfAnotherModelIsTimedOnThatModel() {
    BenchPlan plan = plan(Profile.QUICK, study("shape:vit-tiny-16-224"));
    assertThat(plan.models()).containsExactly("shape:vit-tiny-16-224");
    assertThat(trials(plan, "grad-sam"))
        .extracting(Trial::model)
        .containsExactly("shape:vit-tiny-16-224");
  }

  @Test
  void methodsOrModelsThatAreAskedForAreTimedAlone() {
    BenchPlan methods =
        new BenchProfile(Profile.QUICK).plan(request(List.of(), List.of("legrad"), study("demo")));
    assertThat(methods.extent().brief()).isEqualTo(BenchStudy.NONE);
    BenchPlan models =
        new BenchProfile(Profile.QUICK)
            .plan(request(List.of("shape:vit-tiny-16-224"), List.of(), study("demo")));
    assertThat(models.extent().brief()).isEqualTo(BenchStudy.NONE);
  }

  @Test
  void aFolderTellsItsStudyWithoutControls() {
    RunFolder folder = new RunFolder(root);
    assertThat(BenchStudy.of(folder)).isEqualTo(BenchStudy.NONE);
    Section section =
        Section.starting(
                "evaluate",
                "quick",
                Map.of("methods", "legrad chefer random random:seed=1 inverse blurred centre"),
                Environment.here(2, "", "", ""),
                "2026-01-01T00:00:00Z")
            .withInputs("demo", "", "", Map.of());
    Manifest.record(folder, "evaluate", section);
    assertThat(BenchStudy.of(folder))
        .isEqualTo(new BenchStudy("demo", List.of("legrad", "chefer")));
  }

  @Test
  void anUnreadableManifestTellsNone() throws IOException {
    Files.writeString(root.resolve("manifest.json"), "{");
    assertThat(BenchStudy.of(new RunFolder(root))).isEqualTo(BenchStudy.NONE);
  }
}
