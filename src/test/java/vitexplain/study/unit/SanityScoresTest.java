package vitexplain.study.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vitexplain.explain.Methods;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.Maps;
import vitexplain.metric.Metrics;
import vitexplain.metric.kind.SanityMetric;
import vitexplain.run.row.SampleRow;
import vitexplain.study.StudySubject;
import vitexplain.study.occlusion.Unit;
import vitexplain.study.plan.SanityPlan;
import vitexplain.study.plan.StudyPlan;
import vitexplain.vit.Vit;
import vitexplain.vit.trace.Signal;
import vitexplain.vit.trace.Trace;

/** Sanity checks of methods on the embedded model. */
class SanityScoresTest {
  private static final String SCENE = "scene_001.png";
  private static final int BLOCKS = 6;

  private static Vit model;

  @BeforeAll
  static void openModel() {
    model = StudySubject.model();
  }

  @AfterAll
  static void closeModel() {
    model.close();
  }

  /** Says that it looks at a gradient, and shows the same picture whatever it sees. */
  private record Planted() implements Explainer {
    @Override
    public String id() {
      return "planted";
    }

    @Override
    public Set<Signal> needs() {
      return Set.of(new Signal.LogitContextGradient());
    }

    @Override
    public Maps explain(Trace trace) {
      float[][] maps = new float[trace.batch()][trace.layout().patches()];
      for (float[] map : maps) {
        for (int i = 0; i < map.length; i++) {
          map[i] = i % 7;
        }
      }
      return Maps.ofPatches(maps, trace.layout());
    }
  }

  private static List<SampleRow> rows(int seeds, long seed, Explainer... methods) {
    return rows(new SanityPlan(1, seeds), seed, methods);
  }

  private static List<SampleRow> rows(SanityPlan sanity, long seed, Explainer... methods) {
    StudyPlan plan =
        new StudyPlan(
            List.of(methods),
            List.copyOf(Metrics.family(SanityMetric.class)),
            List.of(),
            Unit.PATCH,
            StudyPlan.steps(1),
            1,
            seed,
            sanity);
    return new ImageStudy(model, StudySubject.preprocessor(), plan)
        .run(SCENE, StudySubject.image(SCENE), Optional.empty())
        .rows()
        .rows()
        .samples();
  }

  private static Stream<SampleRow> of(List<SampleRow> rows, String method, String... metrics) {
    return rows.stream()
        .filter(row -> row.method().equals(method) && List.of(metrics).contains(row.metric()));
  }

  @Test
  void classAgnosticMapsStayExactlyAndChangeWithTheBlocks() {
    List<SampleRow> rows = rows(2, 1, Methods.named("rollout"), Methods.named("raw-attention"));
    for (String method : List.of("rollout", "raw-attention")) {
      assertThat(of(rows, method, "mprt_head", "random_logit"))
          .hasSize(4)
          .allMatch(row -> row.value() == 1);
      assertThat(of(rows, method, "mprt_top_down", "mprt_bottom_up"))
          .filteredOn(row -> row.level().equals("" + BLOCKS))
          .hasSize(4)
          .allMatch(row -> row.value() < 0.9);
    }
  }

  @Test
  void mapsOfLeGradAndGmarDependOnTheHeadAndTheClass() {
    List<SampleRow> rows = rows(2, 1, Methods.named("legrad"), Methods.named("gmar-l1"));
    for (String method : List.of("legrad", "gmar-l1")) {
      assertThat(of(rows, method, "mprt_head", "random_logit"))
          .hasSize(4)
          .allMatch(row -> row.value() < 1);
    }
  }

  @Test
  void everySeedDepthAndMethodHasItsRow() {
    List<SampleRow> rows = rows(2, 1, Methods.named("legrad"));
    assertThat(of(rows, "legrad", "mprt_top_down"))
        .extracting(row -> row.seed() + "/" + row.level())
        .containsExactly(
            "0/1", "0/2", "0/3", "0/4", "0/5", "0/6", "1/1", "1/2", "1/3", "1/4", "1/5", "1/6");
    assertThat(of(rows, "legrad", "random_logit"))
        .extracting(SampleRow::seed)
        .containsExactly(0L, 1L);
    assertThat(rows).allMatch(row -> row.target().equals("predicted") && row.fill().isEmpty());
  }

  @Test
  void methodOfTooManyPassesIsAskedAboutOtherClassesAlone() {
    Explainer many = Methods.named("smoothgrad:samples=3");
    Explainer legrad = Methods.named("legrad");
    List<SampleRow> all = rows(new SanityPlan(1, 1, 3), 1, legrad, many);
    List<SampleRow> some = rows(new SanityPlan(1, 1, 2), 1, legrad, many);
    assertThat(of(all, many.id(), "mprt_head", "mprt_top_down")).hasSize(1 + BLOCKS);
    assertThat(some)
        .containsExactlyElementsOf(
            all.stream()
                .filter(
                    row -> !row.method().equals(many.id()) || row.metric().equals("random_logit"))
                .toList());
    assertThat(rows(new SanityPlan(1, 1, 1), 1, many))
        .extracting(SampleRow::metric)
        .containsExactly("random_logit");
  }

  @Test
  void seedOfThePlanDecidesEveryValue() {
    Explainer legrad = Methods.named("legrad");
    List<SampleRow> rows = rows(1, 1, legrad);
    assertThat(rows(1, 1, legrad)).isEqualTo(rows);
    assertThat(rows(1, 2, legrad)).isNotEqualTo(rows);
    // More seeds add rows and change none.
    assertThat(rows(2, 1, legrad)).containsAll(rows);
  }

  @Test
  void methodThatIgnoresTheModelKeepsItsMap() {
    List<SampleRow> rows = rows(1, 1, new Planted());
    assertThat(rows).hasSize(2 + 2 * BLOCKS).allMatch(row -> row.value() == 1);
  }

  @Test
  void deepModelsAreCheckedAtSixDepths() {
    assertThat(SanityPlan.depths(1)).containsExactly(1);
    assertThat(SanityPlan.depths(4)).containsExactly(1, 2, 3, 4);
    assertThat(SanityPlan.depths(12)).containsExactly(2, 4, 6, 8, 10, 12);
    assertThat(SanityPlan.depths(32)).containsExactly(5, 11, 16, 21, 27, 32);
  }
}
