package dev.onr.steps;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Percent-encoding of URLs (RFC 3986 §2.1). Decoded text is handled as bytes, one per character
 * (ISO 8859-1), so that escapes that are no UTF-8 survive.
 */
final class PercentCoding {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

  /** Stands as it is in a path. */
  static final Alphabet PATH = new Alphabet(UNRESERVED + "$&+,/:;=@");

  /** Stands as it is in one segment of a path that a colon ends, as Gemini's model does. */
  static final Alphabet MODEL_SEGMENT = new Alphabet(UNRESERVED + "$&+,;=@");

  /** Stands as it is in names and values of a form-encoded query. */
  static final Alphabet QUERY = new Alphabet(UNRESERVED);

  /** May stand in a path that somebody else has encoded. */
  private static final Alphabet ENCODED_PATH = new Alphabet(UNRESERVED + "!$&'()*+,;=:@[]/%");

  private static final String HEX = "0123456789ABCDEF";

  private PercentCoding() {}

  /** The characters that an encoder leaves alone. */
  static final class Alphabet {
    private final boolean[] plain = new boolean[256];

    private Alphabet(String characters) {
      characters.chars().forEach(c -> plain[c] = true);
    }

    boolean has(char c) {
      return c < 256 && plain[c];
    }
  }

  /** A text's UTF-8 bytes, one per character. */
  static String bytesOf(String text) {
    return HeaderText.encoded(text);
  }

  /** The text of UTF-8 bytes, one per character. */
  static String textOf(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** Encodes bytes, one per character. */
  static String encode(String bytes, Alphabet alphabet) {
    StringBuilder out = new StringBuilder(bytes.length() + 8);
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (alphabet.has(c)) {
        out.append(c);
      } else {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return out.toString();
  }

  /** Encodes bytes for a query: blanks become {@code +}. */
  static String encodeForm(String bytes) {
    return encode(bytes, QUERY).replace("%20", "+");
  }

  /** Decodes to bytes, one per character; nothing where an escape is malformed. */
  static Optional<String> decode(String encoded) {
    if (encoded.indexOf('%') < 0) {
      return Optional.of(widened(encoded));
    }
    StringBuilder out = new StringBuilder(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c != '%') {
        out.append(c);
        continue;
      }
      if (i + 2 >= encoded.length()) {
        return Optional.empty();
      }
      int high = hex(encoded.charAt(i + 1));
      int low = hex(encoded.charAt(i + 2));
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      out.append((char) (high << 4 | low));
      i += 2;
    }
    return Optional.of(widened(out.toString()));
  }

  /** Decodes a name or value of a query, where {@code +} is a blank. */
  static Optional<String> decodeForm(String encoded) {
    return decode(encoded.replace('+', ' '));
  }

  /** Whether a path consists of characters that may stand in an encoded path. */
  static boolean isEncodedPath(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (!ENCODED_PATH.has(path.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Characters beyond one byte come only from hosts that decoded the request line themselves. */
  private static String widened(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff) {
        return bytesOf(text);
      }
    }
    return text;
  }

  private static int hex(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }
}
