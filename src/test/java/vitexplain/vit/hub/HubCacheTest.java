package vitexplain.vit.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import vitexplain.base.Refusal;

/**
 * What lies in the cache, as huggingface_hub 2.4.0 lays it out; {@code
 * src/test/python/hub/layout.py} compares the two.
 */
class HubCacheTest extends HubTestCase {
  private static final String MODEL_FOLDER = "models--owner--tiny-vit/";

  @Test
  void cacheIsLaidOutAsHuggingFacesOwnLibraryLaysItOut() throws IOException {
    Path folder = fetch();
    assertThat(folder).isEqualTo(snapshot());
    String config = HubServer.gitSha1(server.files.get("config.json"));
    String preprocessor = HubServer.gitSha1(server.files.get("preprocessor_config.json"));
    assertThat(tree())
        .containsExactlyInAnyOrder(
            ".locks/" + MODEL_FOLDER + config + ".lock",
            ".locks/" + MODEL_FOLDER + preprocessor + ".lock",
            ".locks/" + MODEL_FOLDER + weightsHash() + ".lock",
            MODEL_FOLDER + "blobs/" + config,
            MODEL_FOLDER + "blobs/" + preprocessor,
            MODEL_FOLDER + "blobs/" + weightsHash(),
            MODEL_FOLDER + ".no_exist/" + HubServer.COMMIT + "/processor_config.json",
            MODEL_FOLDER + "refs/main",
            MODEL_FOLDER + "snapshots/" + HubServer.COMMIT + "/config.json",
            MODEL_FOLDER + "snapshots/" + HubServer.COMMIT + "/model.safetensors",
            MODEL_FOLDER + "snapshots/" + HubServer.COMMIT + "/preprocessor_config.json");
    assertThat(folder().resolve("refs/main")).hasContent(HubServer.COMMIT);
    assertThat(Files.readSymbolicLink(folder.resolve("model.safetensors")))
        .isEqualTo(Path.of("../../blobs/" + weightsHash()));
    assertThat(folder.resolve("model.safetensors")).hasContent("the weights of a model");
  }

  @Test
  void weightsComeLastAndOnce() {
    Path folder = fetch();
    assertThat(server.asked).last().isEqualTo("GET model.safetensors");
    int asked = server.asked.size();
    assertThat(fetch()).isEqualTo(folder);
    assertThat(fetchOffline()).isEqualTo(folder);
    assertThat(server.asked).hasSize(asked);
  }

  @Test
  void whatIsAskedForAfterTheFirstFileIsOfItsCommit() {
    List<String> paths = new CopyOnWriteArrayList<>();
    for (String request : List.of("HEAD config.json", "HEAD model.safetensors")) {
      server.once(
          request,
          exchange -> {
            paths.add(exchange.getRequestURI().getPath());
            return false;
          });
    }
    fetch();
    assertThat(paths)
        .containsExactly(
            "/owner/tiny-vit/resolve/main/config.json",
            "/owner/tiny-vit/resolve/" + HubServer.COMMIT + "/model.safetensors");
  }

  @Test
  void aSnapshotOfHuggingFacesOwnLibraryIsUsedWithoutAQuestion() throws IOException {
    Files.createDirectories(snapshot());
    for (String file : List.of("config.json", "model.safetensors", "preprocessor_config.json")) {
      Files.writeString(snapshot().resolve(file), "of Python");
    }
    Files.createDirectories(folder().resolve("refs"));
    Files.writeString(folder().resolve("refs/main"), HubServer.COMMIT);
    assertThat(fetch()).isEqualTo(snapshot());
    assertThat(server.asked).isEmpty();
  }

  @Test
  void aSnapshotThatLacksThePreprocessorIsCompleted() throws IOException {
    pythonsSnapshot("config.json", "model.safetensors");
    assertThat(fetch().resolve("preprocessor_config.json")).hasContent("{\"size\": 32}");
    assertThat(server.asked)
        .containsExactly(
            "HEAD processor_config.json",
            "HEAD preprocessor_config.json",
            "GET preprocessor_config.json");
    assertThat(snapshot().resolve("config.json")).hasContent("of Python");
  }

