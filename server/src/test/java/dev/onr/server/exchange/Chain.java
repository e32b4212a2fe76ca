package dev.onr.server.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Clients, the gateway and an upstream in a row, for one test each; what was started is closed
 * after it, clients first.
 */
final class Chain implements AfterEachCallback {
  private final List<AutoCloseable> open = new ArrayList<>();

  ScriptedUpstream upstream;
  TestGateway gateway;

  void start(ScriptedUpstream.Script script) throws Exception {
    start(script, gateway -> gateway);
  }

  void start(ScriptedUpstream.Script script, UnaryOperator<TestGateway.Builder> special)
      throws Exception {
    start(new ScriptedUpstream(script), special);
  }

  void start(ScriptedUpstream upstream) throws Exception {
    start(upstream, gateway -> gateway);
  }

  /**
   * Puts the gateway in front of an upstream.
   *
   * @param special what is special about this gateway
   */
  void start(ScriptedUpstream upstream, UnaryOperator<TestGateway.Builder> special)
      throws Exception {
    this.upstream = upstream;
    open.addFirst(upstream);
    gateway = special.apply(TestGateway.to(upstream)).start();
    open.addFirst(gateway);
  }

  /** A new connection to the gateway. */
  RawClient client() throws Exception {
    return opened(gateway.client());
  }

  /** A new connection to the gateway that takes little at a time. */
  RawClient narrowClient() throws Exception {
    return opened(new RawClient(gateway.gateway.port(), 8192));
  }

  private RawClient opened(RawClient client) {
    open.addFirst(client);
    return client;
  }

  /** One chat request on a connection of its own. */
  RawClient.Answer chat(String body) throws Exception {
    return gateway.chat(body);
  }

  /** How the exchange that ended next went. */
  ExchangeRecord record() throws Exception {
    return gateway.record();
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    open.clear();
  }
}
