package vitexplain.report.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import vitexplain.report.results.CaseSelection;
import vitexplain.report.results.Curves;
import vitexplain.report.results.Results;
import vitexplain.run.row.MetricRow;
import vitexplain.run.row.SampleRow;

/**
 * What was measured on the shown images, for the page's script: every score of every shown map, and
 * its two curves under each occlusion strategy. Of the predicted class.
 */
final class CaseData {

  /** The metrics of the two curves. */
  private static final List<String> ORDERS = List.of(Curves.MORF, Curves.LERF);

  private static final double THOUSAND = 1000;
  private static final double TEN_THOUSAND = 10_000;

  /** A column of scores. */
  private record Score(String metric, String fill) {}

  private record Of(String image, String method) {}

  /** A curve of one map. */
  private record Curve(String image, String method, String order, String fill) {}

  private final Results results;
  private final Set<Score> scores = new LinkedHashSet<>();
  private final Set<String> fills = new LinkedHashSet<>();
  private final Set<Double> levels = new TreeSet<>();
  private final Map<Of, Map<Score, Double>> values = new LinkedHashMap<>();
  private final Map<Curve, Map<Double, Double>> curves = new LinkedHashMap<>();

  private CaseData(Results results) {
    this.results = results;
  }

  /**
   * The data as JSON.
   *
   * @param cases tells which id's map stands for a method
   * @param methods by their names in the tables
   */
  static ObjectNode of(
      Results results, CaseSelection cases, List<String> images, List<String> methods) {
    CaseData data = new CaseData(results);
    List<String> ids = methods.stream().map(cases::shown).toList();
    results.samples().stream()
        .flatMap(samples -> samples.shown().stream())
        .filter(row -> images.contains(row.image()) && ids.contains(row.method()))
        .forEach(data::take);
    return data.json(images, methods, ids);
  }

  private void take(SampleRow row) {
    if (ORDERS.contains(row.metric()) && Curves.numeric(row.level())) {
      double level = Double.parseDouble(row.level());
      fills.add(row.fill());
      levels.add(level);
      curves
          .computeIfAbsent(
              new Curve(row.image(), row.method(), row.metric(), row.fill()),
              curve -> new TreeMap<>())
          .put(level, row.value());
    } else if (row.level().isEmpty() && !isCurve(row.metric())) {
      Score score = new Score(row.metric(), row.fill());
      scores.add(score);
      values
          .computeIfAbsent(new Of(row.image(), row.method()), of -> new LinkedHashMap<>())
          .put(score, row.value());
    }
  }

  private boolean isCurve(String metric) {
    return results.description(metric).filter(r -> r.family().equals(MetricRow.CURVE)).isPresent();
  }

  private ObjectNode json(List<String> images, List<String> methods, List<String> ids) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode columns = json.putArray("scores");
    for (Score score : scores) {
      columns
          .addObject()
          .put("name", score.metric() + (score.fill().isEmpty() ? "" : ", " + score.fill()))
          .put("arrow", results.arrow(score.metric()).strip());
    }
    ArrayNode strategies = json.putArray("fills");
    fills.forEach(strategies::add);
    ArrayNode shares = json.putArray("levels");
    levels.forEach(shares::add);
    ArrayNode names = json.putArray("methods");
    methods.forEach(names::add);
    ArrayNode cases = json.putArray("images");
    for (String image : images) {
      ArrayNode maps = cases.addObject().put("name", image).putArray("maps");
      ids.forEach(id -> map(maps.addObject(), image, id));
    }
    return json;
  }

  private void map(ObjectNode map, String image, String method) {
    ArrayNode own = map.putArray("scores");
    Map<Score, Double> known = values.getOrDefault(new Of(image, method), Map.of());
    scores.forEach(score -> own.add(rounded(known.get(score), TEN_THOUSAND)));
    ArrayNode drawn = map.putArray("curves");
    for (String fill : fills) {
      ArrayNode pair = drawn.addArray();
      for (String order : ORDERS) {
        Map<Double, Double> curve =
            curves.getOrDefault(new Curve(image, method, order, fill), Map.of());
        ArrayNode points = pair.addArray();
        levels.forEach(level -> points.add(rounded(curve.get(level), THOUSAND)));
      }
    }
  }

  private static Double rounded(Double value, double unit) {
    return value == null ? null : Math.round(value * unit) / unit;
  }
}
