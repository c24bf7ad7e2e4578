package vitexplain.vit.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Locale;
import vitexplain.base.Refusal;

/**
 * Brings one file's bytes into an incomplete file, which stays after a failure or the end of the
 * process, so that the next download goes on from it.
 */
record BlobDownload(HubModel model, HubClient client, Retries retries, DownloadListener listener) {
  private static final int BUFFER = 1 << 16;

  /** Bytes of a file whose size the hub does not say: enough for any JSON of a model. */
  private static final long MOST_OF_UNKNOWN_SIZE = 64L << 20;

  /**
   * Downloads and checks it.
   *
   * @param part where the bytes lie in the end; what is there already is kept and completed
   * @throws Refusal if they do not come, or are not those that the hub announced
   */
  void run(RemoteFile file, PartFile part) throws InterruptedException {
    boolean resumed = part.size() > 0;
    download(file, part);
    if (!part.has(file.hash()) && resumed) {
      listener.note(file.name() + ": what an earlier download left does not fit; beginning again");
      part.delete();
      download(file, part);
    }
    String found = part.signature();
    if (!part.has(file.hash())) {
      part.delete();
      throw Refusal.environment(
          String.format(
              Locale.ROOT,
              "model '%s': the bytes of %s do not have the hash that the hub announces (%s)%s."
                  + " Nothing of it is kept. Is there a proxy in between? Try again, or with another"
                  + " HF_ENDPOINT.",
              model,
              file.name(),
              file.hash().hex(),
              found.isEmpty() ? "" : "; what came " + found.replaceFirst("\\..*", "")));
    }
    if (!found.isEmpty()) {
      part.delete();
      throw Refusal.request(
          String.format(Locale.ROOT, "model '%s': %s on the hub %s", model, file.name(), found));
    }
  }

  private void download(RemoteFile file, PartFile part) throws InterruptedException {
    retries.run(
        file.name(),
        () -> part.size(),
        () -> {
          attempt(file, part);
          return part;
        });
  }

  private void attempt(RemoteFile file, PartFile part) throws IOException, InterruptedException {
    if (file.size() >= 0 && part.size() > file.size()) {
      part.delete();
    }
    long present = part.size();
    if (present == file.size() && present > 0) {
      return;
    }
    requireSpace(file, part, present);
    HttpResponse<InputStream> response = client.open(file, present);
    try (TimedBody body = new TimedBody(response.body(), retries.patience().stall())) {
      long start = start(response, file, part, present);
      listener.begin(file.name(), file.size(), start);
      try {
        copy(body, file, part, start);
      } finally {
        listener.end();
      }
    }
  }

  /** The position of the first byte that an answer brings. */
  private static long start(
      HttpResponse<InputStream> response, RemoteFile file, PartFile part, long present)
      throws Transient {
    if (response.statusCode() == Answers.OK) {
      return 0;
    }
    String range = response.headers().firstValue("Content-Range").orElse("");
    boolean asAsked =
        response.statusCode() == Answers.PARTIAL
            && range.startsWith("bytes " + present + "-")
            && (file.size() < 0 || range.endsWith("/" + file.size()) || range.endsWith("/*"));
    if (!asAsked) {
      part.delete(); // Else the next try would ask for the same.
      throw new Transient(
          "the server answered "
              + response.statusCode()
              + " to a range from byte "
              + present
              + " on; beginning again");
    }
    return present;
  }

  private void copy(TimedBody body, RemoteFile file, PartFile part, long start)
      throws IOException, InterruptedException {
    long limit = file.size() < 0 ? MOST_OF_UNKNOWN_SIZE : file.size();
    long arrived = start;
    try (FileChannel out = part.openAt(start)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        if (arrived + read > limit) {
          part.delete();
          throw new Transient("more than the announced " + limit + " bytes came");
        }
        part.write(out, ByteBuffer.wrap(buffer, 0, read));
        arrived += read;
        listener.arrived(arrived);
      }
    }
    if (file.size() >= 0 && arrived < file.size()) {
      throw new Transient(arrived + " of " + file.size() + " bytes arrived");
    }
  }

  private void requireSpace(RemoteFile file, PartFile part, long present) {
    long free = part.freeSpace();
    // Some network file systems say 0 for what they do not know.
    if (free > 0 && file.size() - present > free) {
      throw Refusal.environment(
          String.format(
              Locale.ROOT,
              "model '%s': %s needs %d bytes and '%s' has %d free. Make room, or let HF_HUB_CACHE"
                  + " name a folder elsewhere.",
              model,
              file.name(),
              file.size() - present,
              part.path().getParent(),
              free));
    }
  }
}
