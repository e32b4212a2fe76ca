package dev.onr.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What is special about which addresses, from the tables beside this class. */
final class SpecialAddresses {
  private static final List<String> TABLES =
      List.of("special-addresses-ipv4.txt", "special-addresses-ipv6.txt", "metadata-addresses.txt");

  private final List<Entry> entries;

  /** A block; without a kind it is an ordinary one inside of a special one. */
  private record Entry(AddressRange block, Optional<AddressKind> kind) {}

  private SpecialAddresses(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** Reads the tables. */
  static SpecialAddresses read() {
    return new SpecialAddresses(TABLES.stream().flatMap(table -> rows(table).stream()).toList());
  }

  private static List<Entry> rows(String table) {
    try (InputStream in =
            Objects.requireNonNull(SpecialAddresses.class.getResourceAsStream(table), table);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(SpecialAddresses::row)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Entry row(String line) {
    String[] cells = line.split(" +", 3);
    return new Entry(AddressRange.parse(cells[0]).orElseThrow(), AddressKind.named(cells[1]));
  }

  /** Everything that is special about an address; of the one of IPv4 that it carries, too. */
  Set<AddressKind> kinds(InetAddress address) {
    Set<AddressKind> kinds = EnumSet.noneOf(AddressKind.class);
    kinds.addAll(ofItself(address));
    carried(address.getAddress()).ifPresent(inner -> kinds.addAll(ofItself(inner)));
    return kinds;
  }

  private Set<AddressKind> ofItself(InetAddress address) {
    List<Entry> containing = new ArrayList<>();
    int longest = -1;
    boolean global = false;
    for (Entry entry : entries) {
      if (entry.block.contains(address)) {
        containing.add(entry);
        if (entry.block.prefixLength() > longest) {
          longest = entry.block.prefixLength();
          global = entry.kind.isEmpty();
        }
      }
    }
    Set<AddressKind> kinds = EnumSet.noneOf(AddressKind.class);
    if (!global) {
      containing.forEach(entry -> entry.kind.ifPresent(kinds::add));
    }
    return kinds;
  }

  /** The IPv4 address inside an IPv6 one. Java itself takes out those that are mapped. */
  private static Optional<InetAddress> carried(byte[] bytes) {
    if (bytes.length != 16) {
      return Optional.empty();
    }
    if (startsWith(bytes, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)
        || startsWith(bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)) {
      return Optional.of(inner(bytes, 12, 0)); // NAT64, RFC 6052; compatible, RFC 4291 §2.5.5.1
    }
    if (startsWith(bytes, 0x20, 0x02)) {
      return Optional.of(inner(bytes, 2, 0)); // 6to4, RFC 3056
    }
    if (startsWith(bytes, 0x20, 0x01, 0, 0)) {
      return Optional.of(inner(bytes, 12, 0xff)); // Teredo, RFC 4380: inverted
    }
    return Optional.empty();
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress inner(byte[] bytes, int start, int mask) {
    byte[] four = Arrays.copyOfRange(bytes, start, start + 4);
    for (int i = 0; i < four.length; i++) {
      four[i] ^= (byte) mask;
    }
    try {
      return InetAddress.getByAddress(four);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
