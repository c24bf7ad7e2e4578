package vitexplain.run;

import java.util.Map;
import vitexplain.base.Sha256;

/**
 * What one command did: a section of the manifest. What does not apply is empty.
 *
 * @param commandLine the command as it was typed
 * @param profile {@code smoke}, {@code quick}, {@code standard} or {@code full}
 * @param config every option that can change a number, defaults included
 * @param configSha256 hash of {@code config}, see {@link Sha256#of(Map)}
 * @param model the model's name
 * @param modelSha256 hash of its weights
 * @param imageListSha256 hash of the image list
 * @param seeds seeds by what they are for
 * @param environment the machine and the software
 * @param start when it began, ISO 8601 in UTC
 * @param end when it ended; empty while it runs or if it was cut off
 * @param counts how far it came
 * @param measured further numbers by name, as {@link #GEMM_CEILING}
 * @param notes remarks by subject, as {@code cuda -> no CUDA device}: what was skipped and why
 */
public record Section(
    String commandLine,
    String profile,
    Map<String, String> config,
    String configSha256,
    String model,
    String modelSha256,
    String imageListSha256,
    Map<String, Long> seeds,
    Environment environment,
    String start,
    String end,
    Counts counts,
    Map<String, Double> measured,
    Map<String, String> notes) {

  /** Key in {@link #measured}: the fastest matrix product seen, in GFLOP/s. */
  public static final String GEMM_CEILING = "gemm_ceiling_gflops";

  public Section {
    config = Map.copyOf(config);
    seeds = Map.copyOf(seeds);
    measured = Map.copyOf(measured);
    notes = Map.copyOf(notes);
  }

  /** A section as a command begins: its configuration hashed, nothing done yet. */
  public static Section starting(
      String commandLine,
      String profile,
      Map<String, String> config,
      Environment environment,
      String start) {
    return new Section(
        commandLine,
        profile,
        config,
        Sha256.of(config),
        "",
        "",
        "",
        Map.of(),
        environment,
        start,
        "",
        new Counts(0, 0, 0, 0),
        Map.of(),
        Map.of());
  }

  /** The same with its inputs. */
  public Section withInputs(
      String name, String weightsSha256, String imagesSha256, Map<String, Long> newSeeds) {
    return new Section(
        commandLine,
        profile,
        config,
        configSha256,
        name,
        weightsSha256,
        imagesSha256,
        newSeeds,
        environment,
        start,
        end,
        counts,
        measured,
        notes);
  }

  /** The same, ended. */
  public Section ended(
      String when, Counts reached, Map<String, Double> newMeasured, Map<String, String> newNotes) {
    return new Section(
        commandLine,
        profile,
        config,
        configSha256,
        model,
        modelSha256,
        imageListSha256,
        seeds,
        environment,
        start,
        when,
        reached,
        newMeasured,
        newNotes);
  }
}
