package vitexplain.vit.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Several processes with one cache, and one that ends in the middle of a download. */
class HubProcessesTest extends HubTestCase {
  private static final int LARGE = 3 << 20;
  private static final int FIRST_PART = 1 << 20;

  /** Downloads the model: a cache and an endpoint are given. */
  public static final class Downloading {
    private Downloading() {}

    public static void main(String[] args) {
      HubSettings settings =
          new HubSettings(
              Path.of(args[0]), URI.create(args[1]), Optional.empty(), Optional.empty(), true);
      new Hub(settings, Patience.standard()).fetch(MODEL, DownloadListener.SILENT);
    }
  }

  @Test
  void severalProcessesDownloadAFileOnce() throws Exception {
    large();
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(process());
    }
    for (Process process : processes) {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
    // Twice, as the hub leads to its content network.
    assertThat(server.asked.stream().filter("GET model.safetensors"::equals)).hasSize(2);
    assertThat(snapshot().resolve(HubServer.WEIGHTS))
        .hasBinaryContent(server.files.get(HubServer.WEIGHTS));
  }

  @Test
  void aDownloadThatIsEndedFromOutsideGoesOnWhereItWas() throws Exception {
    byte[] large = large();
    CountDownLatch stalled = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    server.once(
        "GET model.safetensors",
        exchange -> {
          exchange.sendResponseHeaders(200, large.length);
          exchange.getResponseBody().write(large, 0, FIRST_PART);
          exchange.getResponseBody().flush();
          stalled.countDown();
          await(ended);
          return true;
        });
    Process process = process();
    try {
      assertThat(stalled.await(60, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 600 && !holds(part(), FIRST_PART); i++) {
        Thread.sleep(50);
      }
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
      ended.countDown();
    }
    assertThat(part()).hasSize(FIRST_PART);
    assertThat(snapshot().resolve(HubServer.WEIGHTS)).doesNotExist();
    assertThat(fetch().resolve(HubServer.WEIGHTS)).hasBinaryContent(large);
    assertThat(server.ranges).contains("bytes=" + FIRST_PART + "-");
  }

  private static boolean holds(Path file, long bytes) throws IOException {
    return Files.exists(file) && Files.size(file) == bytes;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(120, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] large() {
    byte[] bytes = new byte[LARGE];
    new Random(1).nextBytes(bytes);
    server.files.put(HubServer.WEIGHTS, bytes);
    return bytes;
  }

  private Process process() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Downloading.class.getName(),
            root.resolve("hub").toString(),
            server.endpoint().toString())
        .inheritIO()
        .start();
  }
}
