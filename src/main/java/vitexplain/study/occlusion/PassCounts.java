package vitexplain.study.occlusion;

import java.io.Serializable;
import java.util.Map;

/**
 * What a {@link PassTally} has counted, as plain data that another process can add to its own.
 *
 * @param passes runs of the model by purpose
 * @param copying nanoseconds of making perturbed inputs, by purpose
 * @param methods nanoseconds of a method's maps beyond the pass that methods share, by method
 */
public record PassCounts(
    Map<String, Count> passes, Map<String, Long> copying, Map<String, Long> methods)
    implements Serializable {

  /** Nothing counted. */
  public static final PassCounts NONE = new PassCounts(Map.of(), Map.of(), Map.of());

  /**
   * Passes of one purpose.
   *
   * @param images run through the model
   * @param batches in so many runs
   * @param nanos all together
   */
  public record Count(long images, long batches, long nanos) implements Serializable {}

  public PassCounts {
    passes = Map.copyOf(passes);
    copying = Map.copyOf(copying);
    methods = Map.copyOf(methods);
  }
}
