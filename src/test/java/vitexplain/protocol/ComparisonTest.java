package vitexplain.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vitexplain.protocol.Comparison.Match;
import vitexplain.run.row.ReproductionRow;
import vitexplain.vit.TestModels;
import vitexplain.vit.model.Activation;
import vitexplain.vit.model.Readout;
import vitexplain.vit.model.VitConfig;

/** Ours beside theirs, and what is said of it. */
class ComparisonTest {
  private static final Protocol PROTOCOL = Protocols.named("chefer-segmentation");

  private static ReproductionRow row(
      String method, int images, Match model, int available, Optional<String> limit) {
    Measured measured =
        new Measured(method, "pixel_acc", Target.PREDICTED, 70, images, List.of("own"));
    return new Comparison(PROTOCOL, model, available, limit).rows(List.of(measured)).get(0);
  }

  @Test
  void aNumberOfThePublishedModelOnThePublishedDataHasNoRemark() {
    ReproductionRow row = row("raw-attention", 4276, Match.NAMED, 4276, Optional.empty());
    assertThat(row.published()).isEqualTo(67.84);
    assertThat(row.measured()).isEqualTo(70);
    assertThat(row.difference()).isCloseTo(2.16, within(1e-9));
    assertThat(row.source()).contains("arXiv:2502.04320, table 1");
    assertThat(row.remark()).isEqualTo("own");
  }

  @Test
  void partOfTheDataAndAnotherModelAreSaidBesideTheNumber() {
    ReproductionRow row = row("raw-attention", 16, Match.OTHER, 4276, Optional.of("--limit 16"));
    assertThat(row.remark().split(Comparison.SEPARATOR))
        .containsExactly(
            "measured on 16 of 4276 pictures (--limit 16)",
            "the published number is of google/vit-base-patch16-224: this is another model, so the"
                + " difference means nothing",
            "the published number is of the 4276 pictures of ImageNet-Segmentation (Guillaumin et"
                + " al. 2014)",
            "own");
  }

  @Test
  void aMethodWithoutAPublishedNumberHasNoneAndNoDifference() {
    ReproductionRow row = row("legrad", 16, Match.OTHER, 16, Optional.empty());
    assertThat(row.published()).isNaN();
    assertThat(row.difference()).isNaN();
    assertThat(row.source()).isEmpty();
    assertThat(row.remark()).isEqualTo("own");
  }

  /** Also where it has options. */
  @Test
  void fullLrpIsSaidToDependOnTheDtype() {
    for (String method : List.of("full-lrp", "full-lrp:sign=abs")) {
      assertThat(row(method, 16, Match.OTHER, 16, Optional.empty()).remark())
          .contains("up to 3.3 points from float64 to float32");
    }
  }

  @Test
  void aModelIsKnownByItsNameOrMayBeItByItsShape() {
    VitConfig tiny = TestModels.TINY;
    VitConfig base =
        new VitConfig(
            224,
            224,
            16,
            3,
            768,
            12,
            12,
            3072,
            Activation.GELU,
            true,
            1e-12,
            Readout.CLASS_TOKEN,
            IntStream.range(0, 1000).mapToObj(k -> "class " + k).toList());
    String id = PROTOCOL.model().id();
    assertThat(Match.of(PROTOCOL.model(), id, tiny)).isEqualTo(Match.NAMED);
    assertThat(Match.of(PROTOCOL.model(), id + "@main", tiny)).isEqualTo(Match.NAMED);
    assertThat(Match.of(PROTOCOL.model(), "my-vit", base)).isEqualTo(Match.SHAPED);
    assertThat(Match.of(PROTOCOL.model(), "my-vit", base.withLabels(List.of("a", "b"))))
        .isEqualTo(Match.OTHER);
    assertThat(Match.of(PROTOCOL.model(), "my-vit", tiny)).isEqualTo(Match.OTHER);
    assertThat(Match.of(PROTOCOL.model(), id + "-large", tiny)).isEqualTo(Match.OTHER);
    // Texts stand for the classes of OpenCLIP.
    assertThat(
            Match.of(
                Protocols.named("legrad-segmentation").model(),
                "my-clip",
                base.withLabels(List.of("a", "b"))))
        .isEqualTo(Match.SHAPED);
  }
}
