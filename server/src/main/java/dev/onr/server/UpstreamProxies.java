package dev.onr.server;

import dev.onr.WhiteSpace;
import dev.onr.credential.Secret;
import dev.onr.server.upstream.ProxyChoice;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which provider is reached through which proxy.
 *
 * @param byProvider from onr.yaml, by lower-case provider name
 * @param byVariable from {@code ONR_UPSTREAM_PROXY_<NAME>}, by lower-case name; as a variable can't
 *     contain a hyphen, an underscore stands for one too
 * @param environment for providers without an entry
 */
public record UpstreamProxies(
    Map<String, UpstreamProxy> byProvider,
    Map<String, UpstreamProxy> byVariable,
    EnvironmentProxies environment) {
  public UpstreamProxies {
    byProvider = Map.copyOf(byProvider);
    byVariable = Map.copyOf(byVariable);
  }

  /** How the targets of a provider are reached; the case of its name doesn't count. */
  public ProxyChoice of(String provider) {
    String name = WhiteSpace.trim(provider).toLowerCase(Locale.ROOT);
    UpstreamProxy variable = byVariable.isEmpty() ? null : byVariable.get(name.replace('-', '_'));
    UpstreamProxy own = variable != null ? variable : byProvider.get(name);
    return own == null ? environment::of : ProxyChoice.always(own);
  }

  /** The passwords of all proxies. */
  public List<Secret> passwords() {
    return Stream.of(
            byProvider.values().stream(),
            byVariable.values().stream(),
            environment.plain().stream(),
            environment.tls().stream())
        .flatMap(Function.identity())
        .map(UpstreamProxy::password)
        .toList();
  }
}
