package dev.onr.server;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of IP addresses.
 *
 * @param base any address of the block
 * @param prefixLength how many leading bits all its addresses share
 */
public record AddressRange(InetAddress base, int prefixLength) {
  /**
   * Reads {@code address/prefix}, or an address alone, which is a block of one. Names are not
   * looked up.
   */
  public static Optional<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (address.isEmpty() || address.indexOf('%') >= 0) {
      return Optional.empty();
    }
    try {
      InetAddress base = InetAddress.ofLiteral(address);
      int bits = base.getAddress().length * 8;
      String digits = slash < 0 ? String.valueOf(bits) : text.substring(slash + 1);
      if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > bits) {
        return Optional.empty();
      }
      return Optional.of(new AddressRange(base, Integer.parseInt(digits)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether the address is one of the block; IPv4 and IPv6 blocks don't contain each other. */
  public boolean contains(InetAddress address) {
    byte[] ours = base.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return base.getHostAddress() + "/" + prefixLength;
  }
}
