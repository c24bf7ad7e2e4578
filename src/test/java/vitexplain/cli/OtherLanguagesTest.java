package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.study.Scenes;

/** A machine whose language writes digits in its own way: files and messages are the same. */
class OtherLanguagesTest {
  private static final Pattern OTHER_DIGIT = Pattern.compile("[\\p{Nd}&&[^0-9]]");
  private static final List<String> TEXTS =
      List.of(".csv", ".json", ".html", ".svg", ".tex", ".md");

  private final Locale before = Locale.getDefault();

  @TempDir Path folder;

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "fa-IR-u-nu-arabext", "th-TH-u-nu-thai"})
  void heatmapsAreTheSameToTheByte(String language) throws IOException {
    Scenes.copy(folder, 1);
    Map<String, byte[]> expected = explained("root", Locale.ROOT);
    Map<String, byte[]> found = explained("other", Locale.forLanguageTag(language));
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, bytes) -> assertThat(found.get(name)).as(name).isEqualTo(bytes));
  }

  private Map<String, byte[]> explained(String name, Locale language) throws IOException {
    Locale.setDefault(language);
    Path out = folder.resolve(name);
    Cli run =
        Cli.run(
            "explain",
            "--method",
            "rollout:discard=0.5,centre",
            "--images",
            folder.resolve("images"),
            "--masks",
            folder.resolve("masks"),
            "--save-raw",
            "--out",
            out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out() + run.err()).doesNotContainPattern(OTHER_DIGIT);
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(out)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(out.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  @Test
  void runFolderAndItsPageHaveNoOtherDigits() throws IOException {
    Scenes.copy(folder, 2);
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    Path out = folder.resolve("run");
    Cli run =
        Cli.run(
            "evaluate",
            "--profile",
            "smoke",
            "--methods",
            "rollout,random",
            "--metrics",
            "srg,ap_fg",
            "--fills",
            "black",
            "--images",
            folder.resolve("images"),
            "--masks",
            folder.resolve("masks"),
            "--out",
            out);
    assertThat(run.code()).as(run.err()).isZero();
    Cli report = Cli.run("report", "--out", out);
    assertThat(report.code()).as(report.err()).isZero();
    assertThat(run.out() + run.err() + report.out()).doesNotContainPattern(OTHER_DIGIT);
    try (Stream<Path> all = Files.walk(out)) {
      for (Path file : all.filter(OtherLanguagesTest::isText).toList()) {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        assertThat(OTHER_DIGIT.matcher(text).find()).as(file.toString()).isFalse();
      }
    }
  }

  private static boolean isText(Path file) {
    return TEXTS.stream().anyMatch(file.toString()::endsWith);
  }
}
