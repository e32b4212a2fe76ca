package dev.onr.server;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The proxies of the process's environment, for providers that have none of their own. Targets on
 * this machine are always reached directly.
 *
 * @param plain {@code HTTP_PROXY}: for {@code http} targets
 * @param tls {@code HTTPS_PROXY}: for {@code https} targets
 * @param exclusions {@code NO_PROXY}: targets without a proxy
 */
public record EnvironmentProxies(
    Optional<UpstreamProxy> plain, Optional<UpstreamProxy> tls, List<ProxyExclusion> exclusions) {
  /** No proxy for anybody. */
  public static final EnvironmentProxies NONE =
      new EnvironmentProxies(Optional.empty(), Optional.empty(), List.of());

  public EnvironmentProxies {
    exclusions = List.copyOf(exclusions);
  }

  Optional<UpstreamProxy> of(boolean https, String host, int port) {
    Optional<UpstreamProxy> proxy = https ? tls : plain;
    return proxy.filter(ignored -> !isHere(host) && !isExcluded(host, port));
  }

  private static boolean isHere(String host) {
    return host.toLowerCase(Locale.ROOT).equals("localhost")
        || ProxyExclusion.address(host).filter(InetAddress::isLoopbackAddress).isPresent();
  }

  private boolean isExcluded(String host, int port) {
    return exclusions.stream().anyMatch(exclusion -> exclusion.covers(host, port));
  }
}
