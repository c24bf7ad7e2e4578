package vitexplain.latency.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vitexplain.base.Profile;
import vitexplain.base.Refusal;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.vit.ModelSettings;

class BenchPlanTest {

  private static BenchRequest request(
      List<String> models, List<String> devices, List<Integer> batches, List<String> methods) {
    return new BenchRequest(
        models,
        ModelSettings.Text.NONE,
        devices,
        List.of(),
        batches,
        methods,
        BenchPlan.ALL,
        2,
        0,
        List.of());
  }

  private static BenchRequest models(String... models) {
    return request(List.of(models), List.of(), List.of(), List.of());
  }

  @ParameterizedTest
  @CsvSource({"SMOKE, 30", "QUICK, 200", "STANDARD, 2700"})
  void profilesKeepTheirPromiseOfTime(Profile profile, double seconds) {
    assertThat(new BenchCost(new BenchProfile(profile).plan(models())).seconds())
        .isBetween(5.0, seconds);
  }

  @Test
  void standardTimesPeersOfOnePassAtOneBatchAndFullEverything() {
    BenchPlan standard = new BenchProfile(Profile.STANDARD).plan(models());
    assertThat(standard.methods())
        .containsExactly("legrad", "legrad:pool=readout", "gmar-l1", "gmar-l2", "rollout");
    assertThat(standard.extent().peers())
        .contains("chefer", "input-gradient")
        .doesNotContain("smoothgrad", "integrated-gradients", "legrad-student", "inverse");
    BenchPlan full = new BenchProfile(Profile.FULL).plan(models());
    assertThat(full.methods()).containsAll(standard.methods());
    assertThat(Stream.concat(full.methods().stream(), full.extent().peers().stream()))
        .containsAll(
            Methods.defaults().stream()
                .filter(method -> !method.isOnRequest())
                .map(Explainer::id)
                .toList())
        .doesNotContain("rise", "tis");
  }

  @Test
  void forksThatAreAskedForAreRounds() {
    BenchRequest nine =
        new BenchRequest(
            List.of(),
            ModelSettings.Text.NONE,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            ".*",
            2,
            0,
            List.of("-f", "9", "-prof", "gc"));
    BenchPlan plan = new BenchProfile(Profile.QUICK).plan(nine);
    assertThat(plan.rounds()).isEqualTo(9);
    assertThat(plan.extra()).containsExactly("-prof", "gc");
  }

  @Test
  void halfPrecisionIsForCudaAlone() {
    assertThat(new BenchProfile(Profile.QUICK).plan(reduced("float16", "cuda")).dtypes())
        .containsExactly("float16");
    assertThatThrownBy(() -> new BenchProfile(Profile.QUICK).plan(reduced("float16", "cpu")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("'float16' is for CUDA")
        .hasMessageEndingWith("Give --device cuda");
  }

  @Test
  void whoAsksForBfloat16IsToldOfItsRow() {
    assertThatThrownBy(() -> new BenchProfile(Profile.QUICK).plan(reduced("bfloat16", "cpu")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("forward-bfloat16 stands beside forward");
  }

  private static BenchRequest reduced(String dtype, String device) {
    return new BenchRequest(
        List.of(),
        ModelSettings.Text.NONE,
        List.of(device),
        List.of(dtype),
        List.of(),
        List.of(),
        ".*",
        2,
        0,
        List.of());
  }

  @Test
  void brokenPatternIsRefusedBeforeAnythingStarts() {
    BenchRequest broken =
        new BenchRequest(
            List.of(),
            ModelSettings.Text.NONE,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            "(",
            2,
            0,
            List.of());
    assertThatThrownBy(() -> new BenchProfile(Profile.QUICK).plan(broken))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("--include '(' is no regular expression");
  }

  @Test
  void aMethodOfManyPassesIsExpectedToTakeThatManyTimesAsLong() {
    double one = cost("input-gradient");
    double twenty = cost("smoothgrad:samples=20");
    double forty = cost("smoothgrad:samples=40");
    assertThat(forty - twenty).isGreaterThan(twenty - one);
  }

  private static double cost(String method) {
    BenchRequest request = request(List.of(), List.of(), List.of(), List.of(method));
    return new BenchCost(new BenchProfile(Profile.QUICK).plan(request)).seconds();
  }

  @Test
  void aShortProfileSamplesOnlyTheSmallModel() {
    assertThat(new BenchProfile(Profile.QUICK).plan(models()).sampled()).containsExactly("demo");
    BenchPlan large = new BenchProfile(Profile.QUICK).plan(models("shape:vit-large-16-224"));
    assertThat(large.sampled()).isEmpty();
  }

  @Test
  void whoNamesModelsGetsNoOthers() {
    assertThat(new BenchProfile(Profile.STANDARD).plan(models()).extent().sizes()).hasSize(3);
    assertThat(new BenchProfile(Profile.STANDARD).plan(models("demo")).extent().sizes()).isEmpty();
  }

  @Test
  void descriptionSaysWhatAndHowLong() {
    assertThat(new BenchProfile(Profile.QUICK).plan(models()).describe())
        .startsWith("quick: demo, shape:vit-base-16-224; batch [1]; cpu, cuda")
        .containsPattern("about \\d+ (s|min)$");
  }

  @Test
  void unknownMethodIsRefusedBeforeAnythingStarts() {
    assertThatThrownBy(
            () ->
                new BenchProfile(Profile.QUICK)
                    .plan(request(List.of(), List.of(), List.of(), List.of("legard"))))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("legard");
  }

  @Test
  void batchBelowOneIsRefused() {
    assertThatThrownBy(
            () ->
                new BenchProfile(Profile.QUICK)
                    .plan(request(List.of(), List.of(), List.of(4, 0), List.of())))
        .isInstanceOf(Refusal.class)
        .hasMessage("--batch is 0; expected a whole number from 1 to 1024");
  }

  @Test
  void modelWithACommaInItsNameIsRefused() {
    assertThatThrownBy(() -> new BenchProfile(Profile.QUICK).plan(models("a,b")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("'a,b' has a comma");
  }

  @Test
  void absentDeviceIsSkippedWithItsReasonUnlessAskedFor() {
    DeviceChoice choice = DeviceChoice.of(List.of("cpu", "cuda:999"), false);
    assertThat(choice.devices()).containsExactly("cpu");
    assertThat(choice.skipped().get("cuda:999")).startsWith("skipped: device 'cuda:999' is not");
    assertThatThrownBy(() -> DeviceChoice.of(List.of("cpu", "cuda:999"), true))
        .isInstanceOf(Refusal.class);
    assertThat(
            new BenchProfile(Profile.QUICK)
                .plan(request(List.of(), List.of("cuda"), List.of(), List.of()))
                .devicesRequired())
        .isTrue();
  }
}
