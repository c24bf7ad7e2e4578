package vitexplain.vit.family;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Model types of transformers that are no plain ViT, by the names that people know them by. */
final class OtherFamilies {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("dinov3_convnext", "DINOv3 ConvNeXt"),
          Map.entry("chinese_clip", "Chinese CLIP"),
          Map.entry("siglip2", "SigLIP 2 of flexible size (NaFlex)"),
          Map.entry("siglip2_vision_model", "SigLIP 2 of flexible size (NaFlex)"),
          Map.entry("naflexvit", "NaFlex ViT"),
          Map.entry("altclip", "AltCLIP"),
          Map.entry("altclip_vision_model", "AltCLIP"),
          Map.entry("clipseg", "CLIPSeg"),
          Map.entry("clipseg_vision_model", "CLIPSeg"),
          Map.entry("owlvit", "OWL-ViT"),
          Map.entry("owlvit_vision_model", "OWL-ViT"),
          Map.entry("owlv2", "OWLv2"),
          Map.entry("owlv2_vision_model", "OWLv2"),
          Map.entry("pixtral", "Pixtral"),
          Map.entry("aimv2", "AIMv2"),
          Map.entry("aimv2_vision_model", "AIMv2"),
          Map.entry("sam", "SAM"),
          Map.entry("samvit", "SAM"),
          Map.entry("eva", "EVA"),
          Map.entry("eva02", "EVA-02"),
          Map.entry("beitv2", "BEiT v2"),
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

  /** Likewise of an architecture of timm, which begins with its family's name. */
  static Optional<String> ofTimm(String architecture) {
    return NAMES.keySet().stream()
        .filter(family -> architecture.matches(Pattern.quote(family) + "(\\d|_).*"))
        .max(Comparator.comparing(String::length))
        .map(NAMES::get);
  }

  /** The name of a family that this version does not read; empty if it is not known. */
  static Optional<String> name(String modelType) {
    return Optional.ofNullable(NAMES.get(modelType));
  }
}
