package dev.onr.bench.beside;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An upstream that costs far less than any gateway: Chat Completions from prepared bytes. The
 * request's model says which; its name must stand among the body's first bytes and contain {@code
 * whole}, {@code burst} or {@code paced-MILLIS-EVENTS}.
 */
public final class ScriptedUpstream extends VerticleBase {
  /** What stands before the nanoseconds of the monotonic clock in a paced event. */
  static final String STAMP = "stamp=";

  /** How many events carry text in a burst. */
  static final int BURST = 50;

  private static final int HEAD = 300;
  private static final String USAGE =
      "{\"prompt_tokens\":25,\"completion_tokens\":50,\"total_tokens\":75}";
  private static final Buffer WHOLE =
      Buffer.buffer(
          "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion\",\"created\":1700000000,"
              + "\"model\":\"gpt-bench\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
              + "\"content\":\""
              + "The lighthouse keeper counts the ships. ".repeat(15)
              + "\"},\"finish_reason\":\"stop\"}],\"usage\":"
              + USAGE
              + "}");
  private static final Buffer END =
      Buffer.buffer(
          event("{}", "\"stop\"", "null") + event("", "null", USAGE) + "data: [DONE]\n\n");

  /** No two events are alike, as with a model that does not repeat itself. */
  private static final Buffer STREAM =
      Buffer.buffer(
              IntStream.range(0, BURST)
                  .mapToObj(i -> text(" a light second and " + i))
                  .collect(Collectors.joining()))
          .appendBuffer(END);

  private final int port;

  private ScriptedUpstream(int port) {
    this.port = port;
  }

  /** Takes the port. */
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    Vertx.vertx(new VertxOptions().setPreferNativeTransport(true))
        .deployVerticle(
            () -> new ScriptedUpstream(port),
            new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()))
        .await();
  }

  @Override
  public Future<?> start() {
    return vertx
        .createHttpServer(
            new HttpServerOptions().setTcpNoDelay(true).setIdleTimeout(0).setAcceptBacklog(4096))
        .requestHandler(request -> request.body().onSuccess(body -> answer(request, head(body))))
        .listen(port, "127.0.0.1");
  }

  private static String head(Buffer body) {
    return body.getString(0, Math.min(HEAD, body.length()), StandardCharsets.ISO_8859_1.name());
  }

  private void answer(HttpServerRequest request, String head) {
    HttpServerResponse response = request.response();
    int paced = head.indexOf("paced-");
    if (paced >= 0) {
      String[] words = head.substring(paced, head.indexOf('"', paced)).split("-", -1);
      pace(stream(response), Integer.parseInt(words[1]), Integer.parseInt(words[2]));
    } else if (head.contains("burst")) {
      stream(response).end(STREAM);
    } else {
      response.putHeader("content-type", "application/json").end(WHOLE);
    }
  }

  private static HttpServerResponse stream(HttpServerResponse response) {
    return response.putHeader("content-type", "text/event-stream").setChunked(true);
  }

  private void pace(HttpServerResponse response, int millis, int events) {
    int[] left = {events};
    response.write(text(STAMP + System.nanoTime() + ";"));
    long timer =
        vertx.setPeriodic(
            millis,
            id -> {
              if (--left[0] > 0) {
                response.write(text(STAMP + System.nanoTime() + ";"));
              } else {
                vertx.cancelTimer(id);
                response.end(END);
              }
            });
    response.closeHandler(closed -> vertx.cancelTimer(timer));
  }

  private static String text(String content) {
    return event("{\"content\":\"" + content + "\"}", "null", "null");
  }

  private static String event(String delta, String finish, String usage) {
    String choice =
        delta.isEmpty()
            ? ""
            : "{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}";
    return "data:"
        + " {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
        + "\"model\":\"gpt-bench\",\"service_tier\":\"default\",\"choices\":["
        + choice
        + "],\"usage\":"
        + usage
        + "}\n\n";
  }
}
