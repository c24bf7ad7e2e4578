package vitexplain.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vitexplain.base.Refusal;
import vitexplain.run.provenance.Section;
import vitexplain.run.row.ProgressRow;
import vitexplain.run.table.Schema;
import vitexplain.run.table.Table;

/**
 * The folder of one run and the places in it. Making the record touches nothing on disk.
 *
 * @param root the folder
 */
public record RunFolder(Path root) {

  /** Folder under {@code heatmaps} that holds the images; no method's folder begins so. */
  public static final String IMAGES = "_image";

  /** Likewise for the masks. */
  public static final String MASKS = "_mask";

  /** Likewise for the part of each image that the model saw, small. */
  public static final String SEEN = "_seen";

  /** Likewise for that part of the masks. */
  public static final String SEEN_MASKS = "_seen_mask";

  /** Begins the folder of a method's maps alone, in their colours, one pixel per patch. */
  private static final String ALONE = "_map_";

  /** An image's extension, which the name of its heatmap leaves out. */
  private static final String IMAGE_EXTENSION = "(?i)\\.(png|jpe?g|jpe|jfif|bmp|gif|webp|tiff?)$";

  /**
   * Makes the folder ready to be written; the caller then takes its {@link #lock}.
   *
   * @throws Refusal if it cannot be made or written, or holds files that {@code existing} protects,
   *     or is to be overwritten while another run holds it
   */
  public static RunFolder prepare(Path root, Existing existing) {
    RunFolder folder = new RunFolder(root);
    requireWritable(root);
    boolean used = !folder.entries().isEmpty();
    if (used && existing == Existing.REFUSE) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "output folder '%s' is not empty. Give --resume to go on, --overwrite to start again, or another --out.",
              root));
    }
    if (used && existing == Existing.OVERWRITE) {
      // Under the lock: never pull the files from under a run that still writes them.
      RunLock lock = folder.lock();
      try (lock) {
        OldRun.remove(folder);
      }
    }
    return folder;
  }

  /**
   * Refuses a folder that holds something, for a command that neither goes on with a run nor adds
   * to one. Makes it if need be, changes nothing in it.
   *
   * @param overwrite whether the files of an earlier run may be in it
   * @throws Refusal also if it cannot be made or written
   */
  public static void requireNew(Path root, boolean overwrite) {
    requireWritable(root);
    if (!overwrite && !new RunFolder(root).entries().isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "output folder '%s' is not empty. Give --overwrite to start again, or another --out.",
              root));
    }
  }

  /**
   * Makes a folder if need be.
   *
   * @throws Refusal if it cannot be made or written
   */
  public static void requireWritable(Path root) {
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw unwritable(root, e);
    }
    if (!Files.isWritable(root)) {
      throw unwritable(root, new IOException("no right to write"));
    }
  }

  /** Refuses a second writer until closed. */
  public RunLock lock() {
    return RunLock.take(root);
  }

  /**
   * Refuses a folder whose files are not those that its runs wrote: hashes and counts of all of
   * them are compared. Reads, changes nothing. A folder with samples must be locked by the caller.
   *
   * @return whether the files have hashes; an earlier version wrote none
   * @throws Refusal naming the file, what was found and the mend
   */
  public boolean verify() {
    Map<String, Section> sections = Manifest.of(this).sections();
    sections
        .values()
        .forEach(
            section -> section.files().forEach((name, mark) -> mark.require(root.resolve(name))));
    boolean hashed = sections.values().stream().noneMatch(section -> section.runs().isEmpty());
    Section evaluation = sections.get(RunPart.EVALUATION.command());
    boolean writtenWithHashes = evaluation != null && !evaluation.runs().isEmpty();
    if (!writtenWithHashes && (!table(ProgressRow.SCHEMA).exists() || Committed.isUnhashed(this))) {
      return hashed && !samples().exists();
    }
    Committed committed = Committed.in(this);
    if (evaluation == null || evaluation.end().isEmpty()) {
      committed.requireOneImageBehind();
    } else {
      committed.requireNothingBehind();
      committed.requireCount(evaluation.counts().seen());
    }
    if (evaluation == null) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "run folder '%s' holds an evaluation, but its manifest.json has no entry for it, so it is unknown how it was made. Restore the manifest, or start again with --overwrite.",
              root));
    }
    return hashed;
  }

  /**
   * The same of the files that are there: a copy that was left without the large ones can be drawn.
   *
   * @throws Refusal naming the file, what was found and the mend
   */
  public void verifyPresent() {
    if (table(ProgressRow.SCHEMA).exists()) {
      verify();
      return;
    }
    for (Section section : Manifest.of(this).sections().values()) {
      section
          .files()
          .forEach(
              (name, mark) -> {
                if (Files.exists(root.resolve(name))) {
                  mark.require(root.resolve(name));
                }
              });
    }
  }

  public Path manifest() {
    return root.resolve("manifest.json");
  }

  /** JMH's own result. */
  public Path jmh() {
    return root.resolve("jmh.json");
  }

  public Path page() {
    return root.resolve("index.html");
  }

  public Path figures() {
    return root.resolve("figures");
  }

  public Path tables() {
    return root.resolve("tables");
  }

  public Path heatmaps() {
    return root.resolve("heatmaps");
  }

  /** The samples of the evaluation. */
  public Samples samples() {
    return new Samples(this);
  }

  /** The CSV file of a schema. */
  public <R> Table<R> table(Schema<R> schema) {
    return new Table<>(root.resolve(schema.fileName()), schema);
  }

  /**
   * Where an image's overlay lies.
   *
   * @param method a method's id, or {@link #IMAGES} or {@link #MASKS} for the inputs
   * @param image the image's name; its extension is left out, and folders in it become {@code _}
   */
  public Path heatmap(String method, String image) {
    return heatmaps().resolve(folderName(method)).resolve(stem(image) + ".png");
  }

  /** The folder, as {@link #heatmap} takes it, of a method's maps without the image below. */
  public static String alone(String method) {
    return ALONE + method;
  }

  /** An image's name in names of files made of it: without its extension and without folders. */
  public static String stem(String image) {
    return image.replaceFirst(IMAGE_EXTENSION, "").replaceAll("[/\\\\:]", "_");
  }

  /** A method's folder: every character outside ASCII letters and digits becomes {@code _}. */
  public static String folderName(String methodId) {
    return methodId.replaceAll("[^A-Za-z0-9]", "_");
  }

  /** Names in the folder, without the lock and other hidden files. */
  Set<String> entries() {
    try (Stream<Path> files = Files.list(root)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw Refusal.request(
          String.format(Locale.ROOT, "folder '%s' cannot be listed: %s", root, e), e);
    }
  }

  private static Refusal unwritable(Path root, IOException cause) {
    return Refusal.request(
        String.format(
            Locale.ROOT,
            "output folder '%s' cannot be written (%s). Choose another --out.",
            root,
            reason(cause)),
        cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof FileAlreadyExistsException) {
      return "a file is in its place";
    }
    if (cause instanceof AccessDeniedException) {
      return "no right to write";
    }
    return cause instanceof FileSystemException failure && failure.getReason() != null
        ? failure.getReason()
        : cause.getMessage();
  }
}
