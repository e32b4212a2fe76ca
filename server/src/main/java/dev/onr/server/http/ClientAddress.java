package dev.onr.server.http;

import dev.onr.server.AddressRange;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose address a log line shows. {@code X-Forwarded-For} and {@code X-Real-IP} count only when the
 * connection comes from a trusted proxy; of a chain the last address counts that is no trusted
 * proxy itself, because everything left of it could be made up by the client.
 */
public final class ClientAddress {
  private ClientAddress() {}

  /**
   * Finds the client's address.
   *
   * @param peer address of the connection's other end; empty when unknown
   * @param forwardedFor all values of {@code X-Forwarded-For}, in order
   * @param realIp the value of {@code X-Real-IP}
   * @param trusted trusted proxies
   */
  public static String of(
      String peer, List<String> forwardedFor, @Nullable String realIp, List<AddressRange> trusted) {
    if (trusted.isEmpty()) {
      return peer.indexOf(':') < 0 ? peer : parse(peer).map(ClientAddress::text).orElse(peer);
    }
    Optional<InetAddress> origin = parse(peer);
    if (origin.isEmpty() || !isTrusted(origin.get(), trusted)) {
      return origin.map(ClientAddress::text).orElse(peer);
    }
    String[] chain = String.join(",", forwardedFor).split(",");
    Optional<InetAddress> found = Optional.empty();
    for (int i = chain.length - 1; i >= 0; i--) {
      Optional<InetAddress> hop = parse(chain[i].strip());
      if (hop.isEmpty()) {
        break;
      }
      found = hop;
      if (!isTrusted(hop.get(), trusted)) {
        break;
      }
    }
    return found
        .or(() -> realIp == null ? Optional.empty() : parse(realIp.strip()))
        .or(() -> origin)
        .map(ClientAddress::text)
        .orElse(peer);
  }

  private static boolean isTrusted(InetAddress address, List<AddressRange> trusted) {
    for (AddressRange range : trusted) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** A literal address; an IPv4-mapped IPv6 address becomes IPv4. */
  private static Optional<InetAddress> parse(String text) {
    int zone = text.indexOf('%');
    try {
      return Optional.of(InetAddress.ofLiteral(zone < 0 ? text : text.substring(0, zone)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String text(InetAddress address) {
    return address instanceof Inet6Address six
        ? io.netty.util.NetUtil.toAddressString(six)
        : address.getHostAddress();
  }
}
