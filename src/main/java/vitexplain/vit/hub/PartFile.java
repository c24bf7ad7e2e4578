package vitexplain.vit.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import vitexplain.base.FileSignature;

/**
 * What has arrived of a file. Every method refuses, as the environment's fault, what the file
 * system does not do: it is told apart from what the network does not do, which is tried again.
 *
 * @param path where it lies, or will
 */
record PartFile(Path path) {

  /** Bytes that are there; 0 where there is no file. */
  long size() {
    try {
      return Files.exists(path) ? Files.size(path) : 0;
    } catch (IOException unreadable) {
      throw HubFolder.unwritable(path, unreadable);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException unwritable) {
      throw HubFolder.unwritable(path, unwritable);
    }
  }

  /** Bytes that the disk takes; 0 where that is not known, as with some network file systems. */
  long freeSpace() {
    try {
      return Files.getFileStore(path.getParent()).getUsableSpace();
    } catch (IOException unknown) {
      return 0; // A full disk shows itself when it is written to.
    }
  }

  /** To write from {@code start} on, the end of what is kept. */
  FileChannel openAt(long start) {
    try {
      FileChannel out = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return out.truncate(start).position(start);
    } catch (IOException unwritable) {
      throw HubFolder.unwritable(path, unwritable);
    }
  }

  /** Appends to what {@link #openAt} has opened. */
  void write(FileChannel out, ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (IOException full) {
      throw HubFolder.unwritable(path, full);
    }
  }

  /** Whether its bytes are those of the hash. */
  boolean has(ContentHash hash) {
    try {
      return hash.matches(path);
    } catch (IOException unreadable) {
      throw HubFolder.unwritable(path, unreadable);
    }
  }

  /** What the bytes are that are no model's, told by their beginning; else empty. */
  String signature() {
    try (InputStream in = Files.newInputStream(path)) {
      return FileSignature.of(in.readNBytes(FileSignature.LENGTH)).orElse("");
    } catch (IOException unreadable) {
      throw HubFolder.unwritable(path, unreadable);
    }
  }
}
