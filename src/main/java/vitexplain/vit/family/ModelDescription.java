package vitexplain.vit.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import vitexplain.base.Refusal;
import vitexplain.image.preprocess.ModelSize;
import vitexplain.vit.model.PatchLayout;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.TokenRange;
import vitexplain.vit.model.VitConfig;

/**
 * All that a checkpoint's files say about a model but its numbers.
 *
 * @param family how its tensors are named
 * @param config its shape; its images are what whole patches cover
 * @param pixels the size of the images that its preprocessor makes
 * @param stored the grid for which positions are stored
 * @param prefix slots of the tokens before the patches, in order, with how many tokens each holds
 * @param positioned how many of these tokens have positions
 * @param scores what the class scores are
 * @param parts which optional parts its tensors have
 */
public record ModelDescription(
    Family family,
    VitConfig config,
    ModelSize.Exact pixels,
    PatchLayout stored,
    List<Prefix> prefix,
    int positioned,
    Family.Scores scores,
    Parts parts) {

  /**
   * Learned tokens before the patches.
   *
   * @param slot of their tensor
   * @param count how many
   */
  public record Prefix(String slot, int count) {}

  /**
   * Parts that some models have.
   *
   * @param patchBias the patch projection's bias
   * @param preNorm a LayerNorm before the blocks
   * @param query whether queries have a bias
   * @param key whether keys have
   * @param value whether values have
   * @param out whether the heads' projection has
   * @param mlp whether the MLP has
   * @param layerScale factors behind attention and MLP
   * @param gated whether the MLP is gated
   * @param gate whether its gate is a tensor of its own
   * @param fcNorm whether the final LayerNorm is timm's fc_norm
   * @param rope base of rotary positions, empty for none
   */
  public record Parts(
      boolean patchBias,
      boolean preNorm,
      boolean query,
      boolean key,
      boolean value,
      boolean out,
      boolean mlp,
      boolean layerScale,
      boolean gated,
      boolean gate,
      boolean fcNorm,
      OptionalDouble rope) {}

  public ModelDescription {
    prefix = List.copyOf(prefix);
  }

  /** The part of an edge that whole patches cover: what is beyond them is not read. */
  static int covered(int pixels, int patch) {
    return patch < 1 || pixels < patch ? pixels : pixels / patch * patch;
  }

  /** Tokens before the patches, P. */
  public int prefixTokens() {
    return prefix.stream().mapToInt(Prefix::count).sum();
  }

  /**
   * The readout of a family's model.
   *
   * @param prefix P
   */
  static Readout readout(Family.Scores scores, Family.Tokens tokens, int prefix) {
    TokenRange patches = new TokenRange(prefix, TokenRange.OPEN);
    return switch (tokens) {
      case CLS -> Readout.tokens(scores == Family.Scores.TWO_CLASSIFIERS ? 2 : 1);
      case CLS_MEAN -> new Readout(List.of(TokenRange.token(0), patches), Readout.Norm.PER_TOKEN);
      case MEAN -> new Readout(List.of(patches), Readout.Norm.PER_TOKEN);
      case UNNORMED_MEAN -> new Readout(List.of(patches), Readout.Norm.NONE);
      case PROBE -> new Readout(List.of(patches), Readout.Pool.PROBE, Readout.Norm.PER_TOKEN);
    };
  }

  /**
   * The same model for images of another size, whose positions are resampled.
   *
   * @param size what its preprocessor makes
   */
  public ModelDescription forImages(ModelSize.Exact size) {
    int patch = config.patchSize();
    VitConfig other = config.forImages(covered(size.height(), patch), covered(size.width(), patch));
    return with(other, size);
  }

  /**
   * Refuses a model that does not compare images with texts.
   *
   * @param model its name, for the message
   * @throws Refusal if its classes are its own and not texts'
   */
  public void requireTexts(String model) {
    if (!comparesTexts()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "model '%s' is a %s model without a text tower's space; --classes is for CLIP and"
                  + " SigLIP",
              model,
              family.name()));
    }
  }

  /** Whether its class scores are cosines with texts. */
  public boolean comparesTexts() {
    return scores == Family.Scores.TEXTS || scores == Family.Scores.PROJECTED_TEXTS;
  }

  /** The same model with classes that texts describe. */
  public ModelDescription withClasses(List<String> names) {
    return with(config.withLabels(names), pixels);
  }

  private ModelDescription with(VitConfig other, ModelSize.Exact size) {
    return new ModelDescription(family, other, size, stored, prefix, positioned, scores, parts);
  }

  /** Slots of the prefix tokens as a family lists them, with their counts. */
  static List<Prefix> prefix(List<String> slots, int registers) {
    List<Prefix> prefix = new ArrayList<>();
    for (String slot : slots) {
      int count = slot.equals("register_tokens") ? registers : 1;
      if (count > 0) {
        prefix.add(new Prefix("embeddings." + slot, count));
      }
    }
    return prefix;
  }

  /** How many of the first tokens have positions. */
  static int positioned(int families, List<Prefix> prefix) {
    int all = IntStream.range(0, prefix.size()).map(i -> prefix.get(i).count()).sum();
    return families < 0 ? all : families;
  }
}
