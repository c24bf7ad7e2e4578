package vitexplain.explain.relevance;

/** Where relevance is read. */
public enum Place {
  /** At the first block's input, summed over the width of a token. */
  TOKENS,
  /** At the normalised pixels, summed over channels and a patch. */
  INPUT
}
