package vitexplain.vit.family;

import java.util.Map;
import java.util.Optional;

/** Model types of transformers that are no plain ViT, by the names that people know them by. */
final class OtherFamilies {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("dinov3_convnext", "DINOv3 ConvNeXt"),
          Map.entry("chinese_clip", "Chinese CLIP"),
          Map.entry("siglip2", "SigLIP 2 of flexible size (NaFlex)"),
          Map.entry("siglip2_vision_model", "SigLIP 2 of flexible size (NaFlex)"),
          Map.entry("beit", "BEiT"),
          Map.entry("data2vec-vision", "data2vec"),
          Map.entry("swin", "Swin"),
          Map.entry("swinv2", "Swin V2"),
          Map.entry("swin2sr", "Swin2SR"),
          Map.entry("maxvit", "MaxViT"),
          Map.entry("donut-swin", "Donut"),
          Map.entry("hiera", "Hiera"),
          Map.entry("vit_msn", "MSN"),
          Map.entry("vit_hybrid", "hybrid ViT (convolutions before the blocks)"),
          Map.entry("vitdet", "ViTDet"),
          Map.entry("ijepa", "I-JEPA"),
          Map.entry("vjepa2", "V-JEPA 2"),
          Map.entry("videomae", "VideoMAE"),
          Map.entry("timesformer", "TimeSformer"),
          Map.entry("vivit", "ViViT"),
          Map.entry("yolos", "YOLOS"),
          Map.entry("dpt", "DPT"),
          Map.entry("levit", "LeViT"),
          Map.entry("cvt", "CvT"),
          Map.entry("pvt", "PVT"),
          Map.entry("pvt_v2", "PVT v2"),
          Map.entry("cait", "CaiT"),
          Map.entry("xcit", "XCiT"),
          Map.entry("mobilevit", "MobileViT"),
          Map.entry("mobilevitv2", "MobileViT V2"),
          Map.entry("efficientformer", "EfficientFormer"),
          Map.entry("poolformer", "PoolFormer"),
          Map.entry("focalnet", "FocalNet"),
          Map.entry("nat", "NAT"),
          Map.entry("dinat", "DiNAT"),
          Map.entry("van", "VAN"),
          Map.entry("segformer", "SegFormer"),
          Map.entry("convnext", "ConvNeXT"),
          Map.entry("convnextv2", "ConvNeXT V2"),
          Map.entry("resnet", "ResNet"),
          Map.entry("regnet", "RegNet"),
          Map.entry("bit", "BiT"),
          Map.entry("efficientnet", "EfficientNet"),
          Map.entry("mobilenet_v1", "MobileNet"),
          Map.entry("mobilenet_v2", "MobileNet V2"),
          Map.entry("perceiver", "Perceiver"),
          Map.entry("imagegpt", "ImageGPT"),
          Map.entry("blip", "BLIP"),
          Map.entry("vision-encoder-decoder", "image captioning"),
          Map.entry("vision-text-dual-encoder", "image and text"));

  private OtherFamilies() {}

  /** The name of a family that this version does not read; empty if it is not known. */
  static Optional<String> name(String modelType) {
    return Optional.ofNullable(NAMES.get(modelType));
  }
}
