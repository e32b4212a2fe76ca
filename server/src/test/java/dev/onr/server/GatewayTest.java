package dev.onr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onr.config.SourceFile;
import dev.onr.config.plan.Plan;
import dev.onr.credential.KeyStore;
import dev.onr.models.ModelRoutes;
import dev.onr.pricing.PriceBook;
import dev.onr.server.account.Bookkeeping;
import dev.onr.usage.estimate.Tokenizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Start and end of the gateway as a whole. */
class GatewayTest {
  private final Vertx vertx = Gateway.newVertx(2);

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private Gateway start(String listen) throws Exception {
    return start(listen, "");
  }

  private Gateway start(String listen, String more) throws Exception {
    String yaml = "server:\n  listen: " + listen + "\n  workers: 2\n" + more;
    Settings settings = Settings.load(new SourceFile("onr.yaml", yaml), Map.of());
    KeyStore keys =
        KeyStore.load(
            new SourceFile(
                "keys.yaml", "providers:\n  spare:\n    keys:\n      - value: sk-spare\n"),
            Map.of());
    Snapshot snapshot =
        Snapshot.of(
            settings,
            Plan.EMPTY,
            keys,
            ModelRoutes.empty(),
            Bookkeeping.of(settings.usageEstimation(), new Tokenizer(), PriceBook.EMPTY));
    return Gateway.start(vertx, () -> snapshot, record -> {}, Clock.systemUTC(), new SecureRandom())
        .await(10, TimeUnit.SECONDS);
  }

  private static String health(int port) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              "GET /healthz HTTP/1.1\r\nHost: g\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void allLoopsListenOnTheOnePortThatTheSystemChose() throws Exception {
    Gateway gateway = start("':0'");
    for (int i = 0; i < 4; i++) {
      assertThat(health(gateway.port())).startsWith("HTTP/1.1 200").endsWith("{\"ok\":true}");
    }
  }

  @Test
  void aPortInUseIsAnErrorThatSaysSo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThatThrownBy(() -> start("127.0.0.1:" + taken.getLocalPort()))
          .isInstanceOf(ListenFailure.class)
          .hasMessage(
              "listen 127.0.0.1:%d: address already in use; choose another address with"
                      .formatted(taken.getLocalPort())
                  + " server.listen or ONR_LISTEN");
    }
  }

  @Test
  void theOperatorsPortInUseIsAnErrorThatSaysSo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      String operators = "127.0.0.1:" + taken.getLocalPort();
      assertThatThrownBy(() -> start("127.0.0.1:0", "admin: {listen: '" + operators + "'}"))
          .isInstanceOf(ListenFailure.class)
          .hasMessage(
              "listen %s: address already in use; choose another address with admin.listen"
                  .formatted(operators));
    }
  }

  @Test
  void afterDrainingNobodyIsLetIn() throws Exception {
    Gateway gateway = start("127.0.0.1:0");
    int port = gateway.port();
    health(port);
    gateway.drain(java.time.Duration.ofSeconds(5)).await(10, TimeUnit.SECONDS);
    assertThatThrownBy(() -> health(port)).isInstanceOf(java.net.ConnectException.class);
  }

  @Test
  void smallWritesToClientsAreNotHeldBack() throws Exception {
    // Without TCP_NODELAY an event waits some 40 ms for the acknowledgement of the one before.
    CompletableFuture<Channel> accepted = new CompletableFuture<>();
    HttpServer server =
        vertx
            .createHttpServer(EventLoopVerticle.options(Optional.empty(), 1 << 20))
            .connectionHandler(
                connection -> accepted.complete(((ConnectionBase) connection).channel()))
            .requestHandler(request -> request.response().end())
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      assertThat(client.isConnected()).isTrue();
      Channel channel = accepted.get(10, TimeUnit.SECONDS);
      assertThat(channel.config().getOption(ChannelOption.TCP_NODELAY)).isTrue();
    }
  }
}
