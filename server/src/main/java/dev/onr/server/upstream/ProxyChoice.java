package dev.onr.server.upstream;

import dev.onr.server.UpstreamProxy;
import java.util.Optional;

/** Chooses the proxy on the way to a target. */
@FunctionalInterface
public interface ProxyChoice {
  /** Every target is reached directly. */
  ProxyChoice NONE = (tls, host, port) -> Optional.empty();

  /**
   * The proxy for one target; empty where it is reached directly.
   *
   * @param tls whether the target speaks TLS
   * @param host its name or address, without brackets
   */
  Optional<UpstreamProxy> proxyFor(boolean tls, String host, int port);

  /** The same proxy for every target. */
  static ProxyChoice always(UpstreamProxy proxy) {
    Optional<UpstreamProxy> choice = Optional.of(proxy);
    return (tls, host, port) -> choice;
  }
}
