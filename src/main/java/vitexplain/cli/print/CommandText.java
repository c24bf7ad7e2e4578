package vitexplain.cli.print;

import java.util.Optional;

/** The command as it was typed, for the manifest. */
public final class CommandText {
  private CommandText() {}

  /** The start script hands the whole line over; else the bare command. */
  public static String of(String command) {
    return Optional.ofNullable(System.getProperty("vitexplain.command"))
        .orElse("run-bench.sh " + command);
  }
}
