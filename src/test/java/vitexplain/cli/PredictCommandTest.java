package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vitexplain.study.Scenes;
import vitexplain.vit.Bfloat16;

class PredictCommandTest {
  /** Eight probabilities, each rounded once. */
  private static final double ROUNDING = 1e-9;

  private static final int DEMO_BLOCKS = 6;

  @TempDir Path folder;

  @BeforeEach
  void copyScenes() throws IOException {
    Scenes.copy(folder, 3);
  }

  @Test
  void allClassesOfAnImageAreRankedAndTheirProbabilitiesAddUpToOne() throws IOException {
    List<CSVRecord> rows = predict("all");
    assertThat(rows).hasSize(3 * 8);
    assertThat(rows.get(0).getParser().getHeaderNames())
        .containsExactly("image", "rank", "class_index", "label", "logit", "probability");
    double sum = 0;
    for (int rank = 1; rank <= 8; rank++) {
      CSVRecord row = rows.get(8 + rank - 1);
      assertThat(row.get("image")).isEqualTo("scene_001.png");
      assertThat(row.get("rank")).isEqualTo(Integer.toString(rank));
      assertThat(row.get("label")).matches("(red|lime|cyan|violet)-(horizontal|vertical)");
      if (rank > 1) {
        assertThat(number(row, "logit"))
            .isLessThanOrEqualTo(number(rows.get(8 + rank - 2), "logit"));
      }
      sum += number(row, "probability");
    }
    assertThat(sum).isCloseTo(1, within(ROUNDING));
  }

  @Test
  void theBestClassOfAnEmbeddedSceneIsItsLabel() throws IOException {
    List<CSVRecord> rows = predict("1");
    assertThat(rows).extracting(row -> row.get("class_index")).containsExactly("0", "1", "2");
  }

  @Test
  void bfloat16GivesTheSameClassesAndLogitsAsNearAsRoundingExplains() throws IOException {
    assumeTrue(Bfloat16.isFastOn("cpu"), "a processor that multiplies bfloat16");
    List<CSVRecord> exact = predict("1");
    List<CSVRecord> rounded = predict("1", "--dtype", "bfloat16");
    assertThat(rounded).extracting(row -> row.get("label")).hasSize(3);
    for (int i = 0; i < exact.size(); i++) {
      assertThat(rounded.get(i).get("label")).isEqualTo(exact.get(i).get("label"));
      double logit = number(exact.get(i), "logit");
      assertThat(number(rounded.get(i), "logit"))
          .isNotEqualTo(logit)
          .isCloseTo(logit, within(Bfloat16.explainedError(DEMO_BLOCKS) * logit));
    }
  }

  @Test
  void moreClassesThanTheModelHasAreSaidToBeFewer() {
    Object[] words = {"predict", "--images", folder.resolve("images"), "--quiet", "--top"};
    for (String top : List.of("9999", "8", "all")) {
      Path out = folder.resolve(top + ".csv");
      Cli run = Cli.run(Stream.concat(Stream.of(words), Stream.of(top, "--out", out)).toArray());
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.err().contains("--top is 9999 and the model has 8 classes"))
          .as(top)
          .isEqualTo(top.equals("9999"));
    }
    assertThat(folder.resolve("9999.csv")).hasSameTextualContentAs(folder.resolve("all.csv"));
  }

  private List<CSVRecord> predict(String top, String... more) throws IOException {
    Path out = folder.resolve("new/predictions.csv");
    Cli run =
        Cli.run(
            Stream.concat(
                    Stream.of("predict", "--images", folder.resolve("images"), "--top", top),
                    Stream.concat(Stream.of("--out", out, "--quiet"), Stream.of(more)))
                .toArray());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEqualToIgnoringNewLines("3 image(s) in " + out);
    assertThat(Files.readString(out)).doesNotContain("\r");
    try (Reader in = Files.newBufferedReader(out)) {
      return CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .get()
          .parse(in)
          .getRecords();
    }
  }

  private static double number(CSVRecord row, String column) {
    return Double.parseDouble(row.get(column));
  }
}
