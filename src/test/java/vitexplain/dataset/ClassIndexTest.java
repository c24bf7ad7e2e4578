package vitexplain.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vitexplain.base.Refusal;

class ClassIndexTest {
  private static final String SAID = "image 'a.jpg' has the label";

  private static int index(String text, List<String> classes) {
    return ClassIndex.of(SAID + " '" + text + "'", text, classes);
  }

  @Test
  void classesGoByNameOrIndex() {
    List<String> classes = List.of("cat", "dog", "2");
    assertThat(index("dog", classes)).isEqualTo(1);
    assertThat(index("0", classes)).isZero();
    assertThat(index("2", classes)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "tench,0",
    "Tinca tinca,0",
    "tinca_tinca,0",
    "'Tench, tinca Tinca',0",
    "GREAT_white,1"
  })
  void oneOfSeveralNamesWillDoInAnyCaseAndWithUnderscores(String text, int expected) {
    assertThat(index(text, List.of("tench, Tinca tinca", "great white, white shark")))
        .isEqualTo(expected);
  }

  @Test
  void nameAsTheModelWritesItComesBeforeOneOfSeveral() {
    assertThat(index("crane", List.of("crane, machine", "crane"))).isEqualTo(1);
    assertThatThrownBy(() -> index("crane", List.of("crane, machine", "crane, bird")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("0 ('crane, machine') and 1 ('crane, bird'). Write index:0");
  }

  @Test
  void twoClassesOfOneNameNeedAnIndex() {
    List<String> classes = List.of("crane", "dog", "cat", "crane");
    assertThatThrownBy(() -> index("crane", classes))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("image 'a.jpg' has the label 'crane'")
        .hasMessageContaining("classes 0 ('crane') and 3 ('crane'). Write index:0");
    assertThat(index("3", classes)).isEqualTo(3);
    assertThat(index("index:3", classes)).isEqualTo(3);
  }

  @Test
  void nameThatIsAlsoAnotherClassesIndexNeedsTheWord() {
    List<String> classes = List.of("1", "0");
    assertThatThrownBy(() -> index("1", classes))
        .hasMessageContaining("classes 0 ('1') and 1 ('0')");
    assertThat(index("index:1", classes)).isEqualTo(1);
  }

  @Test
  void labelThatIsNoClassIsRefusedWithTheNearest() {
    for (String label : new String[] {"cta", "3", "-1", "1.5", "index:9"}) {
      assertThatThrownBy(() -> index(label, List.of("cat", "dog")))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("'" + label + "', which is no class of the model")
          .hasMessageContaining("an index from 0 to 1");
    }
    assertThatThrownBy(() -> index("ct", List.of("cat", "dog")))
        .hasMessageEndingWith("Did you mean 'cat'?");
  }
}
