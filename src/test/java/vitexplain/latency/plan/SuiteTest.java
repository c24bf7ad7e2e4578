package vitexplain.latency.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;
import vitexplain.base.Profile;
import vitexplain.base.Refusal;
import vitexplain.bench.PartsBenchmark;
import vitexplain.explain.Methods;
import vitexplain.vit.Bfloat16;
import vitexplain.vit.ModelSettings;

class SuiteTest {

  private static List<Trial> trials(Profile profile, String include, String device) {
    BenchRequest request =
        new BenchRequest(
            List.of(),
            ModelSettings.Text.NONE,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            include,
            2,
            0,
            List.of());
    return new Suite(new BenchProfile(profile).plan(request), List.of(device)).trials();
  }

  private static List<Trial> standard(Predicate<Trial> of) {
    return trials(Profile.STANDARD, ".*", "cpu").stream().filter(of).toList();
  }

  /** A gated MLP or rotary positions, of which the fast passes know nothing. */
  @Test
  void stepsOfFastPassesAreLeftOutOfModelsWithoutThem() {
    List<Trial> all = trials(Profile.QUICK, "Benchmark", "cpu");
    String model = all.get(1).model();
    BenchRequest request =
        new BenchRequest(
            List.of(),
            ModelSettings.Text.NONE,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            "Benchmark",
            2,
            0,
            List.of());
    List<Trial> plain =
        new Suite(new BenchProfile(Profile.QUICK).plan(request), List.of("cpu"), Set.of(model))
            .trials();
    assertThat(all)
        .filteredOn(t -> t.model().equals(model))
        .extracting(Trial::benchmark)
        .contains(Trial.FAST_PRODUCTS, Trial.PART);
    assertThat(plain)
        .filteredOn(t -> t.model().equals(model))
        .extracting(Trial::benchmark)
        .doesNotContain(Trial.FAST_PRODUCTS, Trial.PART, Trial.FORWARD_BFLOAT16)
        .contains(Trial.FORWARD, Trial.EXPLAINER);
    assertThat(plain).extracting(Trial::benchmark).contains(Trial.FAST_PRODUCTS);
  }

  @Test
  void methodsAreTimedAtEveryBatchAndPeersAtTheSmallest() {
    assertThat(standard(of(Trial.EXPLAINER, "gmar-l1"))).extracting(Trial::batch).contains(1, 8);
    assertThat(standard(of(Trial.EXPLAINER, "chefer"))).extracting(Trial::batch).containsOnly(1);
  }

  @Test
  void everyMethodHasItsReferenceAndFullHasItAtEveryBatch() {
    for (String method : List.of("gmar-l1", "legrad:pool=readout", "chefer")) {
      assertThat(standard(of(Trial.REFERENCE, method))).extracting(Trial::batch).containsOnly(1);
    }
    assertThat(trials(Profile.FULL, ".*", "cpu"))
        .filteredOn(of(Trial.REFERENCE, "gmar-l1"))
        .extracting(Trial::batch)
        .contains(1, 32);
  }

  private static Predicate<Trial> of(String benchmark, String method) {
    return t -> t.benchmark().equals(benchmark) && t.method().equals(method);
  }

  @Test
  void bfloat16IsTimedAtEveryBatchWhereTheDeviceMultipliesIt() {
    assertThat(trials(Profile.STANDARD, ".*", "cuda:0"))
        .filteredOn(of(Trial.FORWARD_BFLOAT16, ""))
        .extracting(Trial::batch)
        .contains(1, 8);
    assertThat(standard(of(Trial.FORWARD_BFLOAT16, "")).isEmpty())
        .isNotEqualTo(Bfloat16.isFastOn("cpu"));
  }

  @Test
  void partsOfAPassAreThoseThatTheBenchmarkKnows() throws NoSuchFieldException {
    String[] known = PartsBenchmark.class.getField("part").getAnnotation(Param.class).value();
    assertThat(trials(Profile.STANDARD, "PartsBenchmark", "cpu"))
        .filteredOn(t -> t.benchmark().equals(Trial.PART))
        .extracting(Trial::method)
        .containsOnly(known);
  }

