package vitexplain.cli.option;

import java.nio.file.Path;

/** The project's own folder, which holds the embedded data; the start script says where it is. */
public final class Home {
  private Home() {}

  public static Path directory() {
    return Path.of(System.getenv().getOrDefault("VITEXPLAIN_HOME", ""));
  }

  /** The embedded models and scenes. */
  public static Path data() {
    return directory().resolve("data");
  }

  public static Path scenes() {
    return data().resolve("scenes");
  }

  public static Path latestRun() {
    return directory().resolve("reports").resolve("latest");
  }
}
