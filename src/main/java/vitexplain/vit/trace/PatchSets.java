package vitexplain.vit.trace;

/**
 * Which patches stay in each of many passes over parts of an image: in every set half of them,
 * rounded down, but at least one.
 */
public sealed interface PatchSets {

  /** How many sets, at least 1; fewer where they are chosen among fewer. */
  int count();

  /** Of what is random about them. */
  int seed();

  /**
   * Random halves, the same for every image: for each set in turn one uniform number a patch, by
   * {@link java.util.SplittableRandom#nextDouble}, and the largest stay.
   */
  record Drawn(int count, int seed) implements PatchSets {}

  /**
   * The patches on which a group of features is largest. The outputs of all blocks side by side are
   * one row a patch, n x L d; its columns are put into {@code count} clusters by Lloyd's algorithm,
   * or fewer where there are fewer columns, and of each centroid the largest half stays. The first
   * centroids are random columns: one uniform number each, as in {@link Drawn}, and the largest are
   * taken, in the columns' order.
   */
  record Clustered(int count, int seed) implements PatchSets {}
}
