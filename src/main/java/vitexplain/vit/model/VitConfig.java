package vitexplain.vit.model;

import java.util.List;
import java.util.Locale;
import vitexplain.base.Refusal;

/**
 * The shape of a Vision Transformer classifier (pre-norm, class token first).
 *
 * @param imageHeight pixels, a multiple of {@code patchSize}
 * @param imageWidth pixels, a multiple of {@code patchSize}
 * @param patchSize edge of a square patch in pixels
 * @param channels 1 (grey) or 3 (RGB)
 * @param width hidden size d of a token
 * @param blocks transformer blocks L
 * @param heads attention heads H; {@code width} is a multiple of it
 * @param mlpWidth hidden size of a block's MLP
 * @param activation the MLP's non-linearity
 * @param qkvBias whether query, key and value have biases
 * @param layerNormEps added to the variance in every LayerNorm
 * @param readout which of the last tokens the scores are read from
 * @param labels one name per class, in logit order; none in a model without classes
 */
public record VitConfig(
    int imageHeight,
    int imageWidth,
    int patchSize,
    int channels,
    int width,
    int blocks,
    int heads,
    int mlpWidth,
    Activation activation,
    boolean qkvBias,
    double layerNormEps,
    Readout readout,
    List<String> labels) {

  private static final int MOST_PIXELS = 10_000;
  private static final int MOST_WIDTH = 65_536;
  private static final int MOST_BLOCKS = 1_000;

  /** A file that says more is damaged or no model's; arrays of these sizes can still be named. */
  public static final int MOST_CLASSES = 1_000_000;

  public VitConfig {
    labels = List.copyOf(labels);
    within("image_size", imageHeight, MOST_PIXELS);
    within("image_size", imageWidth, MOST_PIXELS);
    within("patch_size", patchSize, MOST_PIXELS);
    within("hidden_size", width, MOST_WIDTH);
    within("num_hidden_layers", blocks, MOST_BLOCKS);
    within("num_attention_heads", heads, MOST_WIDTH);
    within("intermediate_size", mlpWidth, MOST_WIDTH * 16);
    if (imageHeight % patchSize != 0 || imageWidth % patchSize != 0) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "image_size %d x %d is not a multiple of patch_size %d",
              imageHeight,
              imageWidth,
              patchSize));
    }
    if (width % heads != 0) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "hidden_size %d is not a multiple of num_attention_heads %d",
              width,
              heads));
    }
    if (channels != 1 && channels != 3) {
      throw Refusal.request("num_channels is " + channels + "; expected 1 or 3");
    }
    if (!(layerNormEps >= 0 && layerNormEps <= 1)) {
      throw Refusal.request("layer_norm_eps is " + layerNormEps + "; expected 0 to 1");
    }
  }

  public static void within(String key, int value, int most) {
    if (value < 1 || value > most) {
      throw Refusal.request(key + " is " + value + "; expected 1 to " + most);
    }
  }

  /** The same shape for images of another size in pixels. */
  public VitConfig forImages(int height, int width) {
    return new VitConfig(
        height,
        width,
        patchSize,
        channels,
        this.width,
        blocks,
        heads,
        mlpWidth,
        activation,
        qkvBias,
        layerNormEps,
        readout,
        labels);
  }

  /** The same shape with other classes. */
  public VitConfig withLabels(List<String> names) {
    return new VitConfig(
        imageHeight,
        imageWidth,
        patchSize,
        channels,
        width,
        blocks,
        heads,
        mlpWidth,
        activation,
        qkvBias,
        layerNormEps,
        readout,
        names);
  }

  /** Logits K. */
  public int classes() {
    return labels.size();
  }

  /** Width d_h of one head. */
  public int headWidth() {
    return width / heads;
  }

  /** Where the patches of a token sequence lie, given its number of prefix tokens. */
  public PatchLayout layout(int prefixTokens) {
    return new PatchLayout(imageHeight / patchSize, imageWidth / patchSize, prefixTokens);
  }
}
