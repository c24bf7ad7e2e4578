package vitexplain.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class MemoryTest {

  @Test
  void unitThatNeedsMoreThanTheHeapIsRefusedAsAnInputWithItsMend() {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class,
            () -> Memory.bounded("image 'dog.jpg'", () -> new long[Integer.MAX_VALUE]));
    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INPUT);
    assertThat(refusal).hasMessageContaining("image 'dog.jpg'").hasMessageContaining("-Xmx");
  }

  @Test
  void otherShortagesAreNotTakenForTheInputs() {
    assertThatThrownBy(
            () ->
                Memory.bounded(
                    "image 'dog.jpg'",
                    () -> {
                      throw new OutOfMemoryError("unable to create native thread");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void needBeyondTheHeapIsRefusedBeforeItIsAllocated() {
    assertThatThrownBy(() -> Memory.require("image 'dog.jpg'", 2 * Memory.heap()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("image 'dog.jpg'")
        .hasMessageContaining("-Xmx");
    Memory.require("image 'dog.jpg'", 1);
  }
}
