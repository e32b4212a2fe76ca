package dev.onr.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.onr.dialect.Losses;
import dev.onr.server.AddressPolicy;
import dev.onr.server.Gateway;
import dev.onr.server.Settings;
import dev.onr.server.tls.TrustedAuthorities;
import dev.onr.steps.HeaderFields;
import dev.onr.steps.UpstreamRequest;
import dev.onr.steps.Variables;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class UpstreamClientTest {
  private final Vertx vertx = Gateway.newVertx(1);

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void smallWritesToUpstreamsAreNotHeldBack() throws Exception {
    try (ServerSocket upstream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CountDownLatch checked = new CountDownLatch(1);
      Thread answering = Thread.startVirtualThread(() -> answerOne(upstream, checked));
      Channel channel =
          Future.<HttpClientResponse>future(
                  promise ->
                      vertx.runOnContext(
                          ignored ->
                              send(client(), upstream.getLocalPort()).head().onComplete(promise)))
              .map(response -> UpstreamClient.channel(response.request().connection()))
              .await(10, TimeUnit.SECONDS);
      assertThat(channel.config().getOption(ChannelOption.TCP_NODELAY)).isTrue();
      checked.countDown();
      answering.join();
    }
  }

  /** A client may leave while its call still waits for a connection. */
  @Test
  void aCallThatIsGivenUpBeforeItIsSentIsNoError() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(log);
    log.start();
    try (ServerSocket upstream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering =
          Thread.startVirtualThread(() -> answerOne(upstream, new CountDownLatch(0)));
      Future.<HttpClientResponse>future(
              promise ->
                  vertx.runOnContext(
                      ignored -> {
                        UpstreamClient client = client();
                        send(client, upstream.getLocalPort()).cancel();
                        // There is one connection, for which this one waits behind the other.
                        send(client, upstream.getLocalPort()).head().onComplete(promise);
                      }))
          .await(10, TimeUnit.SECONDS);
      answering.join();
      assertThat(log.list).filteredOn(event -> event.getLevel() == Level.ERROR).isEmpty();
    } finally {
      root.detachAppender(log);
    }
  }

  private UpstreamClient client() {
    return new UpstreamClient(
        vertx,
        new Deadlines(vertx, System::nanoTime),
        new Settings.Upstream(1, Duration.ofSeconds(60), true, TrustedAuthorities.DEFAULT),
        Duration.ofSeconds(5),
        () -> AddressPolicy.NONE);
  }

  private static UpstreamCall send(UpstreamClient client, int port) {
    UpstreamRequest request =
        new UpstreamRequest(
            "GET",
            "http://127.0.0.1:" + port + "/",
            new HeaderFields(),
            new byte[0],
            Variables.NONE,
            new Losses());
    return client.send(request, ProxyChoice.NONE, 5000, 5000);
  }

  /** Answers one request, and keeps its connection open until the test has looked at it. */
  private static void answerOne(ServerSocket upstream, CountDownLatch checked) {
    try (Socket connection = upstream.accept()) {
      BufferedReader head =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
      while (!head.readLine().isEmpty()) {}
      connection
          .getOutputStream()
          .write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      checked.await(10, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
