package vitexplain.run.provenance;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far an evaluation with logits in bfloat16 is from the same in float32, measured on some of
 * its images with the primary occlusion strategy.
 *
 * @param images compared
 * @param probability largest difference of a target's probability, over all copies of the images
 * @param tau Kendall's tau-b between the two rankings of the methods by the primary metric
 */
public record Bfloat16Error(int images, double probability, double tau) {
  private static final String IMAGES = "bfloat16_images";
  private static final String PROBABILITY = "bfloat16_largest_probability_difference";
  private static final String TAU = "bfloat16_ranking_kendall_tau";

  /** As it stands among a section's measured numbers. */
  public Map<String, Double> measured() {
    return Map.of(IMAGES, (double) images, PROBABILITY, probability, TAU, tau);
  }

  /** Empty where it was not measured. */
  public static Optional<Bfloat16Error> of(Section section) {
    Map<String, Double> m = section.measured();
    return m.keySet().containsAll(Set.of(IMAGES, PROBABILITY, TAU))
        ? Optional.of(new Bfloat16Error(m.get(IMAGES).intValue(), m.get(PROBABILITY), m.get(TAU)))
        : Optional.empty();
  }

  /** For a reader. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "The model's answers to changed images were computed in bfloat16. On %d of the images,"
            + " computed in float32 too, the target's probability differs by at most %.4f, and"
            + " Kendall's tau between the two rankings of the methods by the primary metric is"
            + " %.3f.",
        images,
        probability,
        tau);
  }
}
