package vitexplain.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;

class ShardTest {

  private static Dataset images(int count) {
    List<String> names = IntStream.range(0, count).mapToObj(i -> i + ".png").toList();
    return MadeLayout.dataset(names);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "5,2", "7,3", "240,7", "9,9"})
  void partsInOrderAreTheWholeAndOfEqualSizeButForOneImage(int count, int of) {
    List<List<String>> parts =
        IntStream.rangeClosed(1, of)
            .mapToObj(number -> new Shard(number, of).part(images(count)).images())
            .toList();
    assertThat(parts.stream().flatMap(List::stream)).isEqualTo(images(count).images());
    assertThat(parts.stream().map(List::size))
        .allMatch(n -> n == count / of || n == count / of + 1);
  }

  /** Checks of sanity cost most, and no part may have all of them. */
  @Test
  void evenlySpacedImagesAreSpreadOverTheParts() {
    Dataset all = images(240);
    List<String> checked = all.subset(12).images();
    for (int number = 1; number <= 4; number++) {
      List<String> part = new Shard(number, 4).part(all).images();
      assertThat(checked.stream().filter(part::contains)).hasSize(3);
    }
  }

  @Test
  void textIsReadBackAndTheWordsCountFromOne() {
    assertThat(Shard.parse("2/5")).isEqualTo(new Shard(2, 5)).hasToString("2/5");
    assertThat(new Shard(2, 5).words(240)).isEqualTo("part 2 of 5, images 49 to 96 of 240");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "2/", "a/b", "-1/2", "1/2/3", "0/2", "3/2", "1/0"})
  void whatIsNoPartIsRefused(String text) {
    assertThatThrownBy(() -> Shard.parse(text))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("part");
  }

  @Test
  void morePartsThanImagesAreRefusedWithBothNumbers() {
    assertThatThrownBy(() -> new Shard(1, 3).part(images(2)))
        .isInstanceOf(Refusal.class)
        .hasMessage("--shard 1/3: 2 images can be divided into 2 parts at most.");
  }
}
