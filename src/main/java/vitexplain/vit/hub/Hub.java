package vitexplain.vit.hub;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vitexplain.base.Refusal;

/**
 * Models of the Hugging Face hub, in the cache that they share with huggingface_hub. What is there
 * is used without a question to the network, so that a name means the same weights at every run;
 * what is not there is downloaded.
 */
public final class Hub {
  private final HubSettings settings;
  private final Patience patience;

  Hub(HubSettings settings, Patience patience) {
    this.settings = settings;
    this.patience = patience;
  }

  /**
   * As the user's variables set it up.
   *
   * @throws Refusal if one of them cannot be used
   */
  public static Hub fromEnvironment() {
    return new Hub(HubSettings.fromEnvironment(), Patience.standard());
  }

  /** The folder of all models. */
  public Path cache() {
    return settings.cache();
  }

  /**
   * The folder with a model's files: configuration, weights and, if it has one, the preprocessor's
   * file. Whatever happens, it holds no file in part.
   *
   * @throws Refusal if the model is not there and cannot be downloaded (of the kind ENVIRONMENT),
   *     or the hub does not have it or does not give it (REQUEST)
   */
  public Path fetch(HubModel model, DownloadListener listener) {
    HubFolder folder = new HubFolder(settings.cache(), model, settings.links());
    Optional<String> commit = folder.commit();
    Optional<String> whole =
        commit.filter(known -> ModelFiles.missing(folder.snapshot(known)).isEmpty());
    if (settings.offlineBy().isPresent()) {
      return offline(folder, whole.orElseThrow(() -> missing(folder, commit)), listener);
    }
    HubClient client = new HubClient(settings, model, patience);
    ModelDownload download = new ModelDownload(folder, client, patience, listener);
    try {
      if (whole.isEmpty()) {
        return download.run();
      }
      download.completePreprocessor(whole.get());
      return folder.snapshot(whole.get());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Refusal.environment(
          "the download of '" + model + "' was interrupted; it goes on where it was", interrupted);
    }
  }

  private Path offline(HubFolder folder, String commit, DownloadListener listener) {
    List<String> unknown =
        ModelFiles.PREPROCESSORS.stream()
            .filter(file -> !folder.isKnownAbsent(commit, file))
            .toList();
    if (!unknown.isEmpty() && unknown.stream().noneMatch(file -> folder.has(commit, file))) {
      listener.note(
          ModelFiles.unknownPreprocessor(
              folder.model(),
              String.join(" and ", unknown),
              settings.offlineBy().orElseThrow() + " forbids to ask"));
    }
    return folder.snapshot(commit);
  }

  private Refusal missing(HubFolder folder, Optional<String> commit) {
    Path snapshot = folder.snapshot(commit.orElse("none"));
    List<String> pickles =
        ModelFiles.PICKLES.stream().filter(file -> ModelFiles.isThere(snapshot, file)).toList();
    return Refusal.environment(
        String.format(
            Locale.ROOT,
            "model '%s' is not in the cache '%s'%s, and %s forbids to download it. Unset that"
                + " variable, let HF_HUB_CACHE name the folder that has it, or put its files into a"
                + " directory and give --model DIR.",
            folder.model(),
            settings.cache(),
            commit.isEmpty()
                ? ""
                : " as a whole: missing are "
                    + ModelFiles.missing(snapshot)
                    + (pickles.isEmpty() ? "" : ", found " + pickles + ", which is not read"),
            settings.offlineBy().orElseThrow()));
  }
}
