package vitexplain.base;

import java.util.Locale;

/** How much a run measures: each for one occasion, with its time on a machine with two cores. */
public enum Profile {
  /** Does every step run? Its numbers mean nothing. Under 90 s. */
  SMOKE,
  /** A first answer, under 6 minutes. */
  QUICK,
  /** Numbers to publish, under an hour. */
  STANDARD,
  /** Everything there is, without a limit of time. */
  FULL;

  /** Its name in files and on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return id();
  }
}
