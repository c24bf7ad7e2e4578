package vitexplain.report.results;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something dear that not everyone asks for: made when it is first asked for, and then kept.
 *
 * @param <T> what it is
 */
final class Once<T> implements Supplier<T> {
  private final Supplier<T> maker;
  private Optional<T> made = Optional.empty();

  Once(Supplier<T> maker) {
    this.maker = maker;
  }

  @Override
  public synchronized T get() {
    if (made.isEmpty()) {
      made = Optional.of(maker.get());
    }
    return made.get();
  }
}
