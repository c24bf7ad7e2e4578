package vitexplain.dataset.layout;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vitexplain.base.Refusal;

/**
 * What a file of COCO annotations lists. Outlines are left in it: one of 600 MB, with 118,000
 * pictures and 860,000 annotations, is read in a heap of 160 MB.
 *
 * @param file the file
 * @param pictures by file name, in the file's order
 * @param categories names by id, in the file's order
 * @param unlisted annotations of pictures that the file does not list
 */
record CocoIndex(
    Path file, Map<String, Picture> pictures, Map<Integer, String> categories, long unlisted) {

  CocoIndex {
    pictures = Collections.unmodifiableMap(new LinkedHashMap<>(pictures));
    categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
  }

  /**
   * One picture.
   *
   * @param width columns, as the annotations count them
   * @param height rows
   * @param annotations its objects
   */
  record Picture(int width, int height, List<Annotation> annotations) {}

  /**
   * One object, or a crowd of them.
   *
   * @param id in the file
   * @param category id of its category
   * @param crowd whether it outlines many that are not told apart
   * @param outline where its outline stands in the file, if it has one
   */
  record Annotation(long id, int category, boolean crowd, IndexJson.Span outline) {
    boolean isOutlined() {
      return !outline.equals(IndexJson.Span.NONE);
    }
  }

  /**
   * An annotation's outline as JSON; no bytes if it has none.
   *
   * @throws Refusal of the kind INPUT if the file cannot be read any more
   */
  byte[] outline(Annotation annotation) {
    if (!annotation.isOutlined()) {
      return new byte[0];
    }
    ByteBuffer bytes = ByteBuffer.allocate(annotation.outline().length());
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(annotation.outline().start());
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw new EOFException("it has become shorter since it was opened");
        }
      }
    } catch (IOException e) {
      throw Refusal.file("annotations", file, "could not be read: " + e.getMessage() + ".", e);
    }
    return bytes.array();
  }
}
