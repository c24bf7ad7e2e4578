package vitexplain.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadBarTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void notesAreToldAlsoWhereProgressIsNot(boolean quiet) {
    StringWriter err = new StringWriter();
    new DownloadBar(quiet, new PrintWriter(err)).note("the hub is slow");
    assertThat(err.toString().strip()).isEqualTo("note: the hub is slow");
  }

  @Test
  void aDownloadThatEndsBeforeItBeganOrTwiceIsNoFailure() {
    DownloadBar bar = new DownloadBar(false, new PrintWriter(new StringWriter()));
    bar.end();
    bar.begin("config.json", 100, 0);
    bar.arrived(50);
    bar.begin("model.safetensors", 2 << 20, 1 << 20);
    bar.arrived(2 << 20);
    bar.end();
    bar.end();
    assertThat(bar).hasFieldOrPropertyWithValue("line", null);
  }
}
