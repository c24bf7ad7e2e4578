package vitexplain.explain;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import vitexplain.explain.control.BlurredControl;
import vitexplain.explain.control.CentreControl;
import vitexplain.explain.control.ConstantControl;
import vitexplain.explain.control.InverseControl;
import vitexplain.explain.control.RandomControl;
import vitexplain.explain.map.Explainer;
import vitexplain.explain.map.MethodId;
import vitexplain.explain.map.Sign;
import vitexplain.explain.method.Gmar;
import vitexplain.explain.method.LeGrad;
import vitexplain.explain.method.Rollout;
import vitexplain.explain.peer.AgCam;
import vitexplain.explain.peer.AttentionGradCam;
import vitexplain.explain.peer.BeyondIntuition;
import vitexplain.explain.peer.Chefer;
import vitexplain.explain.peer.GradRollout;
import vitexplain.explain.peer.GradSam;
import vitexplain.explain.peer.InputGradient;
import vitexplain.explain.peer.IntegratedGradients;
import vitexplain.explain.peer.RawAttention;
import vitexplain.explain.peer.SmoothGrad;
import vitexplain.explain.peer.TokenGradCam;
import vitexplain.explain.relevance.FullLrp;
import vitexplain.explain.relevance.LibraAttCat;
import vitexplain.explain.relevance.LibraFullGrad;
import vitexplain.explain.relevance.Lrp;
import vitexplain.explain.relevance.PartialLrp;
import vitexplain.explain.relevance.Place;
import vitexplain.explain.relevance.TransformerAttribution;
import vitexplain.explain.sampling.Rise;
import vitexplain.explain.sampling.Tis;
import vitexplain.explain.step.Fusion;
import vitexplain.explain.step.HeadWeights;
import vitexplain.explain.variant.StudentGmar;
import vitexplain.explain.variant.StudentLeGrad;
import vitexplain.explain.variant.StudentRollout;
import vitexplain.vit.model.BlockReadout;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.RelevanceRules;
import vitexplain.vit.model.RelevanceRules.Products;
import vitexplain.vit.model.RelevanceRules.Score;
import vitexplain.vit.trace.HeadNorm;

/**
 * The methods of this project, one entry each. A new one is a class and an entry here; its place
 * among the others of its kind is its place in every list and table.
 */
final class BuiltInMethods {
  private static final String GMAR = "gmar";

  /** Far above any model; what fits the model at hand is checked when it is known. */
  private static final int MOST_BLOCKS = 1000;

  /** Backward passes of one image: a hundred times what the papers use. */
  private static final int MOST_PASSES = 10_000;

  private static final String STUDENT = "soham5498/Explanable_Ai";

  private static final String LAST_BLOCK = "last block";
  private static final String WEIGHTED_BLOCKS = "attention x gradient";
  private static final String PIXELS = "pixel gradient";

  private static final String RELEVANCE = "relevance propagation";

  private static final String SAMPLES = "parts of the image";

  /** Weight of the gamma rule; published searches end at 1. */
  private static final double MOST_GAMMA = 1e6;

  private static final String PATENT =
      "layer-wise relevance propagation is patented, says the readme of LRP-eXplains-Transformers;"
          + " free for personal and scientific use. Ask the owners before any other.";

  private static final String CHEFER_LRP = "Chefer et al. 2021, arXiv:2012.09838";

  private static final String BY_AUTOGRAD = "a script by autograd with PyTorch 2.15.0";

  /** Of maps after min-max in float64: they leave the device as float32. */
  private static final double ROUNDING = 2e-7;

  /** The same where float32 maps are computed with once more. */
  private static final double SMOOTHED = 1e-6;

  private static final String BY_DEFINITION = "a script of its definition with PyTorch 2.15.0";

  private BuiltInMethods() {}

