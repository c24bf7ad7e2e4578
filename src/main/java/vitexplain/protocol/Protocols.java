package vitexplain.protocol;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import vitexplain.base.NearestName;
import vitexplain.base.Refusal;
import vitexplain.image.resize.Resample;
import vitexplain.protocol.Protocol.Explained;
import vitexplain.protocol.Protocol.Inputs;
import vitexplain.protocol.Protocol.MinMax;
import vitexplain.protocol.Protocol.Perturbation;
import vitexplain.protocol.Protocol.Pooling;
import vitexplain.protocol.Protocol.Precision;
import vitexplain.protocol.Protocol.PublishedData;
import vitexplain.protocol.Protocol.PublishedModel;
import vitexplain.protocol.Protocol.Segmentation;
import vitexplain.protocol.Protocol.Threshold;

/** The published evaluations that can be run again. */
public final class Protocols {
  private static final PublishedModel VIT =
      new PublishedModel(
          "ViT-B/16 at 224 of ImageNet-21k and ImageNet-1k (jx_vit_base_p16_224)",
          "google/vit-base-patch16-224",
          12,
          768,
          16,
          1000);

  private static final PublishedModel OPEN_CLIP =
      new PublishedModel(
          "OpenCLIP ViT-B/16 of LAION-2B, its positions interpolated to 448",
          "laion/CLIP-ViT-B-16-laion2B-s34B-b88K",
          12,
          768,
          16,
          0);

  private static final String FULL_LRP = "full-lrp";

  /** Chefer's maps, of both of its tests. */
  private static final Inputs CHEFER = new Inputs(224, Resample.BILINEAR, Resample.NEAREST);

  private static final int PERTURBATION_STEPS = 9;

  private static final Protocol CHEFER_SEGMENTATION =
      new Protocol(
          "chefer-segmentation",
          "maps of the predicted class as segmentations: Chefer et al. 2021, arXiv:2012.09838",
          CHEFER,
          MinMax.AFTER_UPSAMPLING,
          new Segmentation(
              Explained.PREDICTED, Threshold.ABOVE_MEAN, Pooling.POOLED, Precision.TWO_CHANNEL),
          List.of(
              "raw-attention",
              "attention-gradcam",
              FULL_LRP,
              "partial-lrp",
              "rollout:start-layer=1",
              "transformer-attribution"),
          VIT,
          new PublishedData(
              "ImageNet-Segmentation (Guillaumin et al. 2014)",
              4276,
              "the file gtsegs_ijcv.mat, which the readme of hila-chefer/Transformer-Explainability"
                  + " links to; --data imagenet-segmentation:gtsegs_ijcv.mat"),
          Map.of(
              FULL_LRP,
              "single entries jump where a denominator of this method is near 0: the authors' own"
                  + " code moves by up to 3.3 points from float64 to float32"),
          List.of());

  private static final Protocol CHEFER_PERTURBATION =
      new Protocol(
          "chefer-perturbation",
          "pixels set to black in the order of a map: Chefer et al. 2021, arXiv:2012.09838",
          CHEFER,
          MinMax.AFTER_UPSAMPLING,
          new Perturbation(PERTURBATION_STEPS),
          List.of(
              "raw-attention",
              "rollout:start-layer=1",
              "attention-gradcam",
              "partial-lrp",
              "chefer",
              "transformer-attribution"),
          VIT,
          new PublishedData(
              "the validation set of ILSVRC 2012",
              50_000,
              "from its organisers, as folders of classes; --data imagefolder:DIR#val"),
          Map.of(),
          List.of(
              "of pixels with one value the lower index goes first, where the authors leave it to topk",
              "the authors' code counts the label in both of its tables, which differ in the class"
                  + " that is explained: the target predicted-against-label is that, and predicted"
                  + " counts the class that is explained"));

  private static final Protocol LEGRAD_SEGMENTATION =
      new Protocol(
          "legrad-segmentation",
          "maps of the label's text as segmentations: Bousselham et al. 2024, arXiv:2404.03214",
          new Inputs(448, Resample.BICUBIC, Resample.NEAREST),
          MinMax.AFTER_UPSAMPLING,
          new Segmentation(
              Explained.LABEL, Threshold.ABOVE_HALF, Pooling.POOLED, Precision.TWO_CHANNEL),
          List.of("legrad", "chefer", "rollout"),
          OPEN_CLIP,
          new PublishedData(
              "ImageNet-S, the validation set of 919 classes (Gao et al. 2022)",
              12_419,
              "from LUSSeg/ImageNet-S and the validation set of ILSVRC 2012; --data imagenet-s:DIR"
                  + " --label-map FILE.csv, and --classes FILE with the embeddings of the texts 'a"
                  + " photo of a X' (docs/reproduce.md)"),
          Map.of(),
          List.of(
              "the authors published no code of this evaluation: what follows was decided by this project",
              "pictures are resized to 448 x 448 by bicubic, as the package legrad prepares them,"
                  + " masks by nearest",
              "a map is upsampled and then scaled to 0..1, as that package does",
              "legrad counts all blocks, as the paper's equation; the package takes the last two"
                  + " unless told otherwise (legrad:layers=2)",
              "rollout begins with the first block",
              "the object is the pixels of the label's class; those of ImageNet-S that are to be"
                  + " ignored count nowhere",
              "pixels are pooled over all pictures, and the average precision is that of"
                  + " chefer-segmentation"));

  private Protocols() {}

  /** All, in the order of lists. */
  public static List<Protocol> all() {
    return List.of(CHEFER_SEGMENTATION, CHEFER_PERTURBATION, LEGRAD_SEGMENTATION);
  }

  /**
   * One by its name.
   *
   * @throws Refusal naming the nearest
   */
  public static Protocol named(String name) {
    return all().stream()
        .filter(protocol -> protocol.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static Refusal unknown(String name) {
    return Refusal.request(
        String.format(
            Locale.ROOT,
            "protocol '%s' is unknown. %s The command reproduce without a name lists them.",
            name,
            NearestName.hint(name, all().stream().map(Protocol::name).toList())));
  }
}
