package dev.onr.server;

import dev.onr.WhiteSpace;
import dev.onr.config.Diagnostic;
import dev.onr.config.Span;
import dev.onr.config.yaml.Findings;
import dev.onr.config.yaml.YamlMapping;
import dev.onr.config.yaml.YamlText;
import dev.onr.credential.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code upstream_proxies.by_provider}, the variables that override it, and the proxies of
 * the environment.
 */
final class ProxySettings {
  private static final String CODE = "settings.upstream_proxies.by_provider";
  private static final Pattern VARIABLE = Pattern.compile("ONR_UPSTREAM_PROXY_([A-Z0-9_]+)");
  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:(?<user>[^/?#]*)@)?"
              + "(?:\\[(?<v6>[0-9a-fA-F:.%]+)\\]|(?<host>[^/?#\\[\\]:@\\s]+))(?::(?<port>[0-9]{1,5})?)?"
              + "(?:[/?#].*)?");

  private final Findings findings;
  private final Map<String, UpstreamProxy> byProvider = new TreeMap<>();
  private final Map<String, UpstreamProxy> byVariable = new TreeMap<>();

  private ProxySettings(Findings findings) {
    this.findings = findings;
  }

  static UpstreamProxies read(YamlMapping yaml, Variables variables, Findings findings) {
    ProxySettings proxies = new ProxySettings(findings);
    Map<String, Optional<String>> overrides = overrides(variables);
    proxies.readFile(yaml, overrides);
    overrides.forEach(proxies::readVariable);
    return new UpstreamProxies(
        proxies.byProvider, proxies.byVariable, proxies.environment(variables));
  }

  /** Lower-case suffixes of all proxy variables; a blank one is kept, as it takes a proxy away. */
  private static Map<String, Optional<String>> overrides(Variables variables) {
    Map<String, Optional<String>> overrides = new TreeMap<>();
    variables
        .values()
        .forEach(
            (name, value) -> {
              Matcher matcher = VARIABLE.matcher(name);
              if (matcher.matches()) {
                String trimmed = WhiteSpace.trim(value);
                overrides.put(
                    matcher.group(1).toLowerCase(Locale.ROOT),
                    trimmed.isEmpty() ? Optional.empty() : Optional.of(trimmed));
              }
            });
    return overrides;
  }

  private void readFile(YamlMapping yaml, Map<String, Optional<String>> overrides) {
    Map<String, Span> places = new HashMap<>();
    for (YamlText key : yaml.keys()) {
      String provider = WhiteSpace.trim(key.text()).toLowerCase(Locale.ROOT);
      String url = yaml.text(key.text()).map(text -> WhiteSpace.trim(text.text())).orElse("");
      if (provider.isEmpty() || url.isEmpty() || overrides.containsKey(variableForm(provider))) {
        continue;
      }
      if (places.putIfAbsent(provider, key.place()) != null) {
        complain(key.place(), "upstream_proxies.by_provider has " + provider + " twice");
      }
      parse(provider, url, message -> complain(key.place(), message))
          .ifPresent(proxy -> byProvider.put(provider, proxy));
    }
  }

  private void readVariable(String suffix, Optional<String> url) {
    String file = "environment variable ONR_UPSTREAM_PROXY_" + suffix.toUpperCase(Locale.ROOT);
    url.flatMap(
            text ->
                parse(
                    suffix,
                    text,
                    message -> findings.add(Diagnostic.fileError(CODE, file, message))))
        .ifPresent(proxy -> byVariable.put(suffix, proxy));
  }

  private EnvironmentProxies environment(Variables variables) {
    return new EnvironmentProxies(
        standard(variables, "HTTP_PROXY"),
        standard(variables, "HTTPS_PROXY"),
        either(variables, "NO_PROXY").map(ProxyExclusion::parseAll).orElse(List.of()));
  }

  /** A proxy of the environment; by custom it may lack the scheme. */
  private Optional<UpstreamProxy> standard(Variables variables, String name) {
    return either(variables, name)
        .map(url -> url.contains("://") ? url : "http://" + url)
        .flatMap(
            url ->
                parse(
                    name,
                    url,
                    message ->
                        findings.add(
                            Diagnostic.fileError(CODE, "environment variable " + name, message))));
  }

  /** A variable in capital letters, else in small ones, as curl and others accept it. */
  private static Optional<String> either(Variables variables, String name) {
    return variables.text(name).or(() -> variables.text(name.toLowerCase(Locale.ROOT)));
  }

  private void complain(Span place, String message) {
    findings.add(Diagnostic.error(CODE, place, message));
  }

  static String variableForm(String provider) {
    return provider.replace('-', '_');
  }

  private static Optional<UpstreamProxy> parse(
      String provider, String url, Consumer<String> complaint) {
    if (!url.contains("://")) {
      complaint.accept("upstream_proxies.by_provider must be a URL (e.g. http://127.0.0.1:7890)");
      return Optional.empty();
    }
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      complaint.accept(invalid(provider, url));
      return Optional.empty();
    }
    Optional<UpstreamProxy.Kind> kind = kind(parts.group("scheme"));
    if (kind.isEmpty()) {
      complaint.accept(
          "unsupported upstream proxy scheme for provider=%s: \"%s\""
              .formatted(provider, parts.group("scheme")));
      return Optional.empty();
    }
    Optional<UpstreamProxy> proxy = kind.flatMap(each -> proxy(each, parts));
    if (proxy.isEmpty()) {
      complaint.accept(invalid(provider, url));
    }
    return proxy;
  }

  private static Optional<UpstreamProxy.Kind> kind(String scheme) {
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "http" -> Optional.of(UpstreamProxy.Kind.HTTP);
      case "https" -> Optional.of(UpstreamProxy.Kind.HTTPS);
      case "socks5", "socks5h" -> Optional.of(UpstreamProxy.Kind.SOCKS5);
      default -> Optional.empty();
    };
  }

  private static Optional<UpstreamProxy> proxy(UpstreamProxy.Kind kind, Matcher parts) {
    String host = parts.group("v6") == null ? parts.group("host") : parts.group("v6");
    int port =
        parts.group("port") == null ? kind.usualPort() : Integer.parseInt(parts.group("port"));
    String login = parts.group("user") == null ? "" : parts.group("user");
    int colon = login.indexOf(':');
    try {
      String user = unescape(colon < 0 ? login : login.substring(0, colon));
      String password = colon < 0 ? "" : unescape(login.substring(colon + 1));
      return port < 1 || port > 65535
          ? Optional.empty()
          : Optional.of(new UpstreamProxy(kind, host, port, user, Secret.of(password)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  // In this part of a URL a plus sign is a plus sign (RFC 3986 §3.2.1), unlike in a form.
  private static String unescape(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String invalid(String provider, String url) {
    return "invalid upstream proxy url for provider=%s: \"%s\""
        .formatted(provider, url.replaceFirst("(?s)://.*@", "://***@"));
  }
}
