package vitexplain.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vitexplain.report.Described;

class RosterTest {
  private static final Roster ROSTER =
      Described.roster(List.of("gmar-l1", "rollout", "legrad:pool=readout"));

  @Test
  void aPageCallsMethodsAsTheCommandsDo() {
    assertThat(ROSTER.label("gmar-l1")).isEqualTo("gmar-l1");
  }

  @Test
  void aPaperCallsThemAsTheirAuthorsDo() {
    Roster print = ROSTER.forPrint();
    assertThat(print.label("gmar-l1")).isEqualTo(ROSTER.title("gmar-l1")).startsWith("GMAR");
    assertThat(print.label("legrad:pool=readout")).isEqualTo("LeGrad (pool=readout)");
    assertThat(print.label("forward")).isEqualTo("forward");
    assertThat(print.style("rollout")).isEqualTo(ROSTER.style("rollout"));
  }
}
