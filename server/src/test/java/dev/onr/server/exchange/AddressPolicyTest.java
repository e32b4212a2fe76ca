package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Upstreams at addresses that the operator does not want to be reached. */
class AddressPolicyTest {
  private static final String CHAT = "{\"model\":\"m\"}";
  private static final String ALL =
      "upstream_address_policy:\n"
          + "  refuse: [loopback, private, link_local, metadata, reserved]\n";

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:9, loopback",
    "http://127.1:9, loopback",
    "http://localhost:9, loopback",
    "http://[::1]:9, loopback",
    "http://[::ffff:127.0.0.1]:9, loopback",
    "http://0.0.0.0:9, loopback",
    "http://10.1.2.3, private",
    "http://192.168.0.1, private",
    "http://[fd12::1], private",
    "http://[64:ff9b::a01:203], private",
    "http://[2002:a01:203::1], private",
    "http://169.254.1.1, link_local",
    "http://[fe80::1], link_local",
    "https://168.63.129.16, metadata",
    "http://[fd00:ec2::254], private",
    "http://203.0.113.7, reserved"
  })
  void noConnectionIsMadeToIt(String baseUrl, String kind) throws Exception {
    try (TestGateway gateway = TestGateway.to(baseUrl).yaml(ALL).start()) {
      Answer answer = gateway.chat(CHAT);
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text())
          .contains("upstream_address_policy refuses its address (" + kind + ")");
    }
  }

  @Test
  void theMetadataAddressIsRefusedWithoutAllOtherLinks() throws Exception {
    try (TestGateway gateway =
        TestGateway.to("http://169.254.169.254")
            .yaml("upstream_address_policy: {refuse: [metadata]}")
            .start()) {
      assertThat(gateway.chat(CHAT).text()).contains("(metadata)");
    }
  }

  @Test
  void whatIsAllowedIsReachedAllTheSame() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{}");
        TestGateway gateway =
            TestGateway.to("http://localhost:" + upstream.port())
                .yaml(ALL + "  allow: [127.0.0.0/8, '::1']\n")
                .start()) {
      assertThat(gateway.chat(CHAT).status()).isEqualTo(200);
      assertThat(gateway.chat(CHAT).status()).isEqualTo(200);
      assertThat(upstream.requests.getFirst().header("host"))
          .containsExactly("localhost:" + upstream.port());
      assertThat(upstream.connections()).as("connections are kept").isEqualTo(1);
    }
  }

  @Test
  void aNameThatChangesItsAddressAfterTheCheckGainsNothing() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{}");
        FakeNames names =
            new FakeNames(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("127.0.0.2"));
        TestGateway gateway =
            TestGateway.to("http://rebinding.test:" + upstream.port())
                .yaml(ALL + "  allow: [127.0.0.1]\n")
                .vertx(() -> vertx(names))
                .start()) {
      Answer first = gateway.chat(CHAT);
      assertThat(first.status()).as(first.text()).isEqualTo(200);
      assertThat(names.asked).as("looked up once").hasValue(1);
      // Also where a connection of before is still open.
      Answer second = gateway.chat(CHAT);
      assertThat(second.text()).contains("refuses its address (loopback)");
      assertThat(upstream.requests).hasSize(1);
    }
  }

  private static Vertx vertx(FakeNames names) {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setAddressResolverOptions(
                new AddressResolverOptions()
                    .addServer(names.server())
                    .setCacheMaxTimeToLive(0)
                    .setCacheMinTimeToLive(0)));
  }

  @Test
  void aRedirectToAMetadataAddressIsNotFollowed() throws Exception {
    try (ScriptedUpstream upstream =
            ScriptedUpstream.answering(
                "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest/meta-data/\r\n"
                    + "Content-Length: 0\r\n\r\n");
        TestGateway gateway = TestGateway.to(upstream).start()) {
      assertThat(gateway.chat(CHAT).status()).isEqualTo(302);
      assertThat(upstream.requests).hasSize(1);
      assertThat(gateway.record().outcome().ending()).isEqualTo(Ending.COMPLETED);
    }
  }
}
