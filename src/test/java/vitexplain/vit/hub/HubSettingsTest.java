package vitexplain.vit.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;

/** The variables as huggingface_hub reads them. */
class HubSettingsTest {
  private static final Path HOME = Path.of("/home/me");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "'', /home/me/.cache/huggingface/hub",
    "XDG_CACHE_HOME=/x, /x/huggingface/hub",
    "XDG_CACHE_HOME=/x HF_HOME=~/hf, /home/me/hf/hub",
    "HF_HOME=/hf HUGGINGFACE_HUB_CACHE=/old, /old",
    "HF_HUB_CACHE=/hub HUGGINGFACE_HUB_CACHE=/old, /hub",
    "HF_HUB_CACHE=$SCRATCH/hub SCRATCH=/scratch, /scratch/hub",
    "HF_HOME=${SCRATCH}/hf SCRATCH=/scratch, /scratch/hf/hub",
    "HF_HUB_CACHE=/a/$NONE, /a/$NONE",
    "HF_HUB_CACHE=~, /home/me",
  })
  void cacheIsWhereHuggingFacesOwnLibraryHasIt(String variables, String cache) {
    assertThat(HubSettings.of(variables(variables), HOME).cache()).isEqualTo(Path.of(cache));
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "HF_HUB_OFFLINE=1, HF_HUB_OFFLINE",
    "HF_HUB_OFFLINE=yes, HF_HUB_OFFLINE",
    "TRANSFORMERS_OFFLINE=true, TRANSFORMERS_OFFLINE",
    "HF_HUB_OFFLINE=0 TRANSFORMERS_OFFLINE=1, ''",
    "HF_HUB_OFFLINE=off, ''",
  })
  void theFirstVariableThatIsSetDecidesWhetherTheNetworkIsForbidden(String variables, String by) {
    assertThat(HubSettings.of(variables(variables), HOME).offlineBy().orElse("")).isEqualTo(by);
  }

  @Test
  void endpointIsThePublicHubUnlessAnotherIsNamed() {
    assertThat(HubSettings.of(Map.of(), HOME).endpoint()).hasToString("https://huggingface.co");
    assertThat(HubSettings.of(Map.of("HF_ENDPOINT", " http://mirror:8080/hf/ "), HOME).endpoint())
        .hasToString("http://mirror:8080/hf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mirror", "ftp://a", "http://", "http://u:secret@a", "http://a b", "http://a?b"})
  void anEndpointThatIsNoneIsRefusedWithoutShowingIt(String endpoint) {
    assertThatThrownBy(() -> HubSettings.of(Map.of("HF_ENDPOINT", endpoint), HOME))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("HF_ENDPOINT is no address of a hub")
        .hasMessageNotContaining("secret");
  }

  @Test
  void tokenIsOfTheVariableOrElseOfTheFile() throws IOException {
    Path file = folder.resolve("token");
    Map<String, String> home = Map.of("HF_HOME", folder.toString());
    assertThat(HubSettings.of(home, HOME).token()).isEmpty();
    Files.writeString(file, "hf_file\n");
    assertThat(HubSettings.of(home, HOME).token())
        .contains(new HubToken("hf_file", file.toString()));
    Map<String, String> both = Map.of("HF_HOME", folder.toString(), "HF_TOKEN", " hf_set ");
    assertThat(HubSettings.of(both, HOME).token()).contains(new HubToken("hf_set", "HF_TOKEN"));
    Map<String, String> unwanted =
        Map.of("HF_TOKEN", "hf_set", "HF_HUB_DISABLE_IMPLICIT_TOKEN", "1");
    assertThat(HubSettings.of(unwanted, HOME).token()).isEmpty();
  }

  @Test
  void aTokenThatIsNoneIsRefusedWithoutShowingIt() throws IOException {
    assertThatThrownBy(() -> HubSettings.of(Map.of("HF_TOKEN", "hf_sec ret"), HOME))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("HF_TOKEN holds no token")
        .hasMessageNotContaining("ret");
    Files.createDirectories(folder.resolve("token"));
    assertThatThrownBy(() -> HubSettings.of(Map.of("HF_HOME", folder.toString()), HOME))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("token' cannot be read");
  }

  private static Map<String, String> variables(String text) {
    Map<String, String> variables = new HashMap<>();
    for (String each : text.split(" ", -1)) {
      if (!each.isEmpty()) {
        variables.put(each.replaceFirst("=.*", ""), each.replaceFirst("^[^=]*=", ""));
      }
    }
    return variables;
  }
}