  /** Methods under test first, then peers, variants and controls. */
  static List<Methods.Entry> list() {
    return List.of(
        method(
                "legrad",
                "sensitivity of each block's own class score to its attention [pool=mean|readout, layers=K, ln=after-pool|per-token|none, empty=CLASS]",
                "Bousselham et al. 2024, arXiv:2404.03214",
                BY_AUTOGRAD + ", torch-cam 0.5.0, the official package's steps",
                BuiltInMethods::legrad)
            .titled("LeGrad")
            .withPresets("legrad:pool=readout"),
        method(
                "gmar-l1",
                "rollout, heads weighted by the L1 norm of their gradient [alpha=A, weight of the residual path, 0 for none, weights=per-layer|global]",
                "Jo et al. 2025, arXiv:2504.19414",
                BY_AUTOGRAD,
                o -> gmar(HeadNorm.L1, o))
            .titled("GMAR-L1")
            .inGroup(GMAR),
        method(
                "gmar-l2",
                "rollout, heads weighted by the L2 norm of their gradient [alpha=A, weight of the residual path, 0 for none, weights=per-layer|global]",
                "Jo et al. 2025, arXiv:2504.19414",
                BY_AUTOGRAD,
                o -> gmar(HeadNorm.L2, o))
            .titled("GMAR-L2")
            .inGroup(GMAR),
        method(
                "rollout",
                "attention multiplied through the blocks, class-agnostic [fuse=mean|max|min, discard=R, start-layer=L]",
                "Abnar and Zuidema 2020, arXiv:2005.00928",
                "a script of matrix products with NumPy 2.4.6, Chefer's baseline",
                BuiltInMethods::rollout)
            .titled("Attention Rollout"),
        peer(
                "raw-attention",
                LAST_BLOCK,
                "where CLS looks in the last block, class-agnostic",
                "baseline in Chefer et al. 2021, arXiv:2012.09838",
                o -> new RawAttention())
            .titled("Raw attention"),
        peer(
                "attention-gradcam",
                LAST_BLOCK,
                "Grad-CAM on the last block's heads",
                "Selvaraju et al. 2017, arXiv:1610.02391",
                o -> new AttentionGradCam())
            .titled("Attention Grad-CAM"),
        peer(
                "token-gradcam",
                LAST_BLOCK,
                "Grad-CAM on the tokens behind the last block's first LayerNorm",
                "Selvaraju et al. 2017, arXiv:1610.02391",
                o -> new TokenGradCam())
            .titled("Token Grad-CAM"),
        peer(
                "chefer",
                WEIGHTED_BLOCKS,
                "attention x positive gradient, accumulated through the blocks",
                "Chefer et al. 2021, arXiv:2103.15679",
                o -> new Chefer())
            .titled("Chefer (GAE)"),
        peer(
                "grad-rollout",
                WEIGHTED_BLOCKS,
                "rollout of attention x gradient [discard=R]",
                "jacobgil/vit-explain",
                o -> new GradRollout(o.number("discard", 0, 0, 1)))
            .titled("Gradient Rollout"),
        peer(
                "agcam",
                WEIGHTED_BLOCKS,
                "sigmoid of the scores behind attention x positive gradient, sum over blocks and heads",
                "Leem and Seo 2024, arXiv:2402.04563",
                o -> new AgCam())
            .titled("AGCAM"),
        peer(
                "grad-sam",
                WEIGHTED_BLOCKS,
                "attention x positive gradient, mean over blocks, heads and queries",
                "Barkan et al. 2021, arXiv:2204.11073",
                o -> new GradSam())
            .titled("Grad-SAM"),
        peer(
                "input-gradient",
                PIXELS,
                "size of the gradient with respect to the pixels",
                "Simonyan et al. 2014, arXiv:1312.6034",
                o -> new InputGradient())
            .titled("Input gradient"),
        peer(
                "integrated-gradients",
                PIXELS,
                "gradients from a flat baseline to the image, times their difference [baseline=V, steps=N, sign=signed|positive|abs]",
                "Sundararajan et al. 2017, arXiv:1703.01365",
                BuiltInMethods::integratedGradients)
            .titled("Integrated Gradients"),
        peer(
                "smoothgrad",
                PIXELS,
                "input gradient averaged over noisy copies [samples=N, noise=S, seed=N]",
                "Smilkov et al. 2017, arXiv:1706.03825",
                BuiltInMethods::smoothGrad)
            .titled("SmoothGrad"),
        lrp(
                "attnlrp",
                "relevance propagation, attention's products shared between their factors [gamma-linear=G, gamma-conv=G, target=logit|probability, at=tokens|input, sign=positive|abs|signed]",
                "Achtibat et al. 2024, arXiv:2402.05602",
                o -> propagation(Products.SHARED, o))
            .titled("AttnLRP"),
        lrp(
                "cp-lrp",
                "relevance propagation, attention a constant; libra-ixg too, and what some packages call AttnLRP of a ViT [options of attnlrp]",
                "Ali et al. 2022, arXiv:2202.07304; Mehri et al. 2024, arXiv:2411.16760",
                o -> propagation(Products.VALUES, o))
            .titled("CP-LRP")
            .alsoNamed("libra-ixg"),
        lrp(
                "libra-fullgrad",
                "relevance of the inputs of all blocks, attention a constant [bias=no|yes, target=logit|probability, sign=positive|abs|signed]",
                "Mehri et al. 2024, arXiv:2411.16760",
                o ->
                    new LibraFullGrad(
                        o.choice("target", Score.LOGIT),
                        o.choice("bias", LibraFullGrad.Bias.NO),
                        o.choice("sign", Sign.POSITIVE)))
            .titled("Libra FullGrad"),
        lrp(
                "libra-attcat",
                "relevance of the inputs of all blocks, weighted by the attention they get [target=logit|probability, sign=positive|abs|signed]",
                "Qiang et al. 2022 (NeurIPS); Mehri et al. 2024, arXiv:2411.16760",
                o ->
                    new LibraAttCat(
                        o.choice("target", Score.LOGIT), o.choice("sign", Sign.POSITIVE)))
            .titled("Libra AttCAT"),
        lrp(
                "transformer-attribution",
                "relevance of each block's attention x its gradient, positive part, multiplied through the blocks [start-layer=L]",
                CHEFER_LRP,
                o ->
                    new TransformerAttribution(
                        o.integer(
                            "start-layer", TransformerAttribution.SECOND_BLOCK, 0, MOST_BLOCKS)))
            .titled("Transformer attribution"),
        lrp(
                "partial-lrp",
                "relevance of the last block's attention, positive part",
                CHEFER_LRP,
                o -> new PartialLrp())
            .titled("Partial LRP"),
        lrp(
                "full-lrp",
                "relevance of the pixels by the propagation that partial-lrp ends early [sign=signed|positive|abs]",
                CHEFER_LRP,
                o -> new FullLrp(o.choice("sign", Sign.SIGNED)))
            .titled("Full LRP"),
        peer(
                "beyond-intuition",
                WEIGHTED_BLOCKS,
                "attention carried through the blocks x positive gradient on the way to the image [form=head|token, start-layer=L, steps=N]",
                "Chen et al. 2023 (TMLR), Beyond Intuition",
                BuiltInMethods::beyondIntuition)
            .titled("Beyond Intuition"),
        peer(
                "rise",
                SAMPLES,
                "class probability with random halves of the tokens, mean over those that hold a patch; in no profile [fill=drop, masks=N, seed=N]",
                "Petsiuk et al. 2018, arXiv:1806.07421",
                BuiltInMethods::rise)
            .titled("RISE")
            .verifiedAgainst(BY_DEFINITION, ROUNDING),
        peer(
                "tis",
                SAMPLES,
                "rise with halves on which groups of the model's features are largest; in no profile [masks=N, seed=N]",
                "Englebert et al. 2023 (ICCV Workshops), Transformer Input Sampling",
                o -> new Tis(masks(o), seed(o)))
            .titled("TIS")
            .verifiedAgainst(BY_DEFINITION + ", K-means by scikit-learn 1.9.1", ROUNDING),
        variant(
                "legrad-student",
                "legrad",
                "relu(gradient) x attention of the final logit, mean over keys",
                o -> new StudentLeGrad())
            .titled("LeGrad (student)"),
        variant(
                "gmar-student-l1",
                "gmar-l1",
                "gmar-l1 with averaged heads and the blocks in reverse",
                o -> new StudentGmar(HeadNorm.L1))
            .titled("GMAR-L1 (student)"),
        variant(
                "gmar-student-l2",
                "gmar-l2",
                "gmar-l2 with averaged heads and the blocks in reverse",
                o -> new StudentGmar(HeadNorm.L2))
            .titled("GMAR-L2 (student)"),
        variant(
                "rollout-student",
                "rollout",
                "rollout with the blocks in reverse",
                o -> new StudentRollout())
            .titled("Attention Rollout (student)"),
        control(
                "random",
                Methods.CHANCE,
                "uniform noise on the patch grid [seed=N]",
                o -> new RandomControl(seed(o)))
            .titled("Random"),
        control("constant", "constant", "the same value everywhere", o -> new ConstantControl())
            .titled("Constant"),
        control(
                "centre",
                Methods.CENTRE_PRIOR,
                "a Gaussian in the middle",
                o -> new CentreControl())
            .titled("Centre prior"),
        degraded(
                "inverse",
                "a method's map with its sign turned [of=METHOD, its options included; legrad by default]",
                o -> new InverseControl(o.method(MethodId.WRAPPED)))
            .titled("Inverse"),
        degraded(
                "blurred",
                "a method's map smoothed over the patch grid [sigma=PATCHES, of=METHOD as in inverse]",
                BuiltInMethods::blurred)
            .titled("Blurred")
            .within(SMOOTHED));
  }

