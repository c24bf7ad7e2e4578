package vitexplain.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFileTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("settings.json");
  }

  @Test
  void objectsAndArraysAreReadAsSuch() throws IOException {
    Files.writeString(file, "{\"size\": 224}");
    assertThat(JsonFile.object(file).get("size").asInt()).isEqualTo(224);
    refused(() -> JsonFile.array(file)).isEqualTo("holds no JSON array");
    Files.writeString(file, "[1, 2]");
    assertThat(JsonFile.array(file)).hasSize(2);
    refused(() -> JsonFile.object(file)).isEqualTo("holds no JSON object");
  }

  @Test
  void aBrokenFileIsRefusedWithItsLine() throws IOException {
    Files.writeString(file, "{\"size\": 224,\n \"size\": 384}");
    refused(() -> JsonFile.object(file)).contains("is no JSON: Duplicate field", "(line 2)");
    Files.writeString(file, "[1]\n[2]");
    refused(() -> JsonFile.array(file)).contains("is no JSON: Trailing token", "(line 2)");
  }

  @Test
  void anotherKindOfFileIsNamedAsWhatItIs() throws IOException {
    Files.writeString(file, "<!DOCTYPE html><html></html>");
    refused(() -> JsonFile.object(file)).startsWith("is a web page");
    Files.writeString(file, "");
    refused(() -> JsonFile.array(file)).startsWith("is empty");
  }

  @Test
  void settingsOfMoreThanEightMebibytesAreNotRead() throws IOException {
    Files.writeString(file, "{" + " ".repeat(8 << 20) + "}");
    refused(() -> JsonFile.object(file)).isEqualTo("has 8388610 bytes; expected at most 8388608");
  }

  @Test
  void aMissingFileIsLeftToTheCaller() {
    assertThatThrownBy(() -> JsonFile.object(file)).isInstanceOf(NoSuchFileException.class);
  }

  private static AbstractStringAssert<?> refused(ThrowingCallable read) {
    return assertThatThrownBy(read).isInstanceOf(Refusal.class).message();
  }
}
