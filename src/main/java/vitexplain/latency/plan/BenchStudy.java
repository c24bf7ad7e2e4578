package vitexplain.latency.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vitexplain.explain.Methods;
import vitexplain.run.Manifest;
import vitexplain.run.RunFolder;
import vitexplain.run.provenance.Section;

/**
 * The evaluation that a run folder holds, for what is timed into the same folder: without a time a
 * method is missing wherever faithfulness is held against cost.
 *
 * @param model its model; empty without a study
 * @param methods ids of its methods, without controls: what a map costs that knows nothing is of no
 *     interest
 */
public record BenchStudy(String model, List<String> methods) {

  /** No evaluation. */
  public static final BenchStudy NONE = new BenchStudy("", List.of());

  private static final String METHODS = "methods";

  public BenchStudy {
    methods = List.copyOf(methods);
  }

  /** Of a folder, which may be empty, or not be there yet; what cannot be read holds none. */
  public static BenchStudy of(RunFolder folder) {
    return Optional.of(folder)
        .filter(Manifest::isReadable)
        .flatMap(readable -> Manifest.of(readable).section("evaluate"))
        .map(BenchStudy::of)
        .orElse(NONE);
  }

  private static BenchStudy of(Section study) {
    List<String> methods =
        Arrays.stream(study.config().getOrDefault(METHODS, "").split(" "))
            .filter(id -> !id.isEmpty())
            .filter(id -> Methods.entry(id).kind().explains())
            .toList();
    return new BenchStudy(study.model(), methods);
  }

  /** The same without methods that are timed anyway. */
  BenchStudy without(List<String> timed) {
    return new BenchStudy(model, methods.stream().filter(id -> !timed.contains(id)).toList());
  }

  /** Whether a model and a method are of it. */
  boolean has(String timedModel, String timedMethod) {
    return timedModel.equals(model) && methods.contains(timedMethod);
  }
}
