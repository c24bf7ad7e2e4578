package vitexplain.demo;

/**
 * How hard a scene is. A network that starts from nothing finds stripes late, so training begins
 * with cues that a linear patch embedding sees and takes them away; tests use {@link #FULL} alone.
 *
 * @param hueGap degrees between the hues of the two classes of a pair, 0 to 90; 0 leaves only the
 *     stripes to tell them apart
 * @param phaseFreedom 0 (stripes locked to the patch grid) to 1 (any phase, any period)
 * @param decoys chance, 0 to 1, that a distractor slot that may hold a plain shape in a class's hue
 *     does
 */
public record SceneDifficulty(double hueGap, double phaseFreedom, double decoys) {

  /** No help: the distribution of the committed scenes. */
  public static final SceneDifficulty FULL = new SceneDifficulty(0, 1, 1);

  public SceneDifficulty {
    check("hueGap", hueGap, 90);
    check("phaseFreedom", phaseFreedom, 1);
    check("decoys", decoys, 1);
  }

  private static void check(String name, double value, double max) {
    if (!(value >= 0 && value <= max)) {
      throw new IllegalArgumentException(name + " is " + value + "; expected 0.0 to " + max);
    }
  }
}
