package vitexplain.cli.print;

import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import vitexplain.run.provenance.Environment;
import vitexplain.vit.Torch;

/** Facts of the engine beside those of the machine. */
public final class Machine {
  private Machine() {}

  public static Environment environment(int threads) {
    Engine engine = Torch.engine();
    String cuda = engine.getGpuCount() == 0 ? "" : CudaUtils.getCudaVersionString();
    return Environment.here(threads, Engine.getDjlVersion(), engine.getVersion(), cuda);
  }
}
