package dev.onr.server;

import dev.onr.WhiteSpace;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which provider is reached through which proxy.
 *
 * @param byProvider from onr.yaml, by lower-case provider name
 * @param byVariable from {@code ONR_UPSTREAM_PROXY_<NAME>}, by lower-case name; as a variable can't
 *     contain a hyphen, an underscore stands for one too
 */
public record UpstreamProxies(
    Map<String, UpstreamProxy> byProvider, Map<String, UpstreamProxy> byVariable) {
  public UpstreamProxies {
    byProvider = Map.copyOf(byProvider);
    byVariable = Map.copyOf(byVariable);
  }

  /** The proxy of a provider; its case doesn't count. */
  public Optional<UpstreamProxy> of(String provider) {
    String name = WhiteSpace.trim(provider).toLowerCase(Locale.ROOT);
    UpstreamProxy proxy = byVariable.get(name.replace('-', '_'));
    return Optional.ofNullable(proxy != null ? proxy : byProvider.get(name));
  }
}
