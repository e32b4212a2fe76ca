package dev.onr.server.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
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
   * @param trusted the networks of trusted proxies
   */
  public static String of(
      String peer, List<String> forwardedFor, @Nullable String realIp, List<Network> trusted) {
    String plainPeer = plain(peer);
    if (trusted.isEmpty() || !isTrusted(plainPeer, trusted)) {
      return plainPeer;
    }
    String[] chain = String.join(",", forwardedFor).split(",");
    for (int i = chain.length - 1; i >= 0; i--) {
      String item = chain[i].strip();
      if (!isAddress(item)) {
        break;
      }
      if (i == 0 || !isTrusted(item, trusted)) {
        return plain(item);
      }
    }
    String real = realIp == null ? "" : realIp.strip();
    return isAddress(real) ? plain(real) : plainPeer;
  }

  private static boolean isTrusted(String address, List<Network> trusted) {
    byte[] bytes = bytes(address);
    return bytes.length > 0 && trusted.stream().anyMatch(network -> network.contains(bytes));
  }

  private static boolean isAddress(String text) {
    return NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text);
  }

  /** IPv4 for IPv4-mapped IPv6, and no zone. */
  private static String plain(String address) {
    int zone = address.indexOf('%');
    String withoutZone = zone < 0 ? address : address.substring(0, zone);
    byte[] bytes = withoutZone.indexOf(':') < 0 ? new byte[0] : bytes(withoutZone);
    return bytes.length == 4 ? NetUtil.bytesToIpAddress(bytes) : withoutZone;
  }

  private static byte[] bytes(String address) {
    if (!isAddress(address)) {
      return new byte[0];
    }
    try {
      // A literal is never looked up; mapped addresses come back as IPv4.
      return InetAddress.getByName(address).getAddress();
    } catch (java.net.UnknownHostException e) {
      return new byte[0];
    }
  }

  /**
   * A network in CIDR notation.
   *
   * @param address network address, 4 or 16 bytes
   * @param prefix number of leading bits that count
   */
  public record Network(byte[] address, int prefix) {
    /** Parses {@code 10.0.0.0/8}, {@code fd00::/8} or a single address. */
    public static java.util.Optional<Network> parse(String text) {
      String[] parts = text.strip().split("/", 2);
      byte[] address = bytes(parts[0]);
      if (address.length == 0) {
        return java.util.Optional.empty();
      }
      try {
        int prefix = parts.length == 1 ? address.length * 8 : Integer.parseInt(parts[1]);
        return prefix < 0 || prefix > address.length * 8
            ? java.util.Optional.empty()
            : java.util.Optional.of(new Network(address, prefix));
      } catch (NumberFormatException e) {
        return java.util.Optional.empty();
      }
    }

    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < prefix; bit++) {
        int mask = 0x80 >> (bit & 7);
        if (((address[bit >> 3] ^ other[bit >> 3]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
