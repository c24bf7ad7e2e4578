package vitexplain.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.inference.TestUtils;
import org.junit.jupiter.api.Test;
import vitexplain.explain.Methods;
import vitexplain.explain.map.MethodSeed;
import vitexplain.metric.faithfulness.Faithfulness;
import vitexplain.run.RunFolder;
import vitexplain.run.row.SampleRow;
import vitexplain.statistics.Holm;
import vitexplain.statistics.SequentialComparison;
import vitexplain.statistics.SequentialComparison.Verdict;
import vitexplain.statistics.Settling;
import vitexplain.statistics.Settling.Pair;
import vitexplain.study.summary.Rankings;

/**
 * How much does stopping when the answer is known save? Replays the stored values of the primary
 * metric of an evaluation, with no pass over a model, in many seeded orders, and prints against all
 * images: the pairs that a test of all images finds (paired t, Holm, 0.05), the pairs that are
 * decided image by image, those of both that contradict each other, the images until the end, and
 * the share of the methods' units (a method on an image) that are evaluated. More images than there
 * are drawn with replacement. No test of the build, since nothing can fail.
 *
 * <pre>
 * mvn -q -B test -Dtest=SettledStudy -Dstudy=DIR -Dfill=drop -Dmethods=legrad,rollout     # several DIRs: shards, separated by commas
 * </pre>
 */
class SettledStudy {
  private static final double ALPHA = 0.05;
  private static final int ORDERS = 20;
  private static final List<String> FEW =
      List.of(System.getProperty("methods", "legrad,gmar-l1,rollout,random").split(",", -1));

  private record Outcome(
      int found, int decided, int equivalent, int opposite, int images, double units) {}

  @Test
  void print() {
    List<Map<String, Double>> images = read();
    Set<String> all = new LinkedHashSet<>();
    images.forEach(image -> all.addAll(image.keySet()));
    System.out.println(images.size() + " images, methods: " + all);
    System.out.println(
        "methods pairs images margin | found by all, decided, equivalent, opposite, images needed, units");
    for (List<String> methods : new LinkedHashSet<>(List.of(FEW, List.copyOf(all)))) {
      for (int count : new TreeSet<>(List.of(images.size(), 800))) {
        for (double margin : new double[] {0, 0.05, 0.1}) {
          print(images, methods, count, margin);
        }
      }
    }
  }

  private static void print(
      List<Map<String, Double>> images, List<String> methods, int count, double margin) {
    List<Pair> pairs = pairs(methods);
    List<Outcome> outcomes = new ArrayList<>();
    for (int order = 0; order < ORDERS; order++) {
      List<Map<String, Double>> drawn = drawn(images, count, new Random(order));
      outcomes.add(outcome(drawn, pairs, methods, margin));
    }
    System.out.printf(
        Locale.ROOT,
        "%2d %3d %3d %.2f | %5.1f %5.1f %5.1f %4.2f  %d (%d to %d)  %.0f %%%n",
        methods.size(),
        pairs.size(),
        count,
        margin,
        mean(outcomes.stream().map(Outcome::found)),
        mean(outcomes.stream().map(Outcome::decided)),
        mean(outcomes.stream().map(Outcome::equivalent)),
        mean(outcomes.stream().map(Outcome::opposite)),
        sorted(outcomes).get(ORDERS / 2),
        sorted(outcomes).get(0),
        sorted(outcomes).get(ORDERS - 1),
        100 * outcomes.stream().mapToDouble(Outcome::units).average().orElseThrow());
  }

  private static double mean(Stream<Integer> counts) {
    return counts.mapToInt(i -> i).average().orElseThrow();
  }

  private static List<Integer> sorted(List<Outcome> outcomes) {
    return outcomes.stream().map(Outcome::images).sorted().toList();
  }

  private static List<Map<String, Double>> drawn(
      List<Map<String, Double>> images, int count, Random random) {
    List<Map<String, Double>> drawn = new ArrayList<>();
    if (count == images.size()) {
      drawn.addAll(images);
      Collections.shuffle(drawn, random);
    } else {
      random.ints(count, 0, images.size()).forEach(i -> drawn.add(images.get(i)));
    }
    return drawn;
  }

