package vitexplain;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.vit.Torch;

/**
 * The arrows of the house point down: between rooms, and inside a room from its door to its
 * sub-rooms. Every rule is also shown to fail where it should.
 */
class ArchitectureTest {

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("vitexplain");

  /** Every room, from the ground floor up, with all rooms that it may use. */
  private static final Map<String, String> ALLOWED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("base", ""),
              Map.entry("statistics", "base"),
              Map.entry("metric", "statistics base"),
              Map.entry("image", "base"),
              Map.entry("vit", "image base"),
              Map.entry("explain", "vit image base"),
              Map.entry("demo", "vit image base"),
              Map.entry("run", "base"),
              Map.entry("latency", "explain vit run statistics base"),
              Map.entry("dataset", "run image base"),
              Map.entry("heatmaps", "dataset run explain vit metric image base"),
              Map.entry("protocol", "dataset run explain vit metric image base"),
              Map.entry("study", "heatmaps dataset run explain vit metric statistics image base"),
              Map.entry("report", "run base"),
              Map.entry("comparison", "latency run statistics base"),
              Map.entry(
                  "cli",
                  "comparison report study protocol heatmaps latency demo dataset run explain vit metric statistics image base"),
              // Built with the profile spark alone: the commands find it as a service.
              Map.entry("cluster", "study run explain base")));

  static Stream<String> rooms() {
    return ALLOWED.keySet().stream();
  }

  /** Every package that has a package below it: its door. */
  static Stream<String> doors() {
    return packages().stream()
        .filter(door -> packages().stream().anyMatch(name -> name.startsWith(door + ".")));
  }

  private static Set<String> packages() {
    return PRODUCT.stream()
        .map(type -> type.getPackageName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void roomsUseOnlyWhatLiesBelowThem(String room) {
    usesOnly(room, ALLOWED.get(room)).check(PRODUCT);
  }

  @Test
  void everyRoomHasItsRule() {
    assertThat(packages())
        .extracting(name -> name.replaceFirst("vitexplain\\.", "").replaceFirst("\\..*", ""))
        .contains("base")
        .allSatisfy(room -> assertThat(ALLOWED).containsKey(room));
  }

  /** Of each room, the last that it may use is taken away. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "metric",
        "image",
        "vit",
        "explain",
        "demo",
        "run",
        "latency",
        "dataset",
        "heatmaps",
        "protocol",
        "study",
        "report",
        "comparison"
      })
  void aRoomThatUsesMoreIsFound(String room) {
    String allowed = ALLOWED.get(room).replaceFirst("\\s?\\w+$", "");
    assertThat(usesOnly(room, allowed).evaluate(PRODUCT).hasViolation()).isTrue();
  }

  private static ArchRule usesOnly(String room, String allowed) {
    String[] names =
        Stream.concat(Stream.of(room), Stream.of(allowed.split(" ")).filter(s -> !s.isEmpty()))
            .map(name -> "vitexplain." + name + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("vitexplain." + room + "..")
        .should()
        .dependOnClassesThat(resideInAPackage("vitexplain..").and(not(resideInAnyPackage(names))))
        .allowEmptyShould(room.equals("cluster"));
  }

  @Test
  void packagesAreFreeOfCycles() {
    everyPackage("vitexplain.(**)").check(PRODUCT);
    everyPackage("vitexplain.(*)..").check(PRODUCT);
  }

  @Test
  void aCycleIsFound() {
    JavaClasses cycle = new ClassFileImporter().importPackages("vitexplain.cycle");
    assertThat(everyPackage("vitexplain.(**)").evaluate(cycle).hasViolation()).isTrue();
    assertThat(everyPackage("vitexplain.cycle.(*)..").evaluate(cycle).hasViolation()).isTrue();
  }

  private static ArchRule everyPackage(String pattern) {
    return slices().matching(pattern).should().beFreeOfCycles();
  }

  /** A door may use its sub-rooms; they do not know it. */
  @ParameterizedTest
  @MethodSource("doors")
  void subRoomsDoNotKnowTheirDoor(String door) {
    doesNotUse(door + ".*..", door).check(PRODUCT);
  }

  @Test
  void aSubRoomThatKnowsItsDoorIsFound() {
    ArchRule doorKnowsNoSubRoom = doesNotUse("vitexplain.image", "vitexplain.image.codec");
    assertThat(doorKnowsNoSubRoom.evaluate(PRODUCT).hasViolation()).isTrue();
  }

  private static ArchRule doesNotUse(String user, String used) {
    return noClasses()
        .that()
        .resideInAPackage(user)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(used);
  }

  /** Each is the other's oracle. */
  @Test
  void closedFormsAndAutomaticDifferentiationDoNotKnowEachOther() {
    doesNotUse("vitexplain.vit.autograd..", "vitexplain.vit.closedform..").check(PRODUCT);
    doesNotUse("vitexplain.vit.closedform..", "vitexplain.vit.autograd..").check(PRODUCT);
  }

  @Test
  void aCaptureThatKnowsMoreThanTheModelIsFound() {
    for (String capture : new String[] {"autograd", "closedform"}) {
      ArchRule rule = doesNotUse("vitexplain.vit." + capture, "vitexplain.vit.model");
      assertThat(rule.evaluate(PRODUCT).hasViolation()).as(capture).isTrue();
    }
  }

  /** An engine that does not start is told with its mend only where it is started in one place. */
  @Test
  void onlyOneClassStartsTheEngine() {
    startsNoEngine(Torch.class.getName()).check(PRODUCT);
  }

  @Test
  void aClassThatStartsTheEngineIsFound() {
    assertThat(startsNoEngine("none").evaluate(PRODUCT).hasViolation()).isTrue();
  }

  private static ArchRule startsNoEngine(String exception) {
    return noClasses()
        .that()
        .doNotHaveFullyQualifiedName(exception)
        .should()
        .callMethod(Engine.class, "getInstance")
        .orShould()
        .callMethod(Engine.class, "getEngine", String.class)
        .orShould()
        .callMethod(NDManager.class, "newBaseManager")
        .orShould()
        .callMethod(NDManager.class, "newBaseManager", Device.class)
        .orShould()
        .callMethod(NDManager.class, "newBaseManager", Device.class, String.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "statistics", "metric", "image", "run", "report"})
  void roomsWithoutTensorsNeverTouchDjl(String room) {
    doesNotUse("vitexplain." + room + "..", "ai.djl..").check(PRODUCT);
  }

  @Test
  void aRoomThatTouchesDjlIsFound() {
    assertThat(doesNotUse("vitexplain.vit..", "ai.djl..").evaluate(PRODUCT).hasViolation())
        .isTrue();
  }

  /** Outside the product's packages the compiler keeps benchmarks from all that is not public. */
  @Test
  void benchmarksLieInNoPackageOfTheProduct() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/jmh/java"))) {
      assertThat(files.filter(Files::isRegularFile).map(Path::getParent).distinct())
          .containsExactly(Path.of("src/jmh/java/vitexplain/bench"));
    }
    assertThat(packages()).isNotEmpty().doesNotContain("vitexplain.bench");
  }

  @Test
  void onlyItsOwnRoomTouchesSpark() {
    noClasses()
        .that()
        .resideOutsideOfPackage("vitexplain.cluster")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.spark..")
        .check(PRODUCT);
  }

  /** A newcomer reads a room from its {@code package-info}: each of its types stands there. */
  @Test
  void everyPackageNamesItsTypes() throws IOException {
    List<String> unnamed = new ArrayList<>();
    for (Path root : List.of(Path.of("src/main/java"), Path.of("src/spark/java"))) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(name -> name.toString().endsWith(".java")).toList()) {
          String type = file.getFileName().toString().replace(".java", "");
          String room =
              Files.readString(file.resolveSibling("package-info.java"))
                  .replaceAll("[\\s*]+", " "); // a link may break over lines
          if (!type.equals("package-info") && !room.contains("{@link " + type + "}")) {
            unnamed.add(root.relativize(file).toString());
          }
        }
      }
    }
    assertThat(unnamed).as("add them to their package-info.java").isEmpty();
  }
}
