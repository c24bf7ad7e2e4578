package vitexplain.vit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;

/** What a name of a model is taken for; nothing here asks the network. */
class ModelSourceTest {
  private static final Path DATA = Path.of("data");

  @ParameterizedTest
  @ValueSource(
      strings = {"./my/vit", "../vit", "/no/vit", "~/vit", "my\\vit", "a/b/c", "vit", "", "a\0/b"})
  void aDirectoryThatIsNotThereIsNeverTakenForAModelOfTheHub(String name) {
    assertThatThrownBy(() -> ModelSource.named(name, DATA))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("is no directory; expected demo, demo-drop, a directory")
        .hasMessageContaining("OWNER/NAME@REVISION");
  }

  @Test
  void aMisspeltDirectoryInOneThatIsThereIsNeverTakenForAModelOfTheHub() {
    assertThatThrownBy(() -> ModelSource.named("data/demo-vti", DATA))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("the directory 'data' is here. Is it misspelt?")
        .hasMessageContaining("write data/demo-vti@main");
  }
}
