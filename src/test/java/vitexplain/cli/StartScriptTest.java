package vitexplain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start script with a Maven and a Java that only write down how they were called. */
class StartScriptTest {
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "cat",
          "cut",
          "dirname",
          "find",
          "grep",
          "ln",
          "locale",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sleep",
          "stty",
          "touch");

  private static final String MAVEN =
      """
      #!/bin/sh
      echo begin >>builds
      sleep 1
      mkdir -p target
      echo a.jar >target/runtime.classpath
      echo b.jar >target/bench.classpath
      echo end >>builds
      """;

  private static final String JAVA =
      """
      #!/bin/sh
      echo "LC_ALL=$LC_ALL"
      for word in "$@"; do echo "<$word>"; done
      """;

  @TempDir Path folder;

  private Path tools;
  private Path home;

  @BeforeEach
  void makeTools() throws IOException {
    tools = Files.createDirectory(folder.resolve("bin"));
    for (String tool : TOOLS) {
      assumeTrue(offer(tool), tool + " is missing");
    }
    program("mvn", MAVEN);
    program("java", JAVA);
    home = project("home");
  }

  private Path project(String name) throws IOException {
    Path project = Files.createDirectory(folder.resolve(name));
    Files.copy(Path.of("run-bench.sh"), project.resolve("run-bench.sh"));
    Files.createFile(project.resolve("pom.xml"));
    Files.createDirectories(project.resolve("src/main"));
    Files.createDirectories(project.resolve("src/jmh"));
    return project;
  }

  /** Puts a tool of the system where the script looks; false if there is none. */
  private boolean offer(String tool) throws IOException {
    for (String where : new String[] {"/usr/bin", "/bin"}) {
      if (Files.exists(Path.of(where, tool))) {
        program(tool, "#!/bin/sh\nexec " + Path.of(where, tool) + " \"$@\"\n");
        return true;
      }
    }
    return false;
  }

  private void program(String name, String text) throws IOException {
    Files.writeString(tools.resolve(name), text);
    Files.setPosixFilePermissions(
        tools.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** What a call printed, both streams, and its code. */
  private record Call(Process process, Path log) {
    String printed() throws IOException, InterruptedException {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return Files.readString(log, StandardCharsets.UTF_8);
    }
  }

  private Call start(Path project, Map<String, String> environment, String... args)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(tools.resolve("bash").toString(), project.resolve("run-bench.sh").toString()));
    command.addAll(Arrays.asList(args));
    Path log = Files.createTempFile(folder, "call", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(new TreeMap<>(environment));
    builder.environment().put("PATH", tools.toString());
    return new Call(builder.start(), log);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void secondStartWaitsForTheBuildAndDoesNotBuildAgain(boolean withFlock) throws Exception {
    if (withFlock) {
      assumeTrue(offer("flock"), "flock is missing");
    }
    Call first = start(home, Map.of());
    while (!Files.exists(home.resolve("builds"))) {
      Thread.sleep(5);
    }
    Call second = start(home, Map.of());
    assertThat(second.printed())
        .contains("Another build of this folder is running; waiting")
        .contains("<vitexplain.cli.Main>");
    assertThat(first.printed()).contains("Building", "<vitexplain.cli.Main>");
    assertThat(home.resolve("builds")).hasContent("begin\nend");
    assertThat(home.resolve("target/.build-lock.pid")).doesNotExist();
  }

  @Test
  void lockOfABuildThatWasKilledIsTakenOver() throws Exception {
    Files.createDirectories(home.resolve("target"));
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createSymbolicLink(
        home.resolve("target/.build-lock.pid"), Path.of(Long.toString(dead.pid())));
    assertThat(start(home, Map.of()).printed()).contains("<vitexplain.cli.Main>");
  }

  @Test
  void sourceThatIsEditedDuringABuildIsBuiltNextTime() throws Exception {
    Call first = start(home, Map.of());
    while (!Files.exists(home.resolve("builds"))) {
      Thread.sleep(5);
    }
    Thread.sleep(50); // file times of some systems are coarse
    Files.createFile(home.resolve("src/main/New.java"));
    first.printed();
    assertThat(start(home, Map.of()).printed()).contains("Building");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "", "xx_XX.UTF-8"})
  void localesWithoutUtf8AreReplaced(String locale) throws Exception {
    assertThat(start(home, Map.of("LC_ALL", locale)).printed())
        .containsPattern("(?i)LC_ALL=\\S+\\.utf-?8")
        .doesNotContain("LC_ALL=xx_XX");
  }

  @Test
  void utf8LocaleStays() throws Exception {
    assertThat(start(home, Map.of("LC_ALL", "C.UTF-8")).printed()).contains("LC_ALL=C.UTF-8");
  }

  @Test
  void folderWithABlankAndEscapesStarts() throws Exception {
    Path odd = project("a b#c %20");
    String printed = start(odd, Map.of(), "explain", "--images", "my photos").printed();
    assertThat(printed)
        .contains("<" + odd.resolve("target/classes") + ":a.jar>")
        .contains("<--images>\n<my photos>");
  }

  @Test
  void jarsWithFurtherMethodsStandOnBothClassPaths() throws Exception {
    String printed = start(home, Map.of("VITEXPLAIN_CLASSPATH", "mine.jar:other.jar")).printed();
    assertThat(printed).contains("/target/classes:a.jar:mine.jar:other.jar>");
    assertThat(printed).contains(":b.jar:mine.jar:other.jar>");
    assertThat(start(home, Map.of()).printed()).contains(":a.jar>", ":b.jar>");
  }

  @Test
  void colonInThePathIsRefusedWithItsMend() throws Exception {
    Call call = start(project("a:b"), Map.of());
    assertThat(call.printed()).contains("has a colon in its path").contains("Move or rename it");
    assertThat(call.process().exitValue()).isEqualTo(3);
    assertThat(call.printed().lines()).hasSize(1);
  }

  @Test
  void aBuildSaysWhatItIsAt() throws Exception {
    String downloads =
        "for i in " + "x ".repeat(30) + "; do echo '[INFO] Downloaded from central: y'; done\n";
    program(
        "mvn",
        MAVEN
            + "echo '[INFO] --- compiler:3.14:compile (default-compile) @ vitexplain ---'\n"
            + downloads);
    assertThat(start(home, Map.of()).printed())
        .containsSubsequence(
            "Building",
            "  compiler:3.14:compile (default-compile)\n",
            "  25 files downloaded\n",
            "<vitexplain.cli.Main>")
        .doesNotContain("[INFO]");
  }

  @Test
  void tablesAreAsWideAsTheyLikeWhereTheOutputIsNoTerminal() throws Exception {
    assertThat(start(home, Map.of()).printed()).contains("<-Dvitexplain.width=0>");
    assertThat(start(home, Map.of("COLUMNS", "100")).printed())
        .contains("<-Dvitexplain.width=100>");
  }

  @Test
  void failedBuildIsShownAndTriedAgain() throws Exception {
    program("mvn", "#!/bin/sh\necho no network; exit 1\n");
    Call call = start(home, Map.of());
    assertThat(call.printed()).contains("no network", "error: the build failed");
    assertThat(call.process().exitValue()).isEqualTo(3);
    program("mvn", MAVEN);
    assertThat(start(home, Map.of()).printed()).contains("<vitexplain.cli.Main>");
  }
}
