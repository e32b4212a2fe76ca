package dev.onr.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.onr.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server of every kind that tells what it heard: upstream, proxy and token endpoint. It repeats
 * request line, header fields and body in its own headers and wherever its answers have room.
 */
final class EchoServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String accessToken;

  /**
   * @param accessToken what its token endpoint gives out
   */
  EchoServer(String accessToken) {
    this.accessToken = accessToken;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    StringBuilder heard = new StringBuilder(exchange.getRequestURI().toString());
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> heard.append(' ').append(name).append(": ").append(values));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("X-Heard", heard.toString());
    exchange.getResponseHeaders().add("Set-Cookie", heard.toString().replace(';', ' '));
    String echo = JsonValue.of(heard + " " + body).text();
    String path = exchange.getRequestURI().getPath();
    if (exchange.getRequestHeaders().containsKey("Proxy-Authorization")) {
      send(exchange, 407, "text/plain", echo);
    } else if (path.equals("/token")) {
      send(exchange, 200, "application/json", "{\"access_token\":\"" + accessToken + "\"}");
    } else if (path.startsWith("/token")) {
      send(exchange, 400, "application/json", refusal(echo));
    } else if (body.contains("\"bad\"")) {
      send(exchange, 400, "application/json", "{\"error\":{\"message\":" + echo + "}}");
    } else if (body.contains("\"odd\"")) {
      send(exchange, 500, "text/plain", heard + " " + body);
    } else if (body.contains("\"cut\"")) {
      exchange.sendResponseHeaders(200, 1000);
      exchange.close();
    } else if (body.contains("\"stream\":true")) {
      String event = "data: {\"choices\":[{\"delta\":{\"content\":" + echo + "}}]}\n\n";
      send(exchange, 200, "text/event-stream", event.repeat(2) + "data: [DONE]\n\n");
    } else {
      send(
          exchange,
          200,
          "application/json",
          "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":" + echo + "}}]}");
    }
  }

  private static String refusal(String echo) {
    return "{\"error\":%s,\"error_description\":%s}".formatted(echo, echo);
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
