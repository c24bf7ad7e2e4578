package vitexplain.cli;

import java.nio.file.Path;

/** The project's own folder, which holds the embedded data; the start script says where it is. */
final class Home {
  private Home() {}

  static Path directory() {
    return Path.of(System.getenv().getOrDefault("VITEXPLAIN_HOME", ""));
  }

  static Path demoModel() {
    return directory().resolve("data").resolve("demo-vit");
  }

  static Path scenes() {
    return directory().resolve("data").resolve("scenes");
  }

  static Path latestRun() {
    return directory().resolve("reports").resolve("latest");
  }
}
