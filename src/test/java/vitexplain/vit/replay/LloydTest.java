package vitexplain.vit.replay;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vitexplain.vit.Torch;

class LloydTest {
  private final NDManager scope = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    scope.close();
  }

  private double[][] centroids(double[][] points, int... first) {
    return Lloyd.centroids(scope.create(points), first);
  }

  /** The corners of a flat rectangle: cut along either axis nothing moves any more. */
  @Test
  void whereItEndsFollowsFromWhereItStarts() {
    double[][] corners = {{0, 0}, {0, 2}, {10, 0}, {10, 2}};
    assertThat(centroids(corners, 0, 2)).isDeepEqualTo(new double[][] {{0, 1}, {10, 1}});
    assertThat(centroids(corners, 0, 1)).isDeepEqualTo(new double[][] {{5, 0}, {5, 2}});
  }

  /** 0 | 1 4 5 becomes 0 1 | 4 5 in the second round. */
  @Test
  void pointsChangeUntilNoneDoes() {
    assertThat(centroids(new double[][] {{0}, {1}, {4}, {5}}, 0, 1))
        .isDeepEqualTo(new double[][] {{0.5}, {4.5}});
  }

  @Test
  void equallyNearPointsGoToTheFirstCentroidAndOneWithoutPointsStays() {
    assertThat(centroids(new double[][] {{3}, {3}, {9}}, 0, 1, 2))
        .isDeepEqualTo(new double[][] {{3}, {3}, {9}});
    assertThat(centroids(new double[][] {{0}, {2}, {1}}, 0, 1))
        .isDeepEqualTo(new double[][] {{0.5}, {2}});
  }
}
