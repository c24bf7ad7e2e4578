package vitexplain.image.mask;

import java.util.ArrayList;
import java.util.List;
import vitexplain.base.Excerpt;
import vitexplain.base.Refusal;

/**
 * Run lengths as text, as the COCO API writes them: a number is a sequence of characters from
 * {@code '0'} on, of 6 bits each. The lowest five are digits of the number, lowest first, and the
 * sixth says that more follow; the fifth of the last one is the sign. From the fourth number on, it
 * is the difference to the number two before.
 */
final class RunLengthText {
  private static final char ZERO = '0';

  private static final int DIGIT_BITS = 5;

  private static final int DIGIT = (1 << DIGIT_BITS) - 1;

  private static final int MORE = 1 << DIGIT_BITS;

  private static final int SIGN = 1 << (DIGIT_BITS - 1);

  /** Characters of the longest number: no picture needs more than 35 bits. */
  private static final int MOST_DIGITS = 7;

  /** Numbers before this one stand as they are. */
  private static final int FIRST_DIFFERENCE = 3;

  private RunLengthText() {}

  /**
   * The numbers of a text.
   *
   * @throws Refusal of the kind INPUT if it holds another character, ends within a number, or a
   *     number is larger than any picture
   */
  static List<Long> lengths(String text) {
    List<Long> lengths = new ArrayList<>();
    long number = 0;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      int bits = text.charAt(i) - ZERO;
      if (bits < 0 || bits > (MORE | DIGIT)) {
        throw Refusal.input(
            "character "
                + i
                + " of its compressed run lengths is '"
                + Excerpt.of(text.charAt(i))
                + "'; expected one from '0' to 'o'");
      }
      if (digits == MOST_DIGITS) {
        throw Refusal.input(
            "the number before character "
                + i
                + " of its compressed run lengths is larger than any picture");
      }
      number |= (long) (bits & DIGIT) << (DIGIT_BITS * digits++);
      if ((bits & MORE) == 0) {
        if ((bits & SIGN) != 0) {
          number |= -1L << (DIGIT_BITS * digits);
        }
        int place = lengths.size();
        lengths.add(place < FIRST_DIFFERENCE ? number : number + lengths.get(place - 2));
        number = 0;
        digits = 0;
      }
    }
    if (digits > 0) {
      throw Refusal.input("its compressed run lengths end within a number");
    }
    return lengths;
  }
}
