package dev.onr.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.Gateway;
import dev.onr.server.Settings;
import dev.onr.server.tls.TrustedAuthorities;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpstreamClientTest {
  private final Vertx vertx = Gateway.newVertx(1);

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void smallWritesToUpstreamsAreNotHeldBack() throws Exception {
    try (ServerSocket upstream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Channel channel =
          Future.<Channel>future(
                  promise ->
                      vertx.runOnContext(
                          ignored ->
                              new UpstreamClient(
                                      vertx,
                                      new Deadlines(vertx, System::nanoTime),
                                      new Settings.Upstream(
                                          1,
                                          Duration.ofSeconds(60),
                                          false,
                                          TrustedAuthorities.DEFAULT),
                                      Duration.ofSeconds(5))
                                  .pooled()
                                  .request(
                                      HttpMethod.GET, upstream.getLocalPort(), "127.0.0.1", "/")
                                  .map(request -> UpstreamClient.channel(request.connection()))
                                  .onComplete(promise)))
              .await(10, TimeUnit.SECONDS);
      assertThat(channel.config().getOption(ChannelOption.TCP_NODELAY)).isTrue();
    }
  }
}
