/**
 * The benchmarks. What each row of {@code latency.csv} is called follows from its method's name:
 * {@code gemmFloor} is {@code gemm-floor}; {@code explainer} is the id in its parameter {@code
 * method}, which stands behind a colon in the names of others, as in {@code reference:legrad}.
 */
package vitexplain.bench;
