package vitexplain.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version of this program. The build copies it from {@code pom.xml}, its only source. */
public final class Version {
  private static final String FILE = "/vitexplain/version.properties";

  private Version() {}

  /** Three numbers with points between them. */
  public static String current() {
    Properties properties = new Properties();
    try (InputStream in =
        Objects.requireNonNull(Version.class.getResourceAsStream(FILE), FILE + " is missing")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
