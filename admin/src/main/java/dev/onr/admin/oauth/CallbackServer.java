package dev.onr.admin.oauth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.Shell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Waits on this machine for the browser to come back from a login. Only what brings the right state
 * counts; everything else is answered and forgotten, so that no other page can end the login.
 */
final class CallbackServer implements AutoCloseable {
  private final Shell shell;
  private final String path;
  private final String state;
  private final List<HttpServer> servers = new ArrayList<>();
  private final CompletableFuture<Map<String, String>> callback = new CompletableFuture<>();

  /**
   * Starts to listen, on the loopback addresses only.
   *
   * @throws Failure where the port is taken
   */
  CallbackServer(Shell shell, int port, String path, String state) {
    this.shell = shell;
    this.path = path;
    this.state = state;
    try {
      listen("127.0.0.1", port);
    } catch (IOException e) {
      throw new Failure(
          "callback port %d unavailable: %s; choose another with --callback-port"
              .formatted(port, e.getMessage()));
    }
    try {
      listen("::1", port);
    } catch (IOException e) {
      // A machine without IPv6 has no browser that would use it.
    }
  }

  private void listen(String address, int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), 0);
    server.createContext("/", this::handle);
    server.start();
    servers.add(server);
  }

  /**
   * The code that the browser brings.
   *
   * @throws Failure where it brings an error, or does not come in time
   */
  String code(Duration timeout) {
    Map<String, String> query;
    try {
      query = callback.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new Failure(
          "wait oauth callback timeout: nobody came back within %d s"
              .formatted(timeout.toSeconds()));
    } catch (ExecutionException | InterruptedException e) {
      throw new Failure("wait oauth callback: interrupted");
    }
    String error = query.getOrDefault("error", "");
    if (!error.isEmpty()) {
      String more = query.getOrDefault("error_description", "");
      throw new Failure("oauth callback error: " + error + (more.isEmpty() ? "" : ": " + more));
    }
    String code = query.getOrDefault("code", "").strip();
    if (code.isEmpty()) {
      throw new Failure("oauth callback code is empty");
    }
    return code;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
      if (!exchange.getRequestURI().getPath().equals(path)) {
        answer(exchange, 404, "Nothing is here.");
      } else if (!state.equals(query.get("state"))) {
        answer(exchange, 400, "This is not the login that was begun. Begin it again.");
        shell.err().println("note: ignored a callback whose state is not that of this login");
      } else if (query.getOrDefault("code", "").isBlank()) {
        answer(exchange, 400, "OAuth login failed. The terminal says why.");
        callback.complete(query);
      } else {
        answer(exchange, 200, "OAuth completed. You can close this page.");
        callback.complete(query);
      }
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : (raw == null ? "" : raw).split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  @Override
  public void close() {
    servers.forEach(server -> server.stop(0));
  }
}
