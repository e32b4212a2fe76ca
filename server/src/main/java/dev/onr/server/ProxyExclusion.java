package dev.onr.server;

import dev.onr.WhiteSpace;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One entry of {@code NO_PROXY}: targets that are reached directly. There is no standard; this
 * follows curl and Go. A name stands for itself and all names below it, one that begins with a dot
 * (or {@code *.}) only for those below; an address or CIDR block for its addresses; {@code *} for
 * everything. A port restricts an entry to it.
 *
 * @param name lower-case name, without a leading dot; empty for a block of addresses, and for
 *     everything
 * @param belowOnly whether the name itself is not meant
 * @param range addresses that are meant
 * @param port the only port that is meant; 0 for any
 */
record ProxyExclusion(String name, boolean belowOnly, Optional<AddressRange> range, int port) {
  static List<ProxyExclusion> parseAll(String list) {
    return Arrays.stream(list.split(","))
        .map(entry -> WhiteSpace.trim(entry).toLowerCase(Locale.ROOT))
        .filter(entry -> !entry.isEmpty())
        .map(ProxyExclusion::parse)
        .toList();
  }

  private static ProxyExclusion parse(String entry) {
    Optional<AddressRange> whole = AddressRange.parse(withoutBrackets(entry));
    if (whole.isPresent()) {
      return new ProxyExclusion("", false, whole, 0);
    }
    int colon = entry.lastIndexOf(':');
    boolean hasPort = colon >= 0 && entry.substring(colon + 1).matches("[0-9]{1,5}");
    String host = withoutBrackets(hasPort ? entry.substring(0, colon) : entry);
    int port = hasPort ? Integer.parseInt(entry.substring(colon + 1)) : 0;
    Optional<AddressRange> range = AddressRange.parse(host);
    String name = host.startsWith("*.") ? host.substring(1) : host;
    boolean below = name.startsWith(".");
    return new ProxyExclusion(
        range.isPresent() || name.equals("*") ? "" : below ? name.substring(1) : name,
        below,
        range,
        port);
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /**
   * Whether a target is meant.
   *
   * @param host its name or address, without brackets
   */
  boolean covers(String host, int targetPort) {
    if (port != 0 && port != targetPort) {
      return false;
    }
    if (range.isPresent()) {
      return address(host).filter(range.get()::contains).isPresent();
    }
    String lower = host.toLowerCase(Locale.ROOT);
    return name.isEmpty() || (lower.equals(name) && !belowOnly) || lower.endsWith("." + name);
  }

  /** The address that a text spells; names are not looked up. */
  static Optional<InetAddress> address(String host) {
    return AddressRange.parse(host).map(AddressRange::base);
  }
}