  /** As transformers 5 saves a model with text; it looks there first. */
  @Test
  void theProcessorsFileOfTransformers5IsFetchedToo() throws IOException {
    server.put("processor_config.json", "{\"image_processor\": {}}");
    assertThat(fetch().resolve("processor_config.json")).hasContent("{\"image_processor\": {}}");
    assertThat(snapshot().resolve("preprocessor_config.json")).exists();
  }

  @Test
  void aSnapshotThatLacksTheProcessorsFileIsCompleted() throws IOException {
    server.put("processor_config.json", "{\"image_processor\": {}}");
    pythonsSnapshot("config.json", "model.safetensors");
    assertThat(fetch().resolve("processor_config.json")).hasContent("{\"image_processor\": {}}");
  }

  @Test
  void offlineASnapshotWithOneOfThemIsUsedWithoutANote() throws IOException {
    pythonsSnapshot("config.json", "preprocessor_config.json", "model.safetensors");
    assertThat(fetchOffline()).isEqualTo(snapshot());
    assertThat(notes).isEmpty();
  }

  @Test
  void thatThereIsNoPreprocessorIsAskedOnceAndNoted() throws IOException {
    server.files.remove("preprocessor_config.json");
    pythonsSnapshot("config.json", "model.safetensors");
    fetch();
    fetch();
    assertThat(server.asked)
        .containsExactly("HEAD processor_config.json", "HEAD preprocessor_config.json");
    assertThat(folder().resolve(".no_exist/" + HubServer.COMMIT + "/preprocessor_config.json"))
        .isEmptyFile();
  }

  @Test
  void aWholeSnapshotIsUsedWhereNobodyTellsOfThePreprocessorAndTheUserHearsIt() throws IOException {
    pythonsSnapshot("config.json", "model.safetensors");
    server.always("HEAD preprocessor_config.json", HubServer.status(503));
    assertThat(fetch()).isEqualTo(snapshot());
    assertThat(notes).last().asString().contains("whether the hub has one is not known");
  }

  @Test
  void offlineTheUserHearsThatThePreprocessorMayBeMissing() throws IOException {
    pythonsSnapshot("config.json", "model.safetensors");
    assertThat(fetchOffline()).isEqualTo(snapshot());
    assertThat(notes)
        .singleElement()
        .asString()
        .contains(
            "without processor_config.json and preprocessor_config.json",
            "HF_HUB_OFFLINE forbids to ask");
  }

  @Test
  void aWholeSnapshotInACacheThatCannotBeWrittenIsUsed() throws IOException {
    server.files.remove("preprocessor_config.json");
    pythonsSnapshot("config.json", "model.safetensors");
    Files.writeString(folder().resolve(".no_exist"), "a file");
    assertThat(fetch()).isEqualTo(snapshot());
    assertThat(notes).hasSize(2).allSatisfy(note -> assertThat(note).contains("HF_HUB_CACHE"));
  }

  @Test
  void aPreprocessorThatTheHubHasAndDoesNotSendIsNotDoneWithout() throws IOException {
    pythonsSnapshot("config.json", "model.safetensors");
    server.always("GET preprocessor_config.json", HubServer.status(503));
    assertThatThrownBy(this::fetch)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("preprocessor_config.json cannot be downloaded");
  }

  @Test
  void aSnapshotThatPythonBeganIsCompletedWithWhatItLacks() throws IOException {
    pythonsSnapshot("config.json");
    assertThat(fetch().resolve("model.safetensors")).hasContent("the weights of a model");
    assertThat(server.asked).doesNotContain("GET config.json");
  }

  @Test
  void aBlobThatIsThereIsLinkedAndNotDownloaded() throws IOException {
    Files.createDirectories(folder().resolve("blobs"));
    Files.write(
        folder().resolve("blobs").resolve(weightsHash()), server.files.get(HubServer.WEIGHTS));
    fetch();
    assertThat(server.asked).contains("GET config.json").doesNotContain("GET model.safetensors");
  }

