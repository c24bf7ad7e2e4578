package vitexplain.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import vitexplain.run.table.Fields;
import vitexplain.run.table.Schema;
import vitexplain.run.table.Table;

/**
 * A number that was published: a row of {@code published.csv}.
 *
 * @param protocol its name
 * @param model id of the model on the hub
 * @param method id as the protocol runs it
 * @param metric as {@link Measured#metric}
 * @param target as {@link Measured#target}
 * @param value in per cent
 * @param source where it stands
 */
record Published(
    String protocol,
    String model,
    String method,
    String metric,
    String target,
    double value,
    String source) {

  private static final String FILE = "published.csv";

  private static final Schema<Published> SCHEMA =
      new Schema<>(
          FILE,
          Schema.columns("protocol,model,method,metric,target,published,source"),
          row ->
              List.of(
                  row.protocol,
                  row.model,
                  row.method,
                  row.metric,
                  row.target,
                  row.value,
                  row.source),
          Published::of);

  private static Published of(Fields f) {
    return new Published(
        f.text("protocol"),
        f.text("model"),
        f.text("method"),
        f.text("metric"),
        f.text("target"),
        f.number("published"),
        f.text("source"));
  }

  /** All there are, in the file's order. */
  static List<Published> all() {
    try (InputStream in = Objects.requireNonNull(Published.class.getResourceAsStream(FILE), FILE)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Table<>(Path.of(FILE), SCHEMA).parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one that a measured number is to be held against, if there is one. */
  static Optional<Published> of(List<Published> all, String protocol, Measured measured) {
    return all.stream()
        .filter(row -> row.protocol.equals(protocol))
        .filter(row -> row.method.equals(measured.method()))
        .filter(row -> row.metric.equals(measured.metric()))
        .filter(row -> row.target.equals(measured.target().published().id()))
        .findFirst();
  }
}