  @Test
  void aFullSuiteTimesEveryRegisteredMethodButThoseOfHundredsOfPasses() {
    List<Methods.Entry> timed =
        Methods.all().stream().filter(entry -> !isOnRequest(entry.name())).toList();
    assertThat(trials(Profile.FULL, ".*", "cpu"))
        .filteredOn(t -> t.benchmark().equals(Trial.EXPLAINER))
        .extracting(Trial::method)
        .containsAll(timed.stream().map(Methods.Entry::name).toList())
        .noneMatch(SuiteTest::isOnRequest);
    assertThat(trials(Profile.FULL, ".*", "cpu"))
        .filteredOn(t -> t.benchmark().equals(Trial.REFERENCE))
        .extracting(Trial::method)
        .containsAll(
            timed.stream()
                .filter(entry -> entry.kind().explains())
                .map(Methods.Entry::name)
                .toList());
  }

  private static boolean isOnRequest(String method) {
    return Methods.named(method).isOnRequest();
  }

  @Test
  void furtherClassesAreThoseOfTheCheapestMethodThatExplainsAClass() {
    assertThat(standard(t -> t.benchmark().equals(Trial.FOUR_CLASSES)))
        .isNotEmpty()
        .extracting(Trial::method)
        .containsOnly("legrad:pool=readout");
  }

  @Test
  void controlsHaveNoReference() {
    List<Trial> full = trials(Profile.FULL, ".*", "cpu");
    assertThat(full).filteredOn(t -> t.method().equals("random")).isNotEmpty();
    assertThat(full)
        .filteredOn(t -> t.benchmark().equals(Trial.REFERENCE))
        .extracting(Trial::method)
        .contains("rollout", "smoothgrad", "legrad-student")
        .doesNotContain("random", "inverse");
  }

  @Test
  void oneThreadIsTimedForTheForwardPassAndTheMethods() {
    assertThat(standard(t -> t.threads() == 1))
        .isNotEmpty()
        .allMatch(t -> List.of(Trial.FORWARD, Trial.EXPLAINER).contains(t.benchmark()))
        .noneMatch(t -> t.method().equals("chefer"));
  }

  @Test
  void percentilesAndColdStartsAreOfTheSmallestBatch() {
    assertThat(standard(t -> t.mode() != JmhMode.AVERAGE)).extracting(Trial::batch).containsOnly(1);
    assertThat(standard(t -> t.mode() == JmhMode.SINGLE_SHOT))
        .extracting(Trial::benchmark)
        .containsOnly(
            Trial.COLD_START, Trial.COLD_ENGINE, Trial.COLD_MODEL, Trial.FIRST_EXPLANATION);
  }

  @Test
  void largestBatchIsTimedOnCudaAlone() {
    assertThat(trials(Profile.FULL, ".*", "cuda:0")).extracting(Trial::batch).contains(64);
    assertThat(trials(Profile.FULL, ".*", "cpu"))
        .extracting(Trial::batch)
        .contains(1, 2, 4, 8, 16, 32)
        .doesNotContain(64);
  }

  @Test
  void noTrialIsListedTwice() {
    for (Profile profile : Profile.values()) {
      assertThat(trials(profile, ".*", "cpu")).doesNotHaveDuplicates();
    }
  }

  @Test
  void includeChoosesByNameAndNamesWhatThereIs() {
    assertThat(trials(Profile.QUICK, "ForwardBenchmark", "cpu"))
        .allMatch(t -> t.benchmark().startsWith("ForwardBenchmark."));
    assertThatThrownBy(() -> trials(Profile.QUICK, "Fowrard", "cpu"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("'Fowrard' matches no benchmark")
        .hasMessageContaining("ForwardBenchmark.forward");
  }
}
