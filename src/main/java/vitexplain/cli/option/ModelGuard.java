package vitexplain.cli.option;

import java.util.Map;
import vitexplain.base.Version;
import vitexplain.run.provenance.Environment;
import vitexplain.vit.ModelSource;

/** What of the model and the program can change a number, for the manifest's configuration. */
public final class ModelGuard {
  private ModelGuard() {}

  public static Map<String, String> of(ModelSource source, Environment environment) {
    String commit = environment.gitCommit();
    return Map.of(
        "model", source.name(),
        "model_sha256", source.sha256(),
        "model_config_sha256", source.configSha256(),
        "preprocessor_sha256", source.preprocessorSha256(),
        "libtorch", environment.libtorch(),
        "code", commit.isEmpty() ? "vitexplain " + Version.current() : commit);
  }
}
