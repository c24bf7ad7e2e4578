package vitexplain.study;

import java.util.Locale;

/** Of which images an evaluation keeps pictures of the maps. */
public enum Heatmaps {
  /** Of none. */
  NONE,
  /** Of those that the report shows. */
  REPORT,
  /** Of all. */
  ALL;

  /** As it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
