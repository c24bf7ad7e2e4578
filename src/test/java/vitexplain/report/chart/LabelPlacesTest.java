package vitexplain.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelPlacesTest {
  private static final Rectangle2D PLOT = new Rectangle2D.Double(0, 0, 600, 400);

  private static final double WIDTH = 90;
  private static final double HEIGHT = 14;

  @Test
  void nameOfALineAtThePlotsEndStandsAboveItAndInside() {
    Rectangle2D line = new Rectangle2D.Double(0, 198, 600, 4);
    Rectangle2D place = new LabelPlaces(PLOT, List.of(line)).take(600, 200, WIDTH, HEIGHT);
    assertThat(PLOT.contains(place)).isTrue();
    assertThat(place.intersects(line)).isFalse();
    assertThat(place.getMaxY()).isLessThan(200);
  }

  @Test
  void crowdOfNamesCoversNeitherLinesNorEachOther() {
    List<Rectangle2D> obstacles =
        List.of(
            new Rectangle2D.Double(100, 0, 4, 400), // the forward pass
            new Rectangle2D.Double(0, 300, 600, 20)); // the random control's band
    LabelPlaces places = new LabelPlaces(PLOT, obstacles);
    List<Rectangle2D> taken = new ArrayList<>(obstacles);
    for (int i = 0; i < 12; i++) {
      Rectangle2D place = places.take(110 + 3 * i, 200 + 2 * i, WIDTH, HEIGHT);
      assertThat(PLOT.contains(place)).isTrue();
      assertThat(taken).noneMatch(place::intersects);
      taken.add(place);
    }
  }

  @Test
  void nameWithoutAFreePlaceIsStillShown() {
    assertThat(new LabelPlaces(PLOT, List.of(PLOT)).take(50, 200, WIDTH, HEIGHT).getMinX())
        .isGreaterThan(50);
  }
}
