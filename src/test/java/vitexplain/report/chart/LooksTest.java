package vitexplain.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knowm.xchart.style.markers.SeriesMarkers;
import vitexplain.explain.Methods;
import vitexplain.report.Described;
import vitexplain.run.row.MethodRow;

class LooksTest {

  /** More methods than there are. */
  private static final int MANY = 40;

  private static List<String> registered() {
    return Methods.all().stream().map(Methods.Entry::name).toList();
  }

  /** Dashes and marker: all that is left of a look without colours. */
  private static List<Object> inGrey(MethodStyle style) {
    return List.of(Arrays.toString(style.stroke().getDashArray()), style.marker());
  }

  private static MethodRow method(String kind, String family, int familyPlace, int kindPlace) {
    String id = kind + kindPlace;
    return new MethodRow(
        id,
        id,
        kind,
        MethodRow.SPECIFIC,
        family,
        familyPlace,
        kindPlace,
        id,
        "",
        "",
        "",
        "",
        0,
        "");
  }

  @Test
  void theMethodsUnderTestAreSolidEachWithItsColourAndMarker() {
    Roster roster = Described.roster(registered());
    assertThat(List.of("legrad", "gmar-l1", "gmar-l2", "rollout"))
        .extracting(id -> roster.style(id).color())
        .containsExactly(
            new Color(0xd55e00), new Color(0x0072b2), new Color(0x56b4e9), new Color(0x009e73));
    assertThat(roster.style("legrad").marker()).isEqualTo(SeriesMarkers.CIRCLE);
    assertThat(registered())
        .allSatisfy(id -> assertThat(roster.style(id).isSolid()).isEqualTo(roster.isUnderTest(id)));
  }

  @Test
  void peersOfOneFamilyShareItsColour() {
    Roster roster = Described.roster(registered());
    assertThat(roster.style("chefer").color()).isEqualTo(roster.style("grad-sam").color());
    assertThat(roster.style("chefer").color()).isNotEqualTo(roster.style("smoothgrad").color());
  }

  @Test
  void peersOfOneFamilyDifferInTheirMarkers() {
    Roster roster = Described.roster(registered());
    assertThat(List.of("attnlrp", "cp-lrp", "libra-fullgrad", "libra-attcat"))
        .extracting(id -> roster.style(id).marker())
        .doesNotHaveDuplicates();
    assertThat(List.of("chefer", "grad-rollout", "agcam", "grad-sam"))
        .extracting(id -> roster.style(id).marker())
        .doesNotHaveDuplicates();
  }

  @Test
  void variantsShareTheMethodsColourAndDifferInLineAndMarker() {
    Roster roster = Described.roster(registered());
    MethodStyle paper = roster.style("gmar-l1");
    MethodStyle student = roster.style("gmar-student-l1");
    assertThat(student.color()).isEqualTo(paper.color());
    assertThat(student.stroke()).isNotEqualTo(paper.stroke());
    assertThat(student.marker()).isNotEqualTo(paper.marker());
  }

  @Test
  void everyRegisteredMethodHasALookOfItsOwnInGreyToo() {
    Roster roster = Described.roster(registered());
    Set<List<Object>> grey = new HashSet<>();
    for (String id : registered()) {
      assertThat(grey.add(inGrey(roster.style(id)))).as(id).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"method", "peer", "variant", "mixed", "undescribed"})
  void fortyMethodsLookDifferentInGreyToo(String kind) {
    List<MethodRow> rows = new ArrayList<>();
    List<String> undescribed = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      switch (kind) {
        case "mixed" ->
            rows.add(method(List.of("method", "peer", "variant").get(i % 3), "f", i / 5, i / 3));
        case "undescribed" -> undescribed.add("unknown" + i);
        default -> rows.add(method(kind, "f", i / 4, i));
      }
    }
    Roster roster = Roster.of(rows, undescribed);
    assertThat(roster.styles().values().stream().map(LooksTest::inGrey).distinct()).hasSize(MANY);
    assertThat(roster.styles().values().stream().distinct()).hasSize(MANY);
  }

  @Test
  void oneMorePeerAndOneMoreMethodLeaveTheOthersAsTheyAre() {
    Roster before = Described.roster(registered());
    List<MethodRow> more =
        new ArrayList<>(
            registered().stream().map(id -> MethodRow.of(Methods.describe(id))).toList());
    int families =
        1
            + more.stream()
                .filter(LooksTest::isRanked)
                .mapToInt(MethodRow::familyPlace)
                .max()
                .orElseThrow();
    int peers = Methods.of(Methods.Kind.PEER).size();
    int methods = Methods.of(Methods.Kind.METHOD).size();
    more.add(0, method(MethodRow.PEER, "something new", families, peers));
    more.add(0, method(MethodRow.METHOD, "another", families + 1, methods));
    Roster after = Roster.of(more, List.of());
    assertThat(registered())
        .allSatisfy(id -> assertThat(after.style(id)).isEqualTo(before.style(id)));
  }

  private static boolean isRanked(MethodRow row) {
    return !row.kind().equals(MethodRow.CONTROL) && !row.kind().equals(MethodRow.DEGRADED);
  }

  @Test
  void aMethodKeepsItsLookWhateverRunsBesideIt() {
    Roster all = Described.roster(registered());
    List<String> some = new ArrayList<>(registered());
    Collections.shuffle(some, new Random(1));
    Roster few = Described.roster(some.subList(0, 9));
    assertThat(some.subList(0, 9))
        .allSatisfy(id -> assertThat(few.style(id)).isEqualTo(all.style(id)));
  }

  @Test
  void anOptionKeepsTheFamilysColourDarker() {
    Roster roster = Described.roster(List.of("grad-rollout", "grad-rollout:discard=0.9"));
    assertThat(roster.style("grad-rollout:discard=0.9").color())
        .isEqualTo(roster.style("grad-rollout").color().darker());
  }

  @Test
  void controlsAreGreyWhateverTheirOptions() {
    List<String> controls =
        List.of("random", "random:seed=2", "inverse:of=legrad:pool=readout", "blurred", "constant");
    Roster roster = Described.roster(controls);
    for (String control : controls) {
      Color color = roster.style(control).color();
      int spread =
          Math.max(color.getRed(), Math.max(color.getGreen(), color.getBlue()))
              - Math.min(color.getRed(), Math.min(color.getGreen(), color.getBlue()));
      assertThat(spread).as(control).isLessThan(24);
      assertThat(roster.isControl(control)).as(control).isTrue();
    }
  }

  @Test
  void seedsOfOneMethodLookAlikeAndStandUnderItsName() {
    Roster roster = Described.roster(List.of("random:seed=1", "random:seed=2"));
    assertThat(roster.style("random:seed=1")).isEqualTo(roster.style("random:seed=2"));
    assertThat(roster.style("random")).isEqualTo(roster.style("random:seed=1"));
    assertThat(roster.control(MethodRow.CHANCE)).contains("random");
  }
}
