package dev.onr.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is special about an IP address. */
public enum AddressKind {
  /** The machine itself. */
  LOOPBACK,
  /** Networks of one's own. */
  PRIVATE,
  /** The link that the machine is on. */
  LINK_LOCAL,
  /** Where a cloud serves metadata and credentials of the machine. */
  METADATA,
  /** Addresses that nobody on the internet has: documentation, benchmarks, multicast and so on. */
  RESERVED;

  /** The way it is written in onr.yaml. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind that is written this way. */
  public static Optional<AddressKind> named(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