  @Test
  void aBlobOfAnotherSizeIsDownloadedAgain() throws IOException {
    Files.createDirectories(folder().resolve("blobs"));
    Files.writeString(folder().resolve("blobs").resolve(weightsHash()), "damaged");
    assertThat(fetch().resolve("model.safetensors")).hasContent("the weights of a model");
  }

  @Test
  void aLinkToABlobThatIsGoneIsNoFile() throws IOException {
    Path weights = fetch().resolve("model.safetensors");
    Files.delete(folder().resolve("blobs").resolve(weightsHash()));
    assertThat(Files.exists(weights)).isFalse();
    assertThat(fetch().resolve("model.safetensors")).hasContent("the weights of a model");
  }

  @Test
  void withoutLinksTheSnapshotHoldsTheFilesThemselves() {
    Path folder = hub(Optional.empty(), false).fetch(MODEL, notes());
    assertThat(folder.resolve("model.safetensors"))
        .isRegularFile()
        .satisfies(file -> assertThat(Files.isSymbolicLink(file)).isFalse())
        .hasContent("the weights of a model");
    assertThat(folder().resolve("blobs")).isEmptyDirectory();
    assertThat(fetchOffline()).isEqualTo(folder);
  }

  @Test
  void withoutLinksABlobThatIsThereIsCopied() throws IOException {
    Path blob = folder().resolve("blobs").resolve(weightsHash());
    Files.createDirectories(blob.getParent());
    Files.write(blob, server.files.get(HubServer.WEIGHTS));
    Path folder = hub(Optional.empty(), false).fetch(MODEL, notes());
    assertThat(folder.resolve("model.safetensors")).hasSameBinaryContentAs(blob);
    assertThat(blob.getParent().toFile().list()).containsExactly(weightsHash());
  }

  @Test
  void aRevisionIsAskedForAndNoted() throws IOException {
    HubModel model = HubModel.of("owner/tiny-vit@feature/two").orElseThrow();
    server.once(
        "HEAD config.json",
        exchange -> {
          assertThat(exchange.getRequestURI().getRawPath())
              .isEqualTo("/owner/tiny-vit/resolve/feature%2Ftwo/config.json");
          return false;
        });
    assertThat(fetch(model)).isEqualTo(snapshot());
    assertThat(folder().resolve("refs/feature/two")).hasContent(HubServer.COMMIT);
    assertThat(folder().resolve("refs/main")).doesNotExist();
    int asked = server.asked.size();
    assertThat(fetch(new HubModel(HubServer.ID, HubServer.COMMIT))).isEqualTo(snapshot());
    assertThat(server.asked).hasSize(asked);
  }

  @Test
  void shardsAreAllThereBeforeTheModelIs() {
    server.files.remove(HubServer.WEIGHTS);
    server.put(
        "model.safetensors.index.json",
        "{\"weight_map\": {\"a\": \"m-1.safetensors\", \"b\": \"m-2.safetensors\"}}");
    server.put("m-1.safetensors", "one");
    assertThatThrownBy(this::fetch)
        .hasMessageContaining("names 'm-2.safetensors', which the hub does not have");
    assertThatThrownBy(this::fetchOffline).hasMessageContaining("not in the cache");
    server.put("m-2.safetensors", "two");
    assertThat(fetch().resolve("m-2.safetensors")).hasContent("two");
    assertThat(server.asked.stream().filter("GET m-1.safetensors"::equals)).hasSize(2);
    assertThat(fetchOffline()).isEqualTo(snapshot());
  }

  @Test
  void anIndexThatNamesFilesElsewhereIsRefused() {
    server.files.remove(HubServer.WEIGHTS);
    server.put(
        "model.safetensors.index.json", "{\"weight_map\": {\"a\": \"../../x.safetensors\"}}");
    assertThatThrownBy(this::fetch)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("'../../x.safetensors'; expected the name of a safetensors file");
  }

