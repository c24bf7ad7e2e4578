/**
 * The units of work of an evaluation on Apache Spark, built with the profile {@code spark} alone.
 * The driver keeps the run folder; executors get one image at a time and send back plain data.
 *
 * <p>In reading order:
 *
 * <ul>
 *   <li>{@link SparkCluster}, {@link SparkSettings}
 *   <li>{@link SparkResults}, {@link UnitTask}, {@link ExecutorStudy}, {@link UnitReply}
 * </ul>
 */
package vitexplain.cluster;
