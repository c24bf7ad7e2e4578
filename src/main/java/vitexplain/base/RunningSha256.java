package vitexplain.base;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 of bytes that keep coming: what {@code head -c N FILE | sha256sum} prints of a file. */
public final class RunningSha256 {
  private final MessageDigest digest;

  /** Of no bytes yet. */
  public RunningSha256() {
    this(Sha256.digest());
  }

  private RunningSha256(MessageDigest digest) {
    this.digest = digest;
  }

  /** Takes further bytes in. */
  public void add(byte[] bytes) {
    digest.update(bytes);
  }

  /** Takes what is left of a buffer in. */
  public void add(ByteBuffer bytes) {
    digest.update(bytes);
  }

  /** Another that goes on from here. */
  public RunningSha256 copy() {
    try {
      return new RunningSha256((MessageDigest) digest.clone());
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("every Java's own SHA-256 can be cloned", e);
    }
  }

  /** Of all bytes so far, as lower-case hexadecimal. */
  public String hex() {
    return HexFormat.of().formatHex(copy().digest.digest());
  }
}
