package vitexplain.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenOptionsTest {

  private static String[] withTrial(String given) {
    return Stream.concat(
            Stream.of("vitexplain\\.bench\\.ForwardBenchmark\\.forward$", "-bm", "avgt"),
            given.isEmpty() ? Stream.of() : Stream.of(given.split(" ")))
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-i 3 -wi 2", "-prof gc", "-p batch=4", "-jvmArgsAppend -Xmx2g", "-tu us"})
  void optionsThatChangeHowItIsMeasuredAreRead(String given) {
    assertThat(GivenOptions.problem(withTrial(given))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-nonsense",
        "-i -3",
        "-i many",
        "-h",
        "-l",
        "-lprof",
        "ReferenceBenchmark",
        "-e Forward",
        "-o out.txt",
        "-rf csv",
        "-rff out.json",
        "-jvmArgs -Xmx1g",
        "-bm thrpt",
        "-bm all",
        "-prof nonsense"
      })
  void optionsThatLoseTheResultAreRefusedWithTheMend(String given) {
    assertThat(GivenOptions.problem(withTrial(given)))
        .hasValueSatisfying(problem -> assertThat(problem).isNotBlank());
  }
}
