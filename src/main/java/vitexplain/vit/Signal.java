package vitexplain.vit;

/**
 * Something a pass can leave behind for every block; what an explainer asks for.
 *
 * <p>Gradients are kept as D, the gradient with respect to a head's context A V, and not as the T x
 * T gradient dA: dA = D V^T, and many methods need less than all of it. An array of D has a row for
 * each token, or, where all rows but CLS's are 0 by construction, that row alone: R = T or R = 1.
 */
public sealed interface Signal {

  /** A: attention after the softmax, [B, H, T, T], row = query, column = key. */
  record Attention() implements Signal {}

  /** V: values, [B, H, T, d_h]. */
  record Values() implements Signal {}

  /** D of the target's final logit, [B, H, R, d_h], through every later block. */
  record LogitContextGradient() implements Signal {}

  /**
   * D of a block's own score, [B, H, R, d_h]: no path through other blocks.
   *
   * @param score how a class score is read from one block's tokens
   */
  record LayerContextGradient(LayerScore score) implements Signal {}

  /** The model's input, one array for the whole pass, [B, C, height, width]. */
  record Pixels() implements Signal {}
}
