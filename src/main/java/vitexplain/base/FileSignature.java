package vitexplain.base;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a file is that is not what its name says, told by its first bytes. */
public final class FileSignature {
  /** Bytes of the beginning that are enough to tell. */
  public static final int LENGTH = 64;

  /**
   * @param beginning of the file, in Latin-1 and lower case
   * @param meaning ends the sentence "the file ..."
   */
  private record Kind(String beginning, String meaning) {}

  private static final String WEB_PAGE =
      "is a web page (HTML or XML) and not the file itself. Download the file by its direct link; on"
          + " the hub, that has /resolve/main/ where the page has /blob/main/.";

  private static final String PICKLE =
      "is a PyTorch file (torch.save) under another name. Load it in Python and write it with"
          + " transformers' save_pretrained, or safetensors' save_file.";

  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "version https://git-lfs",
              "is a git-lfs pointer and not the file itself. Run 'git lfs install' and 'git lfs"
                  + " pull' in the checkout that it is from, or download the file."),
          new Kind("<!doctype", WEB_PAGE),
          new Kind("<html", WEB_PAGE),
          new Kind("<?xml", WEB_PAGE),
          new Kind("pk\u0003\u0004", PICKLE),
          new Kind("\u0080\u0002", PICKLE),
          new Kind("\u0080\u0004", PICKLE),
          new Kind("\u0089hdf", "is a Keras file (HDF5). Save the model in PyTorch's layout."),
          new Kind("gguf", "is a GGUF file. Save the model as safetensors."),
          new Kind("\u001f\u008b", "is compressed with gzip. Unpack it."));

  private FileSignature() {}

  /**
   * What the file is; empty if its beginning is that of no known kind.
   *
   * @param start the file's first bytes, {@value #LENGTH} or all
   * @return a predicate and the mend, to stand behind the file's name
   */
  public static Optional<String> of(byte[] start) {
    if (start.length == 0) {
      return Optional.of("is empty (0 bytes). Download or copy it again.");
    }
    String text =
        new String(start, 0, Math.min(start.length, LENGTH), StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT)
            .strip();
    if (hasSafetensorsHeader(start)) {
      return Optional.empty(); // whose length may begin as another kind of file does
    }
    return KINDS.stream()
        .filter(kind -> text.startsWith(kind.beginning()))
        .map(Kind::meaning)
        .findFirst();
  }

  /** Whether a JSON object follows 8 bytes of which the last two are 0, as in a length. */
  private static boolean hasSafetensorsHeader(byte[] start) {
    return start.length > Long.BYTES
        && start[Long.BYTES - 2] == 0
        && start[Long.BYTES - 1] == 0
        && start[Long.BYTES] == '{';
  }

  /** Whether the first bytes are letters and punctuation of ASCII, at least 8 of them. */
  public static boolean isText(byte[] start) {
    return start.length >= Long.BYTES
        && new String(Arrays.copyOf(start, Math.min(start.length, LENGTH)), StandardCharsets.UTF_8)
            .chars()
            .allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\n' || c == '\r' || c == '\t');
  }
}
