package vitexplain.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import vitexplain.base.Refusal;
import vitexplain.explain.map.Heatmap;
import vitexplain.run.row.ImageRow;
import vitexplain.run.row.ImageRows;
import vitexplain.run.table.Table;
import vitexplain.study.occlusion.PassCounts;
import vitexplain.study.unit.UnitResult;

/**
 * What an executor sends back: a result, packed to about a tenth, or why there is none.
 *
 * @param packed the result; empty if there is none
 * @param refusal the message; empty if there is a result
 * @param fault what is at fault then; empty likewise
 */
record UnitReply(byte[] packed, String refusal, String fault) implements Serializable {
  private static final Table<ImageRow> IMAGES =
      new Table<>(Path.of(ImageRow.SCHEMA.fileName()), ImageRow.SCHEMA);

  /**
   * A result as the JDK can send it.
   *
   * @param image its line of images.csv, which reads back exactly
   */
  private record Sent(String image, ImageRows rows, Map<String, Heatmap> maps, PassCounts passes)
      implements Serializable {}

  static UnitReply of(UnitResult result) {
    Sent sent =
        new Sent(
            IMAGES.lines(List.of(result.image())),
            result.rows(),
            new LinkedHashMap<>(result.maps()),
            result.passes());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(new DeflaterOutputStream(bytes))) {
      out.writeObject(sent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new UnitReply(bytes.toByteArray(), "", "");
  }

  static UnitReply refused(Refusal refusal) {
    String message = String.format(Locale.ROOT, "executor on %s: %s", host(), refusal.getMessage());
    return new UnitReply(new byte[0], message, refusal.kind().name());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException unnamed) {
      return "a machine without a name";
    }
  }

  /**
   * The result of an image.
   *
   * @throws Refusal if the executor refused
   */
  UnitResult result() {
    if (packed.length == 0) {
      throw fault.equals(Refusal.Kind.ENVIRONMENT.name())
          ? Refusal.environment(refusal)
          : Refusal.request(refusal);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new InflaterInputStream(new ByteArrayInputStream(packed)))) {
      Sent sent = (Sent) in.readObject();
      ImageRow image = IMAGES.parse(IMAGES.headerLine() + sent.image()).get(0);
      return new UnitResult(image, sent.rows(), sent.maps(), sent.passes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException otherProgram) {
      throw new IllegalStateException(otherProgram);
    }
  }
}