  @Test
  void aModelOfOpenClipIsItsOwnConfigurationAndWeights() {
    server.files.clear();
    server.put("open_clip_config.json", "{}");
    server.put("open_clip_model.safetensors", "weights");
    assertThat(fetch().toFile().list())
        .containsExactlyInAnyOrder("open_clip_config.json", "open_clip_model.safetensors");
    assertThat(fetchOffline()).isEqualTo(snapshot());
  }

  @Test
  void picklesAloneAreRefusedWithTheCommandThatConverts() {
    server.files.remove(HubServer.WEIGHTS);
    server.put("pytorch_model.bin", "pickle");
    assertThatThrownBy(this::fetch)
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.kind()).isEqualTo(Refusal.Kind.REQUEST))
        .hasMessageContaining("in pytorch_model.bin alone, which can run code and is not read")
        .hasMessageContaining(
            "python -c \"from transformers import AutoModelForImageClassification")
        .hasMessageContaining("i, r = 'owner/tiny-vit', 'main'");
    assertThat(server.asked).noneMatch(request -> request.startsWith("GET"));
  }

  @Test
  void offlineSaysWhatIsMissingAndWhichVariableForbidsIt() throws IOException {
    assertThatThrownBy(this::fetchOffline)
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.kind()).isEqualTo(Refusal.Kind.ENVIRONMENT))
        .hasMessageContaining(
            "model 'owner/tiny-vit' is not in the cache '"
                + root.resolve("hub")
                + "', and HF_HUB_OFFLINE forbids to download it");
    pythonsSnapshot("config.json", "pytorch_model.bin");
    assertThatThrownBy(this::fetchOffline)
        .hasMessageContaining("missing are [model.safetensors], found [pytorch_model.bin]");
    assertThat(server.asked).isEmpty();
  }

  @Test
  void aCacheThatCannotBeWrittenIsTheEnvironmentsFault() throws IOException {
    Files.writeString(root.resolve("hub"), "a file");
    assertThatThrownBy(this::fetch)
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.kind()).isEqualTo(Refusal.Kind.ENVIRONMENT))
        .hasMessageContaining("HF_HUB_CACHE");
  }

  @Test
  void tokenGoesToTheHubAloneAndIsNeverShown() {
    Optional<HubToken> token = HubToken.of("hf_secret", "HF_TOKEN");
    Hub hub = new Hub(settings(server.endpoint(), Optional.empty(), true, token), SHORT);
    hub.fetch(MODEL, notes());
    assertThat(server.tokensAtHub).isNotEmpty().containsOnly("Bearer hf_secret");
    assertThat(server.asked).contains("GET model.safetensors");
    assertThat(server.tokensElsewhere).isEmpty();
    assertThat(settings(server.endpoint(), Optional.empty(), true, token).toString())
        .contains("token from HF_TOKEN")
        .doesNotContain("secret");
  }

  @Test
  void tokenIsNotSentToAnotherHostThatAHubsMirrorLeadsTo() throws IOException {
    try (HubServer mirrored = new HubServer()) {
      for (String file : List.of("config.json", "preprocessor_config.json", HubServer.WEIGHTS)) {
        String path = "/owner/tiny-vit/resolve/main/" + file;
        for (String method : List.of("HEAD ", "GET ")) {
          server.always(
              method + file,
              HubServer.status(307, "Location", URI.create(mirrored.endpoint() + path).toString()));
        }
      }
      Optional<HubToken> token = HubToken.of("hf_secret", "HF_TOKEN");
      new Hub(settings(server.endpoint(), Optional.empty(), true, token), SHORT)
          .fetch(MODEL, notes());
      assertThat(server.tokensAtHub).containsOnly("Bearer hf_secret");
      assertThat(mirrored.asked).contains("HEAD config.json", "GET config.json");
      assertThat(mirrored.tokensAtHub).isEmpty();
    }
  }

  private void pythonsSnapshot(String... files) throws IOException {
    Files.createDirectories(snapshot());
    for (String file : files) {
      Files.write(snapshot().resolve(file), "of Python".getBytes(StandardCharsets.UTF_8));
    }
    Files.createDirectories(folder().resolve("refs"));
    Files.writeString(folder().resolve("refs/main"), HubServer.COMMIT);
  }
}
