package vitexplain.vit.hub;

import java.time.Duration;

/**
 * How long a hub is waited for.
 *
 * @param connect until a connection stands
 * @param answer until the head of an answer is there
 * @param stall until the next 64 KiB of a body, or its end, are there
 * @param tries that may fail in a row without a MiB arriving between them, at least 1
 * @param pause after the first failure; each later one doubles it
 * @param longestPause that a server may ask for
 */
record Patience(
    Duration connect,
    Duration answer,
    Duration stall,
    int tries,
    Duration pause,
    Duration longestPause) {

  /** For people who wait in front of it: with no pause asked for, 15 seconds of pauses in all. */
  static Patience standard() {
    return new Patience(
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        5,
        Duration.ofSeconds(1),
        Duration.ofSeconds(60));
  }
}
