package vitexplain.latency.peer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vitexplain.base.JsonFile;
import vitexplain.base.Refusal;
import vitexplain.explain.Methods;
import vitexplain.latency.jmh.OtherProgram;
import vitexplain.latency.jmh.Scratch;
import vitexplain.run.row.LatencyRow;

/**
 * The programs of a Python environment.
 *
 * @param python runs them
 * @param script what it is given
 * @param all those whose packages are there
 * @param skipped why others, or all of them, cannot be timed, a sentence by name
 */
public record Peers(Path python, Path script, List<Peer> all, Map<String, String> skipped) {

  /** None were asked for. */
  public static final Peers NONE = new Peers(Path.of(""), Path.of(""), List.of(), Map.of());

  /** The key of a sentence that is of all. */
  private static final String ALL = "peers";

  /** Looking up versions takes a second, on a cold disk perhaps twenty. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  public Peers {
    all = List.copyOf(all);
    skipped = Map.copyOf(skipped);
  }

  /**
   * Asks an environment what it has; never a failure.
   *
   * @param environment the folder of a virtual environment
   * @param home the project's own folder
   */
  public static Peers find(Path environment, Path home) {
    Path python = environment.resolve("bin").resolve("python").toAbsolutePath();
    Path script = home.resolve("src/test/python/peers/peer.py").toAbsolutePath();
    if (!Files.isExecutable(python)) {
      return without(
          String.format(
              Locale.ROOT,
              "no Python is at '%s'; src/test/python/peers/README.md has the two commands that make it",
              python));
    }
    if (!Files.exists(script)) {
      return without(String.format(Locale.ROOT, "their script '%s' is missing", script));
    }
    try (Scratch scratch = Scratch.make()) {
      Path answer = scratch.root().resolve("peers.json");
      List<String> command =
          List.of(python.toString(), script.toString(), "list", "--out", answer.toString());
      Optional<String> failure = new OtherProgram(ALL, PATIENCE, "", command).run(line -> {});
      return failure.isPresent()
          ? without("'" + python + "' " + failure.get())
          : read(python, script, answer);
    }
  }

  private static Peers without(String why) {
    return new Peers(Path.of(""), Path.of(""), List.of(), Map.of(ALL, "skipped: " + why));
  }

  private static Peers read(Path python, Path script, Path answer) {
    List<Peer> all = new ArrayList<>();
    Map<String, String> skipped = new TreeMap<>();
    try {
      for (JsonNode peer : JsonFile.array(answer)) {
        String name = peer.path("name").asText();
        if (peer.has("missing")) {
          skipped.put(name, "skipped: " + peer.path("missing").asText());
        } else {
          all.add(new Peer(name, ours(peer), peer.path("version").asText()));
        }
      }
    } catch (IOException | Refusal e) {
      return without("their list cannot be read: " + e.getMessage());
    }
    return new Peers(python, script, all, skipped);
  }

  private static String ours(JsonNode peer) {
    String ours = peer.path("ours").asText();
    return ours.equals(LatencyRow.FORWARD) ? ours : Methods.named(ours).id();
  }

  /** What of ours must be known to check them. */
  List<String> ours() {
    return all.stream().map(Peer::ours).distinct().toList();
  }

  /** One line for the user before it starts. */
  public String describe() {
    return all.stream()
        .map(peer -> peer.name() + " (" + peer.version() + ")")
        .collect(Collectors.joining(", ", "peers: ", ""));
  }
}
