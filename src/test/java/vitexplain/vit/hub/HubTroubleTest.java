package vitexplain.vit.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vitexplain.base.Refusal;

/** A hub that fails in every way: either the right files come, or none is used. */
class HubTroubleTest extends HubTestCase {
  private static final String HEAD = "HEAD model.safetensors";
  private static final String GET = "GET model.safetensors";
  private static final String WHOLE = "the weights of a model";

  /** Whatever happened in a test, a name in a snapshot stands for the right bytes. */
  @AfterEach
  void nothingPartialIsEverUsed() throws IOException {
    Path weights = snapshot().resolve(HubServer.WEIGHTS);
    if (Files.exists(weights)) {
      assertThat(weights).hasBinaryContent(server.files.get(HubServer.WEIGHTS));
    } else {
      assertThat(folder().resolve("refs/main")).doesNotExist();
      assertThatThrownBy(this::fetchOffline).isInstanceOf(Refusal.class);
    }
  }

  private void assertFetches() {
    assertThat(fetch().resolve(HubServer.WEIGHTS))
        .hasBinaryContent(server.files.get(HubServer.WEIGHTS));
    assertThat(part()).doesNotExist();
  }

  private void assertRefused(Refusal.Kind kind, String... parts) {
    assertThatThrownBy(this::fetch)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(kind);
              assertThat(refusal.getMessage()).startsWith("model 'owner/tiny-vit'").contains(parts);
            });
  }

  @Test
  void aBodyCutShortGoesOnWhereItWasCut() {
    server.once(GET, HubServer.bytes(firstBytes(5), WHOLE.length() - 5));
    assertFetches();
    assertThat(server.ranges).containsOnly("bytes=5-").isNotEmpty();
    assertThat(notes).singleElement().asString().contains("model.safetensors: ", "trying again in");
  }

  @Test
  void aBodyCutShortAgainAndAgainIsGivenUpAndItsBytesAreKept() {
    byte[] five = firstBytes(5);
    server.once(GET, HubServer.bytes(five, WHOLE.length() - 5));
    server.always(
        GET,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 5-21/22");
          exchange.sendResponseHeaders(206, WHOLE.length() - 5);
          return true;
        });
    assertRefused(
        Refusal.Kind.ENVIRONMENT,
        "model.safetensors cannot be downloaded",
        "(tries: 3)",
        "is kept");
    assertThat(part()).hasBinaryContent(five);
    server.troubles.clear();
    assertFetches();
  }

  @Test
  void aStalledBodyIsNotWaitedForForEver() {
    server.once(
        GET,
        exchange -> {
          exchange.sendResponseHeaders(200, WHOLE.length());
          exchange.getResponseBody().write(firstBytes(7));
          exchange.getResponseBody().flush();
          sleep();
          return true;
        });
    assertFetches();
    assertThat(notes).singleElement().asString().contains("less than 64 KiB came within 0.7 s");
    assertThat(server.ranges).contains("bytes=7-");
  }

  @Test
  void aSilentServerIsNotWaitedForForEver() {
    server.once(
        HEAD,
        exchange -> {
          sleep();
          return false;
        });
    assertFetches();
    assertThat(notes).singleElement().asString().contains("did not answer within 2 s");
  }

  @Test
  void redirectsInACircleEnd() {
    server.always(
        HEAD, HubServer.status(302, "Location", "/owner/tiny-vit/resolve/x/" + HubServer.WEIGHTS));
    assertRefused(
        Refusal.Kind.ENVIRONMENT, "model.safetensors was redirected 11 times, at last to");
    assertThat(server.asked.stream().filter(HEAD::equals)).hasSize(11);
  }

  @Test
  void redirectsInACircleEndForTheBytesToo() {
    server.always(
        GET, HubServer.status(302, "Location", "/owner/tiny-vit/resolve/x/" + HubServer.WEIGHTS));
    assertRefused(Refusal.Kind.ENVIRONMENT, "model.safetensors was redirected 11 times");
  }

  @Test
  void aRenamedModelIsFollowed() {
    server.once(
        "HEAD config.json",
        HubServer.status(307, "Location", "/new/name/resolve/main/config.json"));
    assertFetches();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://host/x", "", "http://", "http://a b/"})
  void aRedirectThatLeadsNowhereIsRefused(String location) {
    server.always(HEAD, HubServer.status(302, "Location", location));
    assertRefused(Refusal.Kind.ENVIRONMENT, "which is not followed");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void refusedAccessNamesTheTokenAndTheTerms(int status) {
    server.always("HEAD config.json", HubServer.status(status, "X-Error-Code", "GatedRepo"));
    assertRefused(
        Refusal.Kind.REQUEST,
        "answered " + status + " (GatedRepo) for config.json",
        "HF_TOKEN",
        "gated",
        server.endpoint() + "/owner/tiny-vit",
        "No token was sent");
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void aTokenThatIsNotEnoughIsNamedAndNotShown() {
    server.always("HEAD config.json", HubServer.status(401));
    Optional<HubToken> token = HubToken.of("hf_secret", "HF_TOKEN");
    Hub hub = new Hub(settings(server.endpoint(), Optional.empty(), true, token), SHORT);
    assertThatThrownBy(() -> hub.fetch(MODEL, notes()))
        .hasMessageContaining("The token from HF_TOKEN was sent.")
        .hasMessageNotContaining("hf_secret");
  }

  @Test
  void anUnknownModelIsTheRequestsFault() {
    server.files.clear();
    assertRefused(Refusal.Kind.REQUEST, "Is the name right? Private models");
  }

  @Test
  void anUnknownRevisionIsNamed() {
    server.always("HEAD config.json", HubServer.status(404, "X-Error-Code", "RevisionNotFound"));
    HubModel model = new HubModel(HubServer.ID, "v9");
    assertThatThrownBy(() -> fetch(model))
        .hasMessageContaining("(RevisionNotFound)")
        .hasMessageContaining("has no branch, tag or commit 'v9'");
  }

  @Test
  void bytesThatTheHubDescribesButDoesNotHaveAreTheRequestsFault() {
    server.always(GET, HubServer.status(404));
    assertRefused(Refusal.Kind.REQUEST, "answered 404 for model.safetensors");
  }

  @Test
  void aRangeThatIsNotGivenMakesTheDownloadBeginAgain() throws IOException {
    leave(firstBytes(9));
    server.once(GET, HubServer.status(416));
    assertFetches();
    assertThat(server.ranges).contains("bytes=9-");
    assertThat(notes).singleElement().asString().contains("answered 416 to a range from byte 9");
  }

  @Test
  void aServerThatKnowsNoRangesSendsAllAgain() throws IOException {
    leave(firstBytes(9));
    server.once(GET, HubServer.bytes(server.files.get(HubServer.WEIGHTS), 0));
    assertFetches();
    assertThat(notes).isEmpty();
  }

  @Test
  void anotherRangeThanTheOneAskedForIsNotAppended() throws IOException {
    leave(firstBytes(9));
    server.once(
        GET,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 3-21/22");
          exchange.sendResponseHeaders(206, WHOLE.length() - 3);
          exchange.getResponseBody().write(WHOLE.substring(3).getBytes(StandardCharsets.UTF_8));
          return true;
        });
    assertFetches();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void aBusyServerIsAskedAgain(int status) {
    server.once(HEAD, HubServer.status(status));
    server.once(GET, HubServer.status(status));
    assertFetches();
    assertThat(notes).hasSize(2).allSatisfy(n -> assertThat(n).contains("answered " + status));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void aServerThatStaysBusyIsGivenUp(int status) {
    server.always(HEAD, HubServer.status(status));
    assertRefused(Refusal.Kind.ENVIRONMENT, "answered " + status, "(tries: 3)", "HF_ENDPOINT");
    assertThat(server.asked.stream().filter(HEAD::equals)).hasSize(3);
  }

  @Test
  void thePauseThatAServerAsksForIsKept() {
    server.once(HEAD, HubServer.status(429, "Retry-After", "1"));
    long start = System.nanoTime();
    assertFetches();
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(1_000_000_000L);
    assertThat(notes).singleElement().asString().contains("trying again in 1 s");
  }

  @Test
  void aLongPauseIsToldAndNotWaitedFor() {
    server.once(HEAD, HubServer.status(503, "Retry-After", "3600"));
    assertRefused(Refusal.Kind.ENVIRONMENT, "asks to be tried again in 3600 s");
    assertThat(notes).isEmpty();
  }

  @Test
  void anyOtherStatusIsRefusedAtOnce() {
    server.always("HEAD config.json", HubServer.status(418));
    assertRefused(Refusal.Kind.ENVIRONMENT, "answered 418 for config.json", "HF_ENDPOINT");
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void aWrongLengthIsNotBelieved() {
    server.once(GET, HubServer.bytes(firstBytes(8), 0));
    assertFetches();
    assertThat(notes).singleElement().asString().contains("8 of 22 bytes arrived");
  }

  @Test
  void allBytesUnderALengthThatIsTooLongAreAllTheSame() {
    server.always(GET, HubServer.bytes(server.files.get(HubServer.WEIGHTS), 100));
    assertFetches();
  }

  @Test
  void moreThanWasAnnouncedIsRefused() {
    server.always(GET, HubServer.bytes((WHOLE + WHOLE).getBytes(StandardCharsets.UTF_8), 0));
    assertRefused(Refusal.Kind.ENVIRONMENT, "more than the announced 22 bytes came");
    assertThat(part()).doesNotExist();
  }

  @Test
  void aFileLargerThanTheDiskIsRefusedBeforeItIsDownloaded() {
    server.always(
        HEAD,
        exchange -> {
          exchange.getResponseHeaders().set("X-Linked-Size", "900000000000000000");
          exchange.getResponseHeaders().set("ETag", weightsHash());
          exchange.getResponseHeaders().set("X-Repo-Commit", HubServer.COMMIT);
          exchange.sendResponseHeaders(200, -1);
          return true;
        });
    assertRefused(Refusal.Kind.ENVIRONMENT, "needs 900000000000000000 bytes", "HF_HUB_CACHE");
    assertThat(server.asked).doesNotContain(GET);
  }

  @Test
  void otherBytesThanTheHashSaysAreRefusedAndNotKept() {
    server.always(
        GET, HubServer.bytes("THE WEIGHTS OF A MODEL".getBytes(StandardCharsets.UTF_8), 0));
    assertRefused(
        Refusal.Kind.ENVIRONMENT, "do not have the hash that the hub announces (" + weightsHash());
    assertThat(part()).doesNotExist();
    assertThat(server.asked.stream().filter(GET::equals).count()).isLessThanOrEqualTo(2);
  }

  @Test
  void aSmallFileIsCheckedByGitsHash() {
    server.always(
        "GET config.json",
        HubServer.bytes("{\"model_type\": \"VIT\"}".getBytes(StandardCharsets.UTF_8), 0));
    assertRefused(Refusal.Kind.ENVIRONMENT, "the bytes of config.json do not have the hash");
  }

  @Test
  void whatAnEarlierDownloadLeftIsThrownAwayWhereItDoesNotFit() throws IOException {
    leave("other ".getBytes(StandardCharsets.UTF_8));
    assertFetches();
    assertThat(notes).singleElement().asString().contains("does not fit; beginning again");
  }

  @Test
  void moreThanTheWholeFileFromAnEarlierDownloadIsThrownAway() throws IOException {
    leave((WHOLE + WHOLE).getBytes(StandardCharsets.UTF_8));
    assertFetches();
  }

  @Test
  void theWholeFileFromAnEarlierDownloadIsCheckedAndUsed() throws IOException {
    leave(server.files.get(HubServer.WEIGHTS));
    assertFetches();
    assertThat(server.asked).doesNotContain(GET);
  }

  @Test
  void aWebPageInPlaceOfTheFileIsNamed() {
    byte[] page =
        Arrays.copyOf("<html>Please log in".getBytes(StandardCharsets.UTF_8), WHOLE.length());
    server.always(GET, HubServer.bytes(page, 0));
    assertRefused(Refusal.Kind.ENVIRONMENT, "what came is a web page");
  }

  @Test
  void aLoginPageInPlaceOfTheHubIsNamed() {
    server.always("HEAD config.json", HubServer.status(200, "Content-Type", "text/html"));
    assertRefused(Refusal.Kind.ENVIRONMENT, "does not answer like a hub", "login page");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../../x", "", "d41d8cd98f00b204e9800998ecf8427e", "W/\"abc\""})
  void anEtagThatIsNoHashIsRefused(String etag) {
    server.always(
        HEAD,
        exchange -> {
          exchange.getResponseHeaders().set("ETag", etag);
          exchange.getResponseHeaders().set("X-Repo-Commit", HubServer.COMMIT);
          exchange.sendResponseHeaders(200, -1);
          return true;
        });
    assertRefused(Refusal.Kind.ENVIRONMENT, "does not answer like a hub", "could not be checked");
  }

  @Test
  void aCommitThatIsNoneIsRefused() {
    server.always(
        "HEAD config.json",
        HubServer.status(200, "X-Repo-Commit", "../../x", "ETag", "0".repeat(40)));
    assertRefused(Refusal.Kind.ENVIRONMENT, "X-Repo-Commit '../../x'");
  }

  @Test
  void aGitLfsPointerOnTheHubIsNamed() {
    server.put(
        HubServer.WEIGHTS,
        "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0".repeat(64) + "\nsize 9\n");
    assertRefused(Refusal.Kind.REQUEST, "model.safetensors on the hub is a git-lfs pointer");
    assertThat(part()).doesNotExist();
  }

  @Test
  void anEmptyFileOnTheHubIsNamed() {
    server.put("config.json", "");
    assertRefused(Refusal.Kind.REQUEST, "config.json on the hub is empty (0 bytes)");
  }

  @Test
  void aServerThatIsNotThereIsTheEnvironmentsFaultAndTheMendIsNamed() {
    server.close();
    assertRefused(
        Refusal.Kind.ENVIRONMENT, "config.json cannot be downloaded: no connection", "--model DIR");
  }

  /** Parts of a MiB and more: tries count anew, so that a bad line ends at the whole file. */
  @Test
  void aLineThatBreaksOftenStillBringsALargeFile() {
    byte[] large = new byte[6 << 20];
    new Random(1).nextBytes(large);
    server.files.put(HubServer.WEIGHTS, large);
    AtomicInteger cuts = new AtomicInteger();
    server.always(
        GET,
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
          int to = Math.min(large.length, from + (1 << 20) + 1000);
          exchange
              .getResponseHeaders()
              .set(
                  "Content-Range", "bytes " + from + "-" + (large.length - 1) + "/" + large.length);
          exchange.sendResponseHeaders(from == 0 ? 200 : 206, large.length - from);
          exchange.getResponseBody().write(large, from, to - from);
          cuts.incrementAndGet();
          return true;
        });
    assertFetches();
    assertThat(cuts).hasValueGreaterThan(SHORT.tries());
  }

  private byte[] firstBytes(int count) {
    return Arrays.copyOf(server.files.get(HubServer.WEIGHTS), count);
  }

  private void leave(byte[] bytes) throws IOException {
    Files.createDirectories(part().getParent());
    Files.write(part(), bytes);
  }

  private static void sleep() {
    try {
      Thread.sleep(4_000);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
