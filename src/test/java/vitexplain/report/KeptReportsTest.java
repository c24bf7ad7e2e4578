package vitexplain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that come with the sources lead nowhere but to files that come with them too. */
class KeptReportsTest {

  @ParameterizedTest
  @ValueSource(strings = {"sample", "vit-base"})
  void keptPageHasNoDeadLink(String run) throws IOException {
    assertThat(Links.dead(Path.of("reports", run, "index.html"))).isEmpty();
  }
}
