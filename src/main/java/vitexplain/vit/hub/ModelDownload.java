package vitexplain.vit.hub;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vitexplain.base.Refusal;
import vitexplain.vit.checkpoint.WeightFiles;

/** Brings one model's files into the cache: all of the same commit, the weights last. */
final class ModelDownload {
  private final HubFolder folder;
  private final HubModel model;
  private final HubClient client;
  private final Retries retries;
  private final DownloadListener listener;

  /** What is asked for: the revision, and as soon as the hub has named it, its commit. */
  private String revision;

  ModelDownload(HubFolder folder, HubClient client, Patience patience, DownloadListener listener) {
    this.folder = folder;
    this.model = folder.model();
    this.client = client;
    this.retries = new Retries(model, patience, listener);
    this.listener = listener;
    this.revision = model.revision();
  }

  /** Downloads what a model needs and returns its snapshot. */
  Path run() throws InterruptedException {
    List<RemoteFile> files = new ArrayList<>();
    for (String config : ModelFiles.CONFIGS) {
      describe(config).ifPresent(files::add);
    }
    if (files.isEmpty()) {
      throw Refusal.request(
          String.format(
              Locale.ROOT,
              "model '%s' has neither of %s on the hub. Is the name right? Private models that"
                  + " HF_TOKEN may not read look the same.",
              model,
              ModelFiles.CONFIGS));
    }
    RemoteFile weights = weights();
    List<String> absent = new ArrayList<>();
    for (String preprocessor : ModelFiles.PREPROCESSORS) {
      describe(preprocessor).ifPresentOrElse(files::add, () -> absent.add(preprocessor));
    }
    files.add(weights);
    for (RemoteFile file : files) {
      fetch(file);
    }
    if (weights.name().equals(WeightFiles.INDEX)) {
      for (String shard : ModelFiles.shards(folder.snapshot(revision))) {
        fetch(describe(shard).orElseThrow(() -> shardless(shard)));
      }
    }
    for (String file : absent) {
      folder.rememberAbsent(revision, file);
    }
    folder.remember(revision);
    return folder.snapshot(revision);
  }

  /**
   * Asks for a preprocessor's file where a snapshot that Python has begun lacks one: without it,
   * other pixels would be made and nobody would know.
   */
  void completePreprocessor(String commit) throws InterruptedException {
    revision = commit;
    for (String file : ModelFiles.PREPROCESSORS) {
      if (!hasPreprocessor() && !folder.isKnownAbsent(commit, file)) {
        complete(file);
      }
    }
  }

  private boolean hasPreprocessor() {
    return ModelFiles.PREPROCESSORS.stream().anyMatch(file -> folder.has(revision, file));
  }

  private void complete(String name) throws InterruptedException {
    Optional<RemoteFile> file;
    try {
      file = describe(name);
    } catch (Refusal unknown) {
      if (unknown.kind() != Refusal.Kind.ENVIRONMENT) {
        throw unknown;
      }
      listener.note(ModelFiles.unknownPreprocessor(model, name, unknown.getMessage()));
      return;
    }
    if (file.isPresent()) {
      fetch(file.get());
      return;
    }
    try {
      folder.rememberAbsent(revision, name);
    } catch (Refusal readOnly) {
      // A cache that others keep: the hub is asked again at the next run.
      listener.note(readOnly.getMessage());
    }
  }

  private RemoteFile weights() throws InterruptedException {
    for (String name : ModelFiles.WEIGHTS) {
      Optional<RemoteFile> file = describe(name);
      if (file.isPresent()) {
        return file.get();
      }
    }
    for (String name : ModelFiles.PICKLES) {
      if (describe(name).isPresent()) {
        throw pickled(name);
      }
    }
    throw Refusal.request(
        String.format(
            Locale.ROOT,
            "model '%s' has none of %s on the hub. Is it a Vision Transformer with weights in"
                + " safetensors?",
            model,
            ModelFiles.WEIGHTS));
  }

  private Refusal pickled(String name) {
    return Refusal.request(
        String.format(
            Locale.ROOT,
            "model '%s' has its weights on the hub in %s alone, which can run code and is not read."
                + " Convert it with Python and give --model DIR:%n"
                + "  python -c \"from transformers import AutoModelForImageClassification as M,"
                + " AutoImageProcessor as P; i, r = '%s', '%s'; M.from_pretrained(i,"
                + " revision=r).save_pretrained('DIR'); P.from_pretrained(i,"
                + " revision=r).save_pretrained('DIR')\"",
            model,
            name,
            model.id(),
            model.revision()));
  }

  private Refusal shardless(String shard) {
    return Refusal.request(
        String.format(
            Locale.ROOT,
            "model '%s': %s names '%s', which the hub does not have. The checkpoint is incomplete.",
            model,
            WeightFiles.INDEX,
            shard));
  }

  private Optional<RemoteFile> describe(String file) throws InterruptedException {
    Optional<RemoteFile> found = retries.run(file, () -> client.describe(revision, file));
    found.ifPresent(known -> revision = known.commit());
    return found;
  }

  private void fetch(RemoteFile file) throws InterruptedException {
    if (folder.has(file.commit(), file.name())) {
      return;
    }
    folder.prepare(file);
    try (BlobLock lock = BlobLock.take(folder.lock(file), file.name(), listener)) {
      boolean isNew = !folder.hasBlob(file);
      if (isNew) {
        new BlobDownload(model, client, retries, listener)
            .run(file, new PartFile(folder.part(file)));
        folder.keep(file);
      }
      folder.place(file, isNew);
    }
  }
}
