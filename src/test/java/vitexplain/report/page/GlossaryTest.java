package vitexplain.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlossaryTest {

  @Test
  void firstUseOfATermLeadsToItsMeaning() {
    assertThat(Glossary.linked("srg, then srg again; <fills> differ"))
        .containsOnlyOnce("href=\"#term-srg\"")
        .contains(">srg</a>, then srg again; &lt;<a class=\"term\" href=\"#term-fill\"")
        .endsWith(">fills</a>&gt; differ");
  }

  @Test
  void aTermInsideAWordIsNone() {
    assertThat(Glossary.linked("fillings, uncontrolled")).isEqualTo("fillings, uncontrolled");
  }
}
