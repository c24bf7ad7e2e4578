package vitexplain.report.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelNamesTest {

  @Test
  void aFolderIsCalledByItsOwnNameAndOthersAsTheyAre() {
    ModelNames names =
        ModelNames.of(
            List.of("/data/models/vit-s", "demo", "google/vit-base", "shape:vit-tiny-16-224"));
    assertThat(names.shown("/data/models/vit-s")).isEqualTo("vit-s");
    for (String same : List.of("demo", "google/vit-base", "shape:vit-tiny-16-224", "-")) {
      assertThat(names.shown(same)).isEqualTo(same);
    }
  }

  @Test
  void foldersOfOneNameAreToldApartByAShortHash() {
    ModelNames names = ModelNames.of(List.of("/a/vit", "/b/vit/", "/a/vit"));
    assertThat(names.shown("/a/vit")).matches("vit #[0-9a-f]{8}");
    assertThat(names.shown("/b/vit/")).matches("vit #[0-9a-f]{8}");
    assertThat(names.shown("/a/vit")).isNotEqualTo(names.shown("/b/vit/"));
    assertThat(ModelNames.stands(names.shown("/a/vit"), "/a/vit")).isTrue();
    assertThat(ModelNames.stands(names.shown("/a/vit"), "/b/vit/")).isFalse();
  }
}
