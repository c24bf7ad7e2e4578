package vitexplain.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vitexplain.base.Refusal;
import vitexplain.dataset.Dataset;
import vitexplain.dataset.DatasetReference;
import vitexplain.dataset.LabelMap;
import vitexplain.dataset.layout.DataReference;
import vitexplain.image.mask.MaskClass;
import vitexplain.study.Scenes;
import vitexplain.study.plan.StudyPlan;
import vitexplain.study.unit.OpenStudy;
import vitexplain.study.unit.StudySetting;
import vitexplain.study.unit.UnitKey;
import vitexplain.study.unit.UnitKeyTest;
import vitexplain.study.unit.UnitResult;
import vitexplain.study.unit.Workers;
import vitexplain.vit.ModelReference;

/** What Spark is told, what executors answer, and what is refused. */
class SparkClusterTest {
  @TempDir Path folder;

  @Test
  void aWrongModelPathOnTheExecutorEndsWithASentence() throws IOException {
    ModelReference here = UnitKeyTest.demo();
    ModelReference elsewhere =
        new ModelReference("demo", "/not/on/this/machine", Map.of(), here.hashes());
    StudyPlan plan = UnitKeyTest.plan();
    Dataset data = Scenes.dataset(Scenes.copy(folder, 1));
    StudySetting setting = new StudySetting(plan, elsewhere, data.reference(), "cpu", false);
    List<UnitKey> keys = List.of(new UnitKey("scene_000.png", false));
    try (Workers workers = new SparkCluster().connect("local[1]", Map.of(), setting)) {
      Iterator<UnitResult> results = workers.begin(keys);
      assertThatThrownBy(results::next)
          .isInstanceOf(Refusal.class)
          .hasMessageMatching(
              "executor on \\S+: model 'demo' is expected in '/not/on/this/machine', and there is no such directory.*");
    }
  }

  @Test
  void aReplyIsTheResultToTheLastBit() throws IOException {
    Dataset data = Scenes.dataset(Scenes.copy(folder, 1));
    StudySetting setting =
        new StudySetting(UnitKeyTest.plan(), UnitKeyTest.demo(), data.reference(), "cpu", false);
    try (OpenStudy study = new OpenStudy(setting)) {
      UnitResult result = study.compute(new UnitKey("scene_000.png", false));
      UnitResult read = UnitReply.of(result).result();
      assertThat(read.image()).isEqualTo(result.image());
      assertThat(read.rows()).isEqualTo(result.rows());
      assertThat(read.passes()).isEqualTo(result.passes());
      assertThat(List.copyOf(read.maps().keySet())).isEqualTo(List.copyOf(result.maps().keySet()));
      assertThat(read.maps()).usingRecursiveComparison().isEqualTo(result.maps());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"local | 1", "local[3] | 3", "local-cluster[2,4,2048] | 4", "spark://host:7077 | 1"})
  void oneTaskHasAllCoresOfItsExecutor(String master, String cores) {
    SparkConf conf = SparkSettings.of(master, Map.of("spark.speculation", "true"));
    assertThat(conf.get("spark.executor.cores")).isEqualTo(cores);
    assertThat(conf.get("spark.task.cpus")).isEqualTo(cores);
    assertThat(conf.get("spark.executor.extraJavaOptions")).contains("num_threads=" + cores);
    assertThat(conf.get("spark.speculation")).isEqualTo("false");
  }

  @Test
  void settingsAreSparksOwn() {
    Map<String, String> given =
        Map.of("spark.executor.cores", "6", "spark.executor.extraJavaOptions", "-Xss4m");
    SparkConf conf = SparkSettings.of("spark://host:7077", given);
    assertThat(conf.get("spark.task.cpus")).isEqualTo("6");
    assertThat(conf.get("spark.executor.extraJavaOptions"))
        .contains("num_threads=6 ")
        .endsWith(" -Xss4m");
    assertThatThrownBy(() -> SparkSettings.of("local", Map.of("executor.cores", "6")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("begin with 'spark.'");
    assertThatThrownBy(() -> SparkSettings.of("yarn", Map.of("spark.executor.cores", "all")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("'all'; expected the cores of one executor");
    assertThatThrownBy(() -> SparkSettings.of("local[*]", Map.of()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("as in local[2]");
  }

  @Test
  void aMasterThatIsNoneIsRefused() {
    StudySetting setting =
        new StudySetting(
            Map.of(),
            1,
            new ModelReference("m", "", Map.of(), Map.of()),
            new DatasetReference(
                new DataReference("folder", "nowhere", ""),
                MaskClass.BLACK_AND_WHITE,
                LabelMap.NONE),
            "cpu",
            false);
    assertThatThrownBy(() -> new SparkCluster().connect("mars", Map.of(), setting))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("--spark mars: Spark cannot start there")
        .hasMessageContaining("spark://HOST:7077");
  }

  @Test
  void executorsTakeFromThisClassPathWhatSparkHasNot() {
    String ours =
        String.join(
            File.pathSeparator,
            "/p/classes",
            "/m/commons-text-1.14.0.jar",
            "/m/pytorch-native-cpu-2.7.1-linux-x86_64.jar");
    assertThat(SparkSettings.executorsPath(ours, Set.of("commons-text-1.15.0.jar", "kryo-5.jar")))
        .isEqualTo(
            String.join(
                File.pathSeparator, "/p/classes", "/m/pytorch-native-cpu-2.7.1-linux-x86_64.jar"));
  }
}
