package vitexplain.vit.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A hub in this process with one model, and a second server as its content network: no test needs
 * the network. As the hub does, it answers for large files (safetensors) with a redirect to the
 * other server that names SHA-256 and size, and for small ones itself, with git's hash.
 */
public final class HubServer implements AutoCloseable {
  public static final String ID = "owner/tiny-vit";
  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  static final String WEIGHTS = "model.safetensors";

  /** What a server does in place of the answer that is right. */
  interface Trouble {
    /** Whether it has answered; else the right answer follows. */
    boolean answers(HttpExchange exchange) throws IOException;
  }

  public final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /** Requests as METHOD FILE, in their order, of the hub and of its content network. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  final List<String> ranges = new CopyOnWriteArrayList<>();
  public final List<String> tokensAtHub = new CopyOnWriteArrayList<>();
  final List<String> tokensElsewhere = new CopyOnWriteArrayList<>();

  /** By METHOD FILE; taken off one by one, the last one stays where it is to. */
  final Map<String, List<Trouble>> troubles = new ConcurrentHashMap<>();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer hub;
  private final HttpServer content;

  public HubServer() throws IOException {
    hub = serve(this::atHub);
    content = serve(this::elsewhere);
    put("config.json", "{\"model_type\": \"vit\"}");
    put("preprocessor_config.json", "{\"size\": 32}");
    put(WEIGHTS, "the weights of a model");
  }

  private HttpServer serve(Handler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            handler.answer(exchange);
          }
        });
    server.start();
    return server;
  }

  private interface Handler {
    void answer(HttpExchange exchange) throws IOException;
  }

  void put(String file, String text) {
    files.put(file, text.getBytes(StandardCharsets.UTF_8));
  }

  public URI endpoint() {
    return address(hub);
  }

  private static URI address(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Once, at the next request. */
  void once(String request, Trouble trouble) {
    troubles.computeIfAbsent(request, r -> new CopyOnWriteArrayList<>()).add(trouble);
  }

  /** At each request. */
  void always(String request, Trouble trouble) {
    Trouble again =
        new Trouble() {
          @Override
          public boolean answers(HttpExchange exchange) throws IOException {
            once(request, this);
            return trouble.answers(exchange);
          }
        };
    once(request, again);
  }

  /** An answer of this status without a body. */
  static Trouble status(int status, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
      return true;
    };
  }

  /** An answer of 200 with these bytes, which announces {@code more} bytes than there are. */
  static Trouble bytes(byte[] bytes, int more) {
    return exchange -> {
      exchange.sendResponseHeaders(200, bytes.length + more);
      exchange.getResponseBody().write(bytes);
      return true;
    };
  }

  private void atHub(HttpExchange exchange) throws IOException {
    note(exchange, tokensAtHub);
    if (isTroubled(exchange)) {
      return;
    }
    String file = file(exchange);
    byte[] body = files.get(file);
    exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
    if (body == null) {
      exchange.getResponseHeaders().set("X-Error-Code", "EntryNotFound");
      exchange.sendResponseHeaders(404, -1);
    } else if (file.endsWith(".safetensors")) {
      exchange.getResponseHeaders().set("X-Linked-Etag", "\"" + sha256(body) + "\"");
      exchange.getResponseHeaders().set("X-Linked-Size", Integer.toString(body.length));
      exchange.getResponseHeaders().set("ETag", "\"of the redirect\"");
      exchange
          .getResponseHeaders()
          .set("Location", address(content) + exchange.getRequestURI().getPath() + "?signed=1");
      exchange.sendResponseHeaders(302, -1);
    } else {
      exchange.getResponseHeaders().set("ETag", "\"" + gitSha1(body) + "\"");
      send(exchange, body);
    }
  }

  private void elsewhere(HttpExchange exchange) throws IOException {
    note(exchange, tokensElsewhere);
    if (!isTroubled(exchange)) {
      send(exchange, files.get(file(exchange)));
    }
  }

  private void note(HttpExchange exchange, List<String> tokens) {
    asked.add(exchange.getRequestMethod() + " " + file(exchange));
    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
        .ifPresent(tokens::add);
    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")).ifPresent(ranges::add);
  }

  private boolean isTroubled(HttpExchange exchange) throws IOException {
    boolean redirects = file(exchange).endsWith(".safetensors");
    boolean atContent = exchange.getHttpContext().getServer() == content;
    String request = exchange.getRequestMethod() + " " + file(exchange);
    List<Trouble> waiting = troubles.getOrDefault(request, List.of());
    boolean due = !redirects || atContent || request.startsWith("HEAD");
    return due && !waiting.isEmpty() && waiting.remove(0).answers(exchange);
  }

  private static void send(HttpExchange exchange, byte[] whole) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (whole.length - 1) + "/" + whole.length);
    }
    byte[] body = Arrays.copyOfRange(whole, from, whole.length);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  static String file(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().replaceFirst(".*/", "");
  }

  static String sha256(byte[] bytes) {
    return hex("SHA-256", bytes);
  }

  /** What {@code git hash-object} prints. */
  static String gitSha1(byte[] bytes) {
    byte[] head = ("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(head, head.length + bytes.length);
    System.arraycopy(bytes, 0, whole, head.length, bytes.length);
    return hex("SHA-1", whole);
  }

  private static String hex(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    hub.stop(0);
    content.stop(0);
    threads.shutdownNow();
  }
}
