package dev.onr.bench.beside;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/**
 * A proxy that does nothing but pass bytes on with onr's transport, set up as onr sets it up: what
 * it costs is what onr's own work comes on top of. It looks at no credential, reads no JSON and
 * writes no log.
 */
public final class BareProxy extends VerticleBase {
  private static final int CONNECTIONS = 2048;

  private final int port;
  private final int upstream;

  private BareProxy(int port, int upstream) {
    this.port = port;
    this.upstream = upstream;
  }

  /** Takes the port to listen at, and the upstream's. */
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    int upstream = Integer.parseInt(arguments[1]);
    Vertx.vertx(new VertxOptions().setPreferNativeTransport(true))
        .deployVerticle(
            () -> new BareProxy(port, upstream),
            new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()))
        .await();
  }

  @Override
  public Future<?> start() {
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions().setTcpNoDelay(true).setDefaultHost("127.0.0.1"),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS).setEventLoopSize(0));
    return vertx
        .createHttpServer(new HttpServerOptions().setTcpNoDelay(true).setAcceptBacklog(4096))
        .requestHandler(request -> request.body().onSuccess(body -> pass(client, request, body)))
        .listen(port, "127.0.0.1");
  }

  private void pass(HttpClient client, HttpServerRequest request, Buffer body) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost("127.0.0.1")
            .setPort(upstream)
            .setURI(request.uri())
            .putHeader(HttpHeaders.CONTENT_TYPE, request.getHeader(HttpHeaders.CONTENT_TYPE))
            .putHeader(HttpHeaders.AUTHORIZATION, "Bearer upstream-key");
    client
        .request(options)
        .compose(call -> call.send(body))
        .onSuccess(answer -> pass(answer, request.response()))
        .onFailure(ignored -> request.response().setStatusCode(502).end());
  }

  private static void pass(HttpClientResponse answer, HttpServerResponse response) {
    answer.headers().forEach(field -> response.putHeader(field.getKey(), field.getValue()));
    if (answer.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
      answer.handler(response::write);
      answer.endHandler(ignored -> response.end());
    } else {
      answer.body().onSuccess(response::end);
    }
  }
}
