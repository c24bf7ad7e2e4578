package vitexplain.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Behaviour of DJL that this project relies on or works around and that fails without a word. */
class DjlFactsTest {
  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void anIntermediatesOwnGradientIsZerosWhileAZeroLeafAddedToItTellsTheTruth() {
    try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
      NDArray x = manager.create(new float[] {1, 2, 3});
      x.setRequiresGradient(true);
      NDArray intermediate = x.mul(2);
      intermediate.setRequiresGradient(true);
      NDArray leaf = intermediate.zerosLike();
      leaf.setRequiresGradient(true);
      collector.backward(intermediate.add(leaf).pow(2).sum());
      assertThat(intermediate.getGradient().toFloatArray()).containsOnly(0);
      assertThat(leaf.getGradient().toFloatArray()).containsExactly(4, 8, 12);
    }
  }

  @Test
  void gradientsAccumulateOverBackwardPasses() {
    NDArray x = manager.create(1f);
    x.setRequiresGradient(true);
    for (float expected : new float[] {2, 4, 6}) {
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        collector.backward(x.mul(2));
      }
      assertThat(x.getGradient().getFloat()).isEqualTo(expected);
    }
  }

  @Test
  void stopGradientCutsThePath() {
    NDArray x = manager.create(3f);
    x.setRequiresGradient(true);
    try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
      collector.backward(x.mul(x.stopGradient()));
    }
    assertThat(x.getGradient().getFloat()).isEqualTo(3);
  }

  @Test
  void aResultBelongsToTheManagerOfTheArrayItWasCalledOn() {
    NDArray weight = manager.create(2f);
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = scope.create(3f);
      assertThat(x.mul(weight).getManager()).isSameAs(scope);
      assertThat(weight.mul(x).getManager()).isSameAs(manager);
    }
  }

  @Test
  void arraysAttachedForATimeGoBackUnharmed() {
    NDArray lent = manager.create(new float[] {1, 2});
    NDArray made;
    try (NDManager scope = manager.newSubManager()) {
      scope.tempAttachAll(lent);
      made = lent.add(1);
      assertThat(made.getManager()).isSameAs(scope);
    }
    assertThat(lent.getManager()).isSameAs(manager);
    assertThat(lent.toFloatArray()).containsExactly(1, 2);
    assertThatThrownBy(made::toFloatArray).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSecondGradientCollectorThrows() {
    Engine engine = manager.getEngine();
    try (GradientCollector first = engine.newGradientCollector()) {
      assertThat(first).isNotNull();
      assertThatThrownBy(engine::newGradientCollector).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void meanOverSeveralAxesThrows() {
    NDArray cube = manager.ones(new Shape(2, 3, 4));
    assertThatThrownBy(() -> cube.mean(new int[] {1, 2}))
        .hasMessageContaining("Only 1 axis is support");
  }

  /** Hence {@link Devices} accepts no other names than its own. */
  @Test
  void anEmptyDeviceNameIsTheDefaultDeviceWithoutAWord() {
    assertThat(Device.fromName("")).isEqualTo(Engine.getInstance().defaultDevice());
  }
}
