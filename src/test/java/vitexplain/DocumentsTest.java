package vitexplain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;
import vitexplain.cli.Main;

/** The documents name files, sections, packages and commands that there are. */
class DocumentsTest {
  private static final Path README = Path.of("README.md");
  private static final Path ARCHITECTURE = Path.of("docs", "architecture.md");
  private static final int MOST_LINES = 120;

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern GREP =
      Pattern.compile("`grep (?:-E )?(?:'([^']+)'|(\\S+)) (\\S+\\.csv)`");
  private static final Pattern SOURCE =
      Pattern.compile("`((?:[a-z]+/)+[A-Za-z-]+\\.(?:java|py|json))`");

  /** {@code explain.Methods}, with the project's name before it or not. */
  private static final Pattern TYPE =
      Pattern.compile("(?<![\\w./])(?!java|ai\\.)(?:vitexplain\\.)?((?:[a-z]+\\.)+[A-Z]\\w+)");

  static Stream<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      List<Path> all = new ArrayList<>(docs.filter(f -> f.toString().endsWith(".md")).toList());
      all.addAll(List.of(README, Path.of("CONTRIBUTING.md"), Path.of("data", "README.md")));
      return all.stream();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsToAFileAndToASectionOfIt(Path document) {
    for (MatchResult link : LINK.matcher(read(document)).results().toList()) {
      if (link.group(1).matches("[a-z]+:.*")) {
        continue; // another site
      }
      String[] parts = link.group(1).split("#", 2);
      Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
      assertThat(target).as(document + ": " + link.group(1)).exists();
      if (parts.length > 1) {
        assertThat(read(target).lines().filter(line -> line.startsWith("#")).map(this::anchor))
            .as(document + ": " + link.group(1))
            .contains(parts[1]);
      }
    }
  }

  private String anchor(String heading) {
    return heading
        .replaceFirst("#+ ", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9 -]", "")
        .replace(' ', '-');
  }

  @Test
  void theReadmeIsShortAndItsFindingsAreInTheKeptRuns() {
    String readme = read(README);
    assertThat(readme.lines().count()).isLessThan(MOST_LINES);
    List<MatchResult> commands = GREP.matcher(readme).results().toList();
    assertThat(commands).hasSize(3);
    for (MatchResult command : commands) {
      String expression = command.group(1) == null ? command.group(2) : command.group(1);
      Pattern pattern = Pattern.compile(expression);
      assertThat(read(Path.of(command.group(3))).lines().filter(l -> pattern.matcher(l).find()))
          .as(command.group())
          .isNotEmpty();
    }
  }

  /** Paths of the recipes; files that a recipe adds do not exist yet. */
  @Test
  void theRecipesNameFilesThatThereAre() {
    List<String> added =
        List.of(
            "dataset/layout/CubLayout.java",
            "explain/peer/ValueNorm.java",
            "metric/descriptor/Hoyer.java",
            "src/main/resources/vitexplain/vit/family/vit_msn.json",
            "src/test/resources/golden/metrics/hoyer.json");
    List<String> named =
        SOURCE
            .matcher(read(Path.of("docs", "extending.md")))
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(named).hasSizeGreaterThan(15);
    for (String name : named) {
      Path file =
          name.startsWith("src/") ? Path.of(name) : Path.of("src/main/java/vitexplain", name);
      assertThat(added.contains(name) != Files.exists(file)).as(name).isTrue();
    }
  }

  /** Of every page but the recipes, which name files to be added too. */
  @ParameterizedTest
  @MethodSource("documents")
  void everySourceThatAPageNamesIsThere(Path document) {
    if (document.endsWith("extending.md")) {
      return;
    }
    for (MatchResult path : SOURCE.matcher(read(document)).results().toList()) {
      assertThat(isSource(path.group(1))).as(document + ": " + path.group()).isTrue();
    }
    for (MatchResult type : TYPE.matcher(read(document)).results().toList()) {
      String path = type.group(1).replace('.', '/') + ".java";
      assertThat(isSource(path)).as(document + ": " + type.group()).isTrue();
    }
  }

  private static boolean isSource(String path) {
    return Stream.of(
            "",
            "src/main/java/vitexplain",
            "src/spark/java/vitexplain",
            "src/jmh/java/vitexplain",
            "src/test/java/vitexplain")
        .anyMatch(root -> Files.exists(Path.of(root, path)));
  }

  /** The picture and the table of packages are not of an earlier tree. */
  @Test
  void everyPackageStandsInThePictureAndInTheTable() throws IOException {
    String table = read(ARCHITECTURE);
    String picture = read(Path.of("docs", "rooms.svg"));
    for (String root : List.of("main", "spark")) {
      Path sources = Path.of("src", root, "java");
      try (Stream<Path> packages = Files.walk(sources.resolve("vitexplain"))) {
        for (Path folder : packages.filter(Files::isDirectory).skip(1).toList()) {
          String name = sources.relativize(folder).toString().replace('/', '.').replace('\\', '.');
          if (hasJava(folder)) {
            assertThat(table).contains("| `" + name + "` |");
          }
          assertThat(picture).as(name).contains(folder.getFileName().toString());
        }
      }
    }
  }

  private static boolean hasJava(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(
          f -> f.toString().endsWith(".java") && !f.endsWith("package-info.java"));
    }
  }

  @Test
  void theCommandsPageHasEveryCommand() {
    String page = read(Path.of("docs", "commands.md"));
    for (Class<?> command : Main.class.getAnnotation(Command.class).subcommands()) {
      assertThat(page).contains("`" + command.getAnnotation(Command.class).name() + "`");
    }
  }
}
