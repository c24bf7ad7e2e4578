package vitexplain.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import vitexplain.base.Profile;
import vitexplain.run.Existing;
import vitexplain.run.RunFolder;

/** How much is measured, and the run folder it goes to. */
public final class RunOptions {

  @Option(
      names = "--profile",
      paramLabel = "P",
      description = "how much is measured: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Profile profile = Profile.QUICK;

  @Option(names = "--out", paramLabel = "DIR", description = "run folder (default: reports/latest)")
  private Path out;

  @Option(names = "--overwrite", description = "replace what an earlier run left in the folder")
  private boolean overwrite;

  public Profile profile() {
    return profile;
  }

  public boolean overwrite() {
    return overwrite;
  }

  /** Whether the folder was left to us to choose. */
  public boolean atDefaultPlace() {
    return out == null;
  }

  /** The folder as it is; nothing is made. */
  public RunFolder place() {
    return new RunFolder(out == null ? Home.latestRun() : out);
  }

  /** The folder, made if need be and known to be writable. */
  public RunFolder folder(Existing existing) {
    return RunFolder.prepare(place().root(), existing);
  }
}