  private static Explainer legrad(Options o) {
    BlockReadout.Pool pool =
        o.choice("pool", BlockReadout.Pool.MEAN, Map.of("cls", BlockReadout.Pool.READOUT));
    Readout.Norm norm = o.choice("ln", Readout.Norm.AFTER_POOL);
    return new LeGrad(
        new BlockReadout(pool, norm),
        o.integer("layers", 0, 1, MOST_BLOCKS),
        o.integer("empty", LeGrad.NO_CLASS, 0, Integer.MAX_VALUE));
  }

  private static Explainer gmar(HeadNorm norm, Options o) {
    return new Gmar(norm, o.number("alpha", 1, 0, 1e6), o.choice("weights", HeadWeights.PER_LAYER));
  }

  private static Explainer rollout(Options o) {
    return new Rollout(
        o.choice("fuse", Fusion.MEAN),
        o.number("discard", 0, 0, 1),
        o.integer("start-layer", 0, 0, MOST_BLOCKS));
  }

  private static Explainer integratedGradients(Options o) {
    return new IntegratedGradients(
        o.number("baseline", IntegratedGradients.BLACK, -1e3, 1e3),
        o.integer("steps", IntegratedGradients.STEPS, 1, MOST_PASSES),
        o.choice("sign", Sign.SIGNED));
  }