  private static Outcome outcome(
      List<Map<String, Double>> images, List<Pair> pairs, List<String> methods, double margin) {
    Settling settling = Settling.of(pairs, Faithfulness.SRG.info().range(), ALPHA, margin);
    long units = 0;
    for (Map<String, Double> image : images) {
      if (settling.isSettled()) {
        break;
      }
      units += methods.stream().filter(settling::isOpen).count();
      settling = settling.after(image);
    }
    Map<Pair, Verdict> tested = tested(images, pairs);
    int decided = 0;
    int equivalent = 0;
    int opposite = 0;
    for (Map.Entry<Pair, SequentialComparison> e : settling.comparisons().entrySet()) {
      Verdict verdict = e.getValue().verdict();
      Verdict of = tested.get(e.getKey());
      equivalent += verdict == Verdict.EQUIVALENT ? 1 : 0;
      decided += verdict == Verdict.HIGHER || verdict == Verdict.LOWER ? 1 : 0;
      opposite +=
          (verdict == Verdict.HIGHER && of == Verdict.LOWER)
                  || (verdict == Verdict.LOWER && of == Verdict.HIGHER)
              ? 1
              : 0;
    }
    int found = (int) tested.values().stream().filter(v -> v != Verdict.OPEN).count();
    double share = (double) units / ((long) methods.size() * images.size());
    return new Outcome(found, decided, equivalent, opposite, settling.images(), share);
  }

  private static Map<Pair, Verdict> tested(List<Map<String, Double>> images, List<Pair> pairs) {
    double[] p = new double[pairs.size()];
    double[] mean = new double[pairs.size()];
    for (int i = 0; i < p.length; i++) {
      double[] differences = differences(images, pairs.get(i));
      mean[i] = StatUtils.mean(differences);
      p[i] = TestUtils.tTest(0, differences);
    }
    double[] adjusted = Holm.adjust(p);
    Map<Pair, Verdict> tested = new LinkedHashMap<>();
    for (int i = 0; i < p.length; i++) {
      tested.put(
          pairs.get(i),
          adjusted[i] >= ALPHA ? Verdict.OPEN : mean[i] > 0 ? Verdict.HIGHER : Verdict.LOWER);
    }
    return tested;
  }

  private static double[] differences(List<Map<String, Double>> images, Pair pair) {
    return images.stream()
        .mapToDouble(
            image ->
                image.getOrDefault(pair.a(), Double.NaN) - image.getOrDefault(pair.b(), Double.NaN))
        .filter(difference -> !Double.isNaN(difference))
        .toArray();
  }

  private static List<Pair> pairs(List<String> methods) {
    List<Pair> pairs = new ArrayList<>();
    for (int a = 0; a < methods.size(); a++) {
      for (int b = a + 1; b < methods.size(); b++) {
        pairs.add(new Pair(methods.get(a), methods.get(b)));
      }
    }
    return pairs;
  }

  /** Of every image, by method: the mean over seeds. Methods and the random control. */
  private static List<Map<String, Double>> read() {
    Map<String, Map<String, List<Double>>> byImage = new TreeMap<>();
    String fill = System.getProperty("fill", "drop");
    for (String folder : System.getProperty("study").split(",", -1)) {
      new RunFolder(Path.of(folder))
          .samples()
          .forEach(
              row -> {
                if (row.metric().equals(Faithfulness.SRG.name())
                    && row.target().equals(SampleRow.PREDICTED)
                    && row.fill().equals(fill)
                    && isCompared(row.method())) {
                  byImage
                      .computeIfAbsent(row.image(), name -> new LinkedHashMap<>())
                      .computeIfAbsent(MethodSeed.without(row.method()), id -> new ArrayList<>())
                      .add(row.value());
                }
              });
    }
    List<Map<String, Double>> images = new ArrayList<>();
    byImage.forEach(
        (name, methods) -> {
          Map<String, Double> means = new LinkedHashMap<>();
          methods.forEach(
              (id, seeds) ->
                  means.put(id, seeds.stream().mapToDouble(v -> v).average().orElseThrow()));
          images.add(means);
        });
    return images;
  }

  private static boolean isCompared(String method) {
    return Rankings.isRanked(method)
        || MethodSeed.without(method).equals(Methods.controlFor(Methods.CHANCE).name());
  }
}
