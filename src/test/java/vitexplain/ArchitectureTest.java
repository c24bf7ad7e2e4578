package vitexplain;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.vit.Torch;

/** The arrows of the house point down: a package may use only the ones it is allowed below it. */
class ArchitectureTest {

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("vitexplain");

  /** Each line: a package, then every package of ours that it must not use. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "base: image metric vit explain run study latency report cli",
        "image: metric vit explain run study latency report cli",
        "metric: image vit explain run study latency report cli",
        "vit: explain metric run study latency report cli",
        "explain: metric run study latency report cli",
        "run: image vit explain metric study latency report cli",
        "study: latency report cli",
        "report: image vit explain metric study latency cli",
        "latency: study report cli"
      })
  void packagesUseOnlyWhatLiesBelowThem(String line) {
    String user = line.substring(0, line.indexOf(':'));
    List<String> forbidden = List.of(line.substring(line.indexOf(':') + 2).split(" "));
    noClasses()
        .that()
        .resideInAPackage("vitexplain." + user)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            forbidden.stream().map(name -> "vitexplain." + name).toArray(String[]::new))
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  /** An engine that does not start is told with its mend only where it is started in one place. */
  @Test
  void onlyOneClassStartsTheEngine() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Torch.class.getName())
        .and()
        .resideOutsideOfPackage("vitexplain.bench..")
        .should()
        .callMethod(Engine.class, "getInstance")
        .orShould()
        .callMethod(Engine.class, "getEngine", String.class)
        .orShould()
        .callMethod(NDManager.class, "newBaseManager")
        .orShould()
        .callMethod(NDManager.class, "newBaseManager", Device.class)
        .orShould()
        .callMethod(NDManager.class, "newBaseManager", Device.class, String.class)
        .check(PRODUCT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "metric", "image", "run", "report"})
  void packagesWithoutTensorsNeverTouchDjl(String user) {
    noClasses()
        .that()
        .resideInAPackage("vitexplain." + user)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl..")
        .allowEmptyShould(true)
        .check(PRODUCT);
  }
}
