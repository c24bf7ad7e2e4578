package vitexplain.run;

/** What to do with a run folder that already holds something. */
public enum Existing {
  /** An error: results are never mixed or lost unasked. */
  REFUSE,
  /** Go on where it stopped, or add what another command measures. */
  KEEP,
  /** Remove the files of the earlier run, and nothing that is not a run folder's. */
  OVERWRITE
}
