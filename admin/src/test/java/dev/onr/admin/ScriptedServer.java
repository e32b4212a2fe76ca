package dev.onr.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An HTTP server on a port of its own that answers as it was told and remembers what was asked. */
public final class ScriptedServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();
  private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();

  /** Starts it. */
  public ScriptedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  private record Answer(int status, String body) {}

  /**
   * A request that came.
   *
   * @param line method, path and query
   */
  public record Asked(String line, Map<String, List<String>> headers, String body) {
    /** The only value of a header; empty where it is absent. */
    public String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }
  }

  /** What it is reached by. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers a path, whatever its query; the last answer to a path is given again and again. */
  public ScriptedServer on(String path, int status, String body) {
    answers.computeIfAbsent(path, _ -> new ConcurrentLinkedQueue<>()).add(new Answer(status, body));
    return this;
  }

  /** Everything that was asked so far. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Method, path and query of everything that was asked so far. */
  public List<String> lines() {
    return asked.stream().map(Asked::line).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      asked.add(
          new Asked(
              exchange.getRequestMethod() + " " + exchange.getRequestURI(),
              Map.copyOf(exchange.getRequestHeaders()),
              body));
      Queue<Answer> script = answers.get(exchange.getRequestURI().getPath());
      Answer answer =
          script == null
              ? new Answer(404, "no such path")
              : script.size() > 1 ? script.remove() : script.element();
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
