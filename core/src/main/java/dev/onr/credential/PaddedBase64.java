package dev.onr.credential;

import java.util.Base64;
import java.util.Optional;

/**
 * Standard base64 that insists on its padding (RFC 4648 §3.2), which the JDK's decoder doesn't.
 * Line ends within are skipped, as tools that wrap lines put them there.
 */
final class PaddedBase64 {
  private PaddedBase64() {}

  static Optional<byte[]> decode(String text) {
    String compact = text.replace("\r", "").replace("\n", "");
    if (compact.length() % 4 != 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(compact));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
