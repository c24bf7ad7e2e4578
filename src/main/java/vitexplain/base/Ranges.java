package vitexplain.base;

/** Checks of numbers against their range, and of arrays against each other's length. */
public final class Ranges {
  private Ranges() {}

  /**
   * A number within its range.
   *
   * @param option as the user knows it, such as {@code --batch}
   * @throws Refusal naming the option, the number and the range
   */
  public static int require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw Refusal.request(
          option + " is " + value + "; expected a whole number from " + least + " to " + most);
    }
    return value;
  }

  /** Refuses arrays of different lengths that are read pair by pair. */
  public static void requireSameLength(String what, int a, int b) {
    if (a != b) {
      throw new IllegalArgumentException(
          what + ": " + a + " values against " + b + "; expected one of each per image");
    }
  }
}
