package vitexplain.base;

/** Whole numbers that a user gives, each with the range it must lie in. */
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
}