  private static Explainer propagation(Products products, Options o) {
    RelevanceRules rules =
        new RelevanceRules(
            products,
            o.number("gamma-linear", 0, 0, MOST_GAMMA),
            o.number("gamma-conv", 0, 0, MOST_GAMMA),
            o.choice("target", Score.LOGIT));
    return new Lrp(
        rules,
        o.choice("at", Place.TOKENS, Map.of("pixels", Place.INPUT)),
        o.choice("sign", Sign.POSITIVE));
  }

  private static Explainer smoothGrad(Options o) {
    return new SmoothGrad(
        o.integer("samples", SmoothGrad.SAMPLES, 1, MOST_PASSES),
        o.number("noise", SmoothGrad.NOISE, 0, 10),
        seed(o));
  }

  private static Explainer beyondIntuition(Options o) {
    return new BeyondIntuition(
        o.choice("form", BeyondIntuition.Form.HEAD),
        o.integer("start-layer", BeyondIntuition.BY_DEPTH, 0, MOST_BLOCKS),
        o.integer("steps", BeyondIntuition.STEPS, 2, MOST_PASSES));
  }

  private static Explainer rise(Options o) {
    return new Rise(o.choice("fill", Rise.Fill.DROP), masks(o), seed(o));
  }

  private static int masks(Options o) {
    return o.integer("masks", Tis.MASKS, 1, MOST_PASSES);
  }

  private static int seed(Options o) {
    return o.integer("seed", 0, 0, Integer.MAX_VALUE);
  }

  private static Explainer blurred(Options o) {
    return new BlurredControl(
        o.method(MethodId.WRAPPED), o.number("sigma", BlurredControl.SIGMA, 0.1, 100));
  }

  /** A method under test has a family, and so a colour, of its own. */
  private static Methods.Entry method(
      String name,
      String summary,
      String source,
      String verified,
      Function<Options, Explainer> maker) {
    return Methods.Entry.of(name, Methods.Kind.METHOD, name, summary, source, verified, maker)
        .within(ROUNDING);
  }

  private static Methods.Entry peer(
      String name,
      String family,
      String summary,
      String source,
      Function<Options, Explainer> maker) {
    return Methods.Entry.of(name, Methods.Kind.PEER, family, summary, source, BY_AUTOGRAD, maker)
        .within(ROUNDING);
  }

  private static Methods.Entry lrp(
      String name, String summary, String source, Function<Options, Explainer> maker) {
    return peer(name, RELEVANCE, summary, source, maker)
        .verifiedAgainst(
            "a script of explicit rules from layer to layer with PyTorch 2.15.0", ROUNDING)
        .withNote(PATENT);
  }

  private static Methods.Entry variant(
      String name, String family, String summary, Function<Options, Explainer> maker) {
    return Methods.Entry.of(
            name,
            Methods.Kind.VARIANT,
            family,
            summary,
            STUDENT,
            "a script of that project's steps with PyTorch 2.15.0",
            maker)
        .within(ROUNDING);
  }

  private static Methods.Entry control(
      String name, String family, String summary, Function<Options, Explainer> maker) {
    return Methods.Entry.of(
            name, Methods.Kind.CONTROL, family, summary, "control", BY_DEFINITION, maker)
        .within(ROUNDING);
  }

  private static Methods.Entry degraded(
      String name, String summary, Function<Options, Explainer> maker) {
    return Methods.Entry.of(
            name, Methods.Kind.DEGRADED, name, summary, "control", BY_DEFINITION, maker)
        .within(ROUNDING);
  }
}
