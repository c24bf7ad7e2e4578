package vitexplain.vit;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import vitexplain.vit.closedform.FastForward;
import vitexplain.vit.closedform.FusedBlock;
import vitexplain.vit.closedform.Kernels;
import vitexplain.vit.closedform.Lazy;
import vitexplain.vit.model.BlockWeights;
import vitexplain.vit.model.NormWeights;
import vitexplain.vit.model.RandomWeights;
import vitexplain.vit.model.VitWeights;

/**
 * A model of which parts start again from random weights, drawn as a new model's are. All parts of
 * one seed come from one set of random weights, held until {@link #close()}; what is left of the
 * model is not copied, so any number of mixtures takes the memory of one more model.
 *
 * <p>Source: the model parameter randomisation test, Adebayo et al. 2018, arXiv:1810.03292, section
 * 3.
 */
public final class Reinitialised implements AutoCloseable {
  private final Vit model;
  private final Vit random;
  private final NDManager manager;
  private final Supplier<Kernels> kernels;

  /** The random blocks as the kernels read them, each when a pass first does. */
  private final List<Lazy<FusedBlock>> arranged;

  /**
   * Draws the random weights.
   *
   * @param model must live longer
   * @param seed decides them, on one device and dtype; the engine's random seed is set
   */
  public Reinitialised(Vit model, long seed) {
    this.manager = model.newScope();
    this.model = model;
    this.random =
        new Vit(
            manager,
            model.config(),
            RandomWeights.like(manager, model.config(), model.weights(), model.dtype(), seed));
    this.kernels = new Lazy<>(() -> Kernels.load(manager, model.config(), model.dtype()));
    int blocks = model.config().blocks();
    this.arranged =
        IntStream.range(0, blocks).mapToObj(l -> new Lazy<>(() -> arrange(l, blocks))).toList();
  }

  private FusedBlock arrange(int l, int blocks) {
    return FusedBlock.of(
        manager,
        kernels.get(),
        random.weights().blocks().get(l),
        model.config().headWidth(),
        l == blocks - 1);
  }

  /**
   * Only what comes after the final LayerNorm is random, the linear classifier in most models; the
   * caller closes the model, before this.
   */
  public Vit head() {
    VitWeights w = model.weights();
    return mixed(w, l -> model, w.norm(), random);
  }

  /**
   * The last blocks and all that comes after them are random: final LayerNorm and classifier.
   *
   * @param count 0 to all blocks
   */
  public Vit topDown(int count) {
    int first = model.config().blocks() - count;
    NormWeights norm = random.weights().norm();
    return mixed(model.weights(), l -> l >= first ? random : model, norm, random);
  }

  /**
   * The first blocks and all that comes before them are random: patch projection, class token and
   * positions.
   *
   * @param count 0 to all blocks
   */
  public Vit bottomUp(int count) {
    NormWeights norm = model.weights().norm();
    return mixed(random.weights(), l -> l < count ? random : model, norm, model);
  }

  private Vit mixed(VitWeights embedding, IntFunction<Vit> source, NormWeights norm, Vit top) {
    List<Vit> sources =
        IntStream.range(0, model.config().blocks()).mapToObj(source).toList(); // one a block
    List<BlockWeights> blocks =
        IntStream.range(0, sources.size())
            .mapToObj(l -> sources.get(l).weights().blocks().get(l))
            .toList();
    VitWeights weights =
        new VitWeights(
            embedding.patch(),
            embedding.prefix(),
            embedding.position(),
            embedding.rotary(),
            embedding.first(),
            blocks,
            norm,
            top.weights().pool(),
            top.weights().head());
    return new Vit(
        random.newScope(),
        model.config(),
        weights,
        new Lazy<>(
            () -> new FastForward(kernels.get(), model.config(), weights, arranged(sources))));
  }

  private List<FusedBlock> arranged(List<Vit> sources) {
    return IntStream.range(0, sources.size())
        .mapToObj(l -> sources.get(l) == model ? model.forward().block(l) : arranged.get(l).get())
        .toList();
  }

  /** Frees the random weights. */
  @Override
  public void close() {
    random.close();
  }
}
