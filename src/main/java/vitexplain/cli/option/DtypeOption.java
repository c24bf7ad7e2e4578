package vitexplain.cli.option;

import ai.djl.ndarray.types.DataType;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Option;
import vitexplain.vit.Bfloat16;
import vitexplain.vit.ModelSource;
import vitexplain.vit.Vit;

/** What logits are computed in where nothing else is asked of a pass. */
public final class DtypeOption {

  /** By its name in files and options. */
  public enum Dtype {
    FLOAT32,
    BFLOAT16;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--dtype",
      paramLabel = "T",
      description =
          "${COMPLETION-CANDIDATES}, for passes that compute only logits; bfloat16 is faster on CPUs"
              + " with AVX512-BF16 or AMX, and on CUDA (default: ${DEFAULT-VALUE})")
  private Dtype dtype = Dtype.FLOAT32;

  public Dtype dtype() {
    return dtype;
  }

  public boolean isReduced() {
    return dtype == Dtype.BFLOAT16;
  }

  /**
   * Refuses what the device cannot do, before anything is loaded or replaced.
   *
   * @throws vitexplain.base.Refusal naming the mend
   */
  public void requirePossible(ModelOptions model, CommonOptions common) {
    if (isReduced()) {
      Bfloat16.require(model.device(common), DataType.FLOAT32);
    }
  }

  /** Loads a model; says on {@code err} what is loaded where. */
  public Vit open(ModelOptions options, ModelSource source, CommonOptions common, PrintWriter err) {
    Vit model = options.open(source, common, err);
    return isReduced() ? model.withLogitsInBfloat16() : model;
  }
}
