package vitexplain.vit.model;

/**
 * How a token sequence maps to the image: prefix tokens first, then patches row by row.
 *
 * @param rows patch rows
 * @param columns patch columns
 * @param prefixTokens tokens before the first patch (1 = CLS)
 */
public record PatchLayout(int rows, int columns, int prefixTokens) {

  /** Patches n. */
  public int patches() {
    return rows * columns;
  }

  /** Tokens T = prefix tokens + patches. */
  public int tokens() {
    return prefixTokens + patches();
  }
}
