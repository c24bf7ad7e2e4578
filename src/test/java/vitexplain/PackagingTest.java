package vitexplain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import vitexplain.base.Version;

/** What leaves the project: its version, its licence, and what a program that uses it gets. */
class PackagingTest {

  /** What the commands alone need, by package; optional in {@code pom.xml}. */
  private static final String[] COMMANDS_ONLY = {
    "picocli..",
    "me.tongfei..",
    "org.knowm..",
    "de.erichseifert..",
    "ch.qos.logback..",
    "org.jline.."
  };

  private static final List<String> OPTIONAL =
      List.of(
          "picocli",
          "xchart",
          "VectorGraphics2D",
          "graphics2d",
          "pdfbox",
          "progressbar",
          "logback-classic");

  @Test
  void theVersionOfPomProgramAndCitationIsOne() throws Exception {
    String version = child(project(), "version").getTextContent();
    assertThat(Version.current()).isEqualTo(version).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(Files.readString(Path.of("CITATION.cff"), StandardCharsets.UTF_8))
        .contains("\nversion: " + version + "\n");
    assertThat(Files.readString(Path.of("docs", "library.md"), StandardCharsets.UTF_8))
        .contains("<version>" + version + "</version>");
  }

  @Test
  void theLicenceOfFilePomAndCitationIsOne() throws Exception {
    assertThat(Files.readString(Path.of("LICENSE"), StandardCharsets.UTF_8))
        .contains("Apache License", "Version 2.0, January 2004");
    assertThat(child(child(child(project(), "licenses"), "license"), "name").getTextContent())
        .isEqualTo("Apache License, Version 2.0");
    assertThat(Files.readString(Path.of("CITATION.cff"), StandardCharsets.UTF_8))
        .contains("\nlicense: Apache-2.0\n");
  }

  /** A program that uses the library configures its own logging. */
  @Test
  void theProductHasNoLoggingConfigurationWhereLogbackLooksForIt() throws IOException {
    Path resources = Path.of("src", "main", "resources");
    assertThat(resources.resolve("vitexplain/cli/logback.xml")).exists();
    try (var files = Files.list(resources)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("vitexplain");
    }
  }

  @Test
  void whatOnlyTheCommandsNeedIsOptional() throws Exception {
    NodeList dependencies = project().getElementsByTagName("dependency");
    List<String> optional = new ArrayList<>();
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      if (dependency.getElementsByTagName("optional").getLength() > 0) {
        optional.add(child(dependency, "artifactId").getTextContent());
      }
    }
    assertThat(optional).containsExactlyInAnyOrderElementsOf(OPTIONAL);
  }

  /** The progress line is in {@code base}, but only commands and {@code latency} may draw it. */
  @Test
  void theLibraryNeedsNothingThatOnlyTheCommandsNeed() {
    JavaClasses product =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("vitexplain");
    String progress = "vitexplain\\.base\\.(progress\\.)?ProgressLine.*";
    noClasses()
        .that()
        .resideInAnyPackage(
            "vitexplain.base..",
            "vitexplain.image..",
            "vitexplain.metric..",
            "vitexplain.vit..",
            "vitexplain.explain..",
            "vitexplain.statistics..",
            "vitexplain.dataset..",
            "vitexplain.run..",
            "vitexplain.heatmaps..")
        .and()
        .haveNameNotMatching(progress)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(COMMANDS_ONLY)
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(progress)
        .check(product);
  }

  /** The version is written in {@code pom.xml} and {@code CITATION.cff}, nowhere else. */
  @Test
  void noSourceFileRepeatsTheVersion() throws IOException {
    try (var sources = Files.walk(Path.of("src", "main", "java"))) {
      List<Path> repeating =
          sources
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> read(file).contains(Version.current()))
              .toList();
      assertThat(repeating).isEmpty();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Element project() throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(Path.of("pom.xml").toFile())
        .getDocumentElement();
  }

  /** The first child of that name; deeper elements do not count. */
  private static Element child(Element parent, String name) {
    for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        return element;
      }
    }
    throw new AssertionError(parent.getTagName() + " has no " + name);
  }
}
