package vitexplain.vit.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What the hub says that a file's bytes are, in its ETag: SHA-256 of a large file (git-lfs, Xet),
 * git's SHA-1 of a blob for any other. It names the blob in the cache as well.
 *
 * @param hex 64 or 40 lower-case digits
 */
record ContentHash(String hex) {
  private static final int SHA256_DIGITS = 64;

  /** Reads an ETag, weak or strong; empty if it is neither of the two hashes. */
  static Optional<ContentHash> ofEtag(String etag) {
    String hex = etag.strip().replaceFirst("^W/", "").replaceAll("^\"|\"$", "");
    return hex.matches("[0-9a-f]{40}|[0-9a-f]{64}")
        ? Optional.of(new ContentHash(hex))
        : Optional.empty();
  }

  /** Whether a file has these bytes; reads it to its end. */
  boolean matches(Path file) throws IOException {
    MessageDigest digest = digest(hex.length() == SHA256_DIGITS ? "SHA-256" : "SHA-1");
    if (hex.length() != SHA256_DIGITS) {
      digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
    }
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest()).equals(hex);
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has " + algorithm, e);
    }
  }
}
