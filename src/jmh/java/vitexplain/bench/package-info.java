/**
 * The benchmarks. What each row of {@code latency.csv} is called follows from its method's name:
 * {@code gemmFloor} is {@code gemm-floor}; {@code explainer} is the id in its parameter {@code
 * method}.
 */
package vitexplain.bench;
