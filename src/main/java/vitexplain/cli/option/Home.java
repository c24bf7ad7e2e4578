package vitexplain.cli.option;

import java.nio.file.Path;

/** The project's own folder, which holds the embedded data; the start script says where it is. */
public final class Home {
  private Home() {}

  public static Path directory() {
    return Path.of(System.getenv().getOrDefault("VITEXPLAIN_HOME", ""));
  }

  public static Path demoModel() {
    return directory().resolve("data").resolve("demo-vit");
  }

  public static Path scenes() {
    return directory().resolve("data").resolve("scenes");
  }

  public static Path latestRun() {
    return directory().resolve("reports").resolve("latest");
  }
}
