package vitexplain.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.base.Refusal;

class ClassLabelsTest {
  private static final List<String> CLASSES = List.of("tench, Tinca tinca", "cock", "hen");

  @TempDir Path folder;

  private LabelMap map(String rows) throws IOException {
    return LabelMap.read(
        Files.writeString(folder.resolve("map.csv"), "label,class\n" + rows + "\n"));
  }

  private static MadeLayout of(Map<String, String> labelled, String... labels) {
    return new MadeLayout(List.of("a", "b", "c"), labelled, List.of(labels), true, false);
  }

  @Test
  void labelsAreClassesByNameOrIndexAndOthersAreNone() {
    Dataset data =
        of(Map.of("a", "tinca_tinca", "b", "2", "c", "dog"), "tinca_tinca", "2", "dog")
            .with(LabelMap.NONE);
    assertThat(data.label("a", CLASSES)).hasValue(0);
    assertThat(data.label("b", CLASSES)).hasValue(2);
    assertThat(data.label("c", CLASSES)).isEmpty();
    LabelCount count = data.labelled(CLASSES);
    assertThat(count).isEqualTo(new LabelCount(2, 3, "images", List.of("dog")));
    assertThat(count.words()).isEqualTo("2 of 3 images have a label");
    assertThat(count.warning()).get().asString().contains("for 1 label: 'dog'", "--label-map");
    count.requireSome(CLASSES);
  }

  @Test
  void noneThatIsAClassIsRefusedWithExamplesOfBoth() {
    Dataset data = of(Map.of("a", "dog", "b", "cat"), "dog", "cat").with(LabelMap.NONE);
    assertThatThrownBy(() -> data.labelled(CLASSES).requireSome(CLASSES))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("labels are 'dog', 'cat'; classes are 'tench, Tinca tinca', 'cock'")
        .hasMessageContaining("Give --label-map FILE.csv", "--label-map none");
    Dataset without = of(Map.of("a", "dog"), "dog").with(LabelMap.UNLABELLED);
    without.labelled(CLASSES).requireSome(CLASSES);
    assertThat(without.label("a", CLASSES)).isEmpty();
  }

  @Test
  void aLabelMapComesFirstAndMayNameSeveralClasses() throws IOException {
    LabelMap map = map("n01,cock\nn01,2\nhen,index:0\nn01,cock");
    Dataset data = of(Map.of("a", "n01", "b", "hen", "c", "cock"), "n01", "hen", "cock").with(map);
    assertThat(data.classes("a", CLASSES)).containsExactly(1, 2);
    assertThat(data.classes("b", CLASSES)).containsExactly(0);
    assertThat(data.classes("c", CLASSES)).as("by its own name").containsExactly(1);
    assertThat(map.sha256()).isNotEqualTo(map("n01,cock").sha256());
  }

  @Test
  void aMapThatFitsNothingIsRefused() throws IOException {
    LabelMap other = map("n02,cock");
    assertThatThrownBy(() -> of(Map.of("a", "n01"), "n01").with(other))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(
            "none of its 1 labels, such as 'n02', is one of the data set's, such as 'n01'");
    LabelMap wrong = map("n01,cok");
    assertThatThrownBy(() -> of(Map.of("a", "n01"), "n01").with(wrong).labelled(CLASSES))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("label 'n01' has the class 'cok'", "Did you mean 'cock'?");
    assertThatThrownBy(() -> LabelMap.read(folder.resolve("none.csv")))
        .hasMessageContaining("none.csv': there is no such file. Check --label-map");
  }

  @Test
  void placeIsTheClassWhereItIsAConventionAndNoNameSaysOtherwise() {
    Map<String, String> labelled = Map.of("a", "x", "b", "z");
    List<String> keys = List.of("a", "b", "c");
    Dataset ranked =
        new MadeLayout(keys, labelled, List.of("x", "y", "z"), true, true).with(LabelMap.NONE);
    assertThat(ranked.label("b", CLASSES)).hasValue(2);
    Dataset another =
        new MadeLayout(keys, labelled, List.of("x", "z"), true, true).with(LabelMap.NONE);
    assertThat(another.label("b", CLASSES)).as("two folders, three classes").isEmpty();
    Dataset named =
        new MadeLayout(keys, Map.of("a", "hen"), List.of("hen", "y", "z"), true, true)
            .with(LabelMap.NONE);
    assertThat(named.label("a", CLASSES)).hasValue(2);
    assertThat(named.labelled(CLASSES).unknown()).isEmpty();
  }

  @Test
  void labelsOfMasksAreCountedByTheVocabularyWithoutOpeningAny() {
    Dataset data =
        new MadeLayout(List.of("a"), Map.of(), List.of("hen", "dog"), false, false)
            .with(LabelMap.NONE);
    LabelCount count = data.labelled(CLASSES);
    assertThat(count.words()).isEqualTo("1 of 2 labels are classes of the model");
    assertThat(count.warning()).get().asString().contains("'dog'");
  }

  @Test
  void twoModelsAreAskedInTurn() {
    Dataset data = of(Map.of("a", "hen"), "hen").with(LabelMap.NONE);
    assertThat(data.label("a", CLASSES)).hasValue(2);
    assertThat(data.label("a", List.of("hen", "cock"))).hasValue(0);
    assertThat(data.label("a", CLASSES)).hasValue(2);
  }
}
