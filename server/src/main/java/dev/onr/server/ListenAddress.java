package dev.onr.server;

import java.util.Locale;
import java.util.Optional;

/**
 * Where the gateway listens.
 *
 * @param host a name or an address without brackets; empty: every address of the machine
 * @param port 0 to 65535; 0 lets the system choose
 */
public record ListenAddress(String host, int port) {
  /** Reads {@code host:port}, {@code :port} or {@code [v6]:port}; nothing where it is neither. */
  public static Optional<ListenAddress> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (bracketed) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      return Optional.empty();
    }
    if (host.chars().anyMatch(c -> c == '/' || c == '[' || c == ']' || c <= ' ')) {
      return Optional.empty();
    }
    String name = host;
    return port(text.substring(colon + 1)).map(port -> new ListenAddress(name, port));
  }

  // The two service names that an HTTP server is likely to be given; Java can't ask the system.
  private static Optional<Integer> port(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "http" -> Optional.of(80);
      case "https" -> Optional.of(443);
      default ->
          text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65535
              ? Optional.of(Integer.parseInt(text))
              : Optional.empty();
    };
  }

  /** Whether nobody can listen at both: the same port of the same host, or of every address. */
  boolean collidesWith(ListenAddress other) {
    return port != 0
        && port == other.port
        && (isEverywhere() || other.isEverywhere() || host.equalsIgnoreCase(other.host));
  }

  private boolean isEverywhere() {
    return host.isEmpty() || host.equals("::") || host.equals("0.0.0.0");
  }

  /** The address to open in a browser, for the log; every address is shown as 0.0.0.0. */
  public String url(boolean tls) {
    String shown = isEverywhere() ? "0.0.0.0" : host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return (tls ? "https://" : "http://") + shown + ":" + port;
  }

  /** The way it is written in onr.yaml. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
