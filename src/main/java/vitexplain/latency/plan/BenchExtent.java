package vitexplain.latency.plan;

import java.util.List;
import java.util.Optional;
import vitexplain.explain.Methods;
import vitexplain.run.provenance.Budget;

/**
 * What is timed beside the main table of models, batches and methods, at the smallest batch.
 *
 * @param peers ids of methods that need no batch sweep
 * @param references whether references are timed at every batch and not at the smallest alone
 * @param threads further numbers of threads, for the forward pass and the methods
 * @param sizes models that differ in their number of tokens, for the forward pass and the methods
 * @param coldStarts processes of a cold start in each round; 0 for none
 * @param cudaBatches further batches of the main table on a CUDA device
 * @param budget with one, every model and method is timed call by call at every batch, and long
 *     enough that calls which keep to it give their 99th percentile
 * @param brief a study's methods that nothing else times, on its model, in short iterations
 */
public record BenchExtent(
    List<String> peers,
    boolean references,
    List<Integer> threads,
    List<String> sizes,
    int coldStarts,
    List<Integer> cudaBatches,
    Optional<Budget> budget,
    BenchStudy brief) {

  public BenchExtent {
    peers = List.copyOf(peers);
    peers.forEach(Methods::named);
    threads = List.copyOf(threads);
    sizes = List.copyOf(sizes);
    cudaBatches = List.copyOf(cudaBatches);
  }
}
