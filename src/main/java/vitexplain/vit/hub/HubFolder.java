package vitexplain.vit.hub;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import vitexplain.base.Refusal;

/**
 * One model's folder in the cache, as huggingface_hub lays it out, so that each can use what the
 * other has downloaded:
 *
 * <pre>
 * models--OWNER--NAME/blobs/HASH                   a file's bytes, named by their hash
 *                     snapshots/COMMIT/FILE        a relative link to its blob, or the file itself
 *                     refs/REVISION                the commit that a branch or tag was last seen at
 *                     .no_exist/COMMIT/FILE        empty: the commit is known to have no such file
 * .locks/models--OWNER--NAME/HASH.lock
 * </pre>
 *
 * @param cache the folder of all models
 * @param links whether snapshots may be links
 */
record HubFolder(Path cache, HubModel model, boolean links) {

  private Path root() {
    return cache.resolve(model.folder());
  }

  /** The commit that the model's revision stands for, as far as the cache knows. */
  Optional<String> commit() {
    if (HubModel.isCommit(model.revision())) {
      return Optional.of(model.revision());
    }
    try {
      return Optional.of(Files.readString(root().resolve("refs").resolve(model.revision())).strip())
          .filter(HubModel::isCommit);
    } catch (IOException | InvalidPathException never) {
      return Optional.empty();
    }
  }

  /** Notes the commit that the revision stands for. */
  void remember(String commit) {
    if (!model.revision().equals(commit) && !commit().equals(Optional.of(commit))) {
      write(root().resolve("refs").resolve(model.revision()), commit);
    }
  }

  /** Where a commit's files lie. */
  Path snapshot(String commit) {
    return root().resolve("snapshots").resolve(commit);
  }

  /** Whether a file of a commit is there, whole. */
  boolean has(String commit, String file) {
    return Files.isRegularFile(snapshot(commit).resolve(file));
  }

  /** Whether a commit is known to have no such file. */
  boolean isKnownAbsent(String commit, String file) {
    return Files.exists(absent(commit, file));
  }

  /** Notes that a commit has no such file. */
  void rememberAbsent(String commit, String file) {
    write(absent(commit, file), "");
  }

  /**
   * By a name of its own first, as several processes may write the same file at once; not by a
   * temporary file of the JDK, which other users of a shared cache could not read.
   */
  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Path own = file.resolveSibling("." + UUID.randomUUID() + ".tmp");
      try {
        Files.writeString(own, text, StandardOpenOption.CREATE_NEW);
        Files.move(own, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(own);
      }
    } catch (IOException unwritable) {
      throw unwritable(file, unwritable);
    }
  }

  private Path absent(String commit, String file) {
    return root().resolve(".no_exist").resolve(commit).resolve(file);
  }

  /** Where the bytes of a file lie, or will. */
  Path blob(RemoteFile file) {
    return root().resolve("blobs").resolve(file.hash().hex());
  }

  /**
   * Where they gather before they are whole. Some versions of huggingface_hub append to {@code
   * HASH.incomplete}, and its locks are not seen by Java on Linux: the name is another one.
   */
  Path part(RemoteFile file) {
    return root().resolve("blobs").resolve(file.hash().hex() + ".vitexplain.incomplete");
  }

  /** What is locked while they are downloaded. */
  Path lock(RemoteFile file) {
    return cache.resolve(".locks").resolve(model.folder()).resolve(file.hash().hex() + ".lock");
  }

  /** Makes the folders that a file will lie in. */
  void prepare(RemoteFile file) {
    try {
      Files.createDirectories(root().resolve("blobs"));
      Files.createDirectories(lock(file).getParent());
      Files.createDirectories(snapshot(file.commit()));
    } catch (IOException unwritable) {
      throw unwritable(root(), unwritable);
    }
  }

  /** Whether the blob is there; one of another size than the hub's is not. */
  boolean hasBlob(RemoteFile file) {
    try {
      Path blob = blob(file);
      return Files.isRegularFile(blob) && (file.size() < 0 || Files.size(blob) == file.size());
    } catch (IOException unreadable) {
      throw unwritable(blob(file), unreadable);
    }
  }

  /** Gives the bytes that have gathered, whole and checked, the blob's name. */
  void keep(RemoteFile file) {
    try {
      Files.move(part(file), blob(file), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      throw unwritable(blob(file), unwritable);
    }
  }

  /**
   * Puts a file into its snapshot: a link to its blob, or where there can be none, its bytes.
   *
   * @param isNew whether nothing else can stand for the blob's bytes yet: they are moved then, and
   *     else copied
   */
  void place(RemoteFile file, boolean isNew) {
    Path target = snapshot(file.commit()).resolve(file.name());
    Path blob = blob(file);
    try {
      if (Files.isRegularFile(target)) {
        return;
      }
      Files.deleteIfExists(target); // A link to a blob that is gone.
      if (links && isLinked(target, target.getParent().relativize(blob))) {
        return;
      }
      Path whole = blob;
      if (!isNew) {
        whole = Files.copy(blob, part(file), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      throw unwritable(target, unwritable);
    }
  }

  private static boolean isLinked(Path target, Path relative) {
    try {
      Files.createSymbolicLink(target, relative);
      return true;
    } catch (FileAlreadyExistsException other) {
      return true; // Another process was faster.
    } catch (IOException | UnsupportedOperationException noLinks) {
      return false;
    }
  }

  /** The cache cannot be used as it is. */
  static Refusal unwritable(Path file, Exception problem) {
    return Refusal.environment(
        String.format(
            Locale.ROOT,
            "'%s' in the cache of the hub cannot be read or written: %s. Make room or mend its"
                + " rights, or let HF_HUB_CACHE name another folder.",
            file,
            problem),
        problem);
  }
}
