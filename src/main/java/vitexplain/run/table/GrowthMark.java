package vitexplain.run.table;

/**
 * How far a growing file had come.
 *
 * @param length in bytes, at the end of a line
 * @param sha256 of so many bytes from its beginning
 */
public record GrowthMark(long length, String sha256) {}
