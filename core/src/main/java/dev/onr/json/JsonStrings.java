package dev.onr.json;

import dev.onr.ByteCollector;
import java.nio.charset.StandardCharsets;

/** Strings between their JSON form and Java's. */
final class JsonStrings {
  private static final String HEX = "0123456789abcdef";

  private JsonStrings() {}

  /** Whether the JSON string between the quotes is this text. */
  static boolean same(byte[] source, int from, int to, String text) {
    int length = to - from;
    if (text.length() > length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      byte c = source[from + i];
      if (c < 0 || c == '\\') {
        // Beyond ASCII, or escaped: compare what it means.
        return decode(source, from, to).equals(text);
      }
      if (c != text.charAt(i)) {
        return false;
      }
    }
    return text.length() == length;
  }

  /** The text of a valid JSON string, given without its quotes. */
  static String decode(byte[] source, int from, int to) {
    boolean plain = true;
    for (int i = from; i < to; i++) {
      if (source[i] == '\\') {
        plain = false;
        break;
      }
    }
    String raw = new String(source, from, to - from, StandardCharsets.UTF_8);
    return plain ? raw : unescape(raw);
  }

  private static String unescape(String raw) {
    StringBuilder out = new StringBuilder(raw.length());
    int i = 0;
    while (i < raw.length()) {
      char c = raw.charAt(i);
      if (c != '\\') {
        out.append(c);
        i++;
        continue;
      }
      char escape = raw.charAt(i + 1);
      i += 2;
      switch (escape) {
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'u' -> {
          out.append((char) Integer.parseInt(raw, i, i + 4, 16));
          i += 4;
        }
        default -> out.append(escape);
      }
    }
    return pairUp(out);
  }

  /** Replaces halves of surrogate pairs, which no UTF-8 text can hold. */
  private static String pairUp(StringBuilder text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else {
        text.setCharAt(i, '\uFFFD');
      }
    }
    return text.toString();
  }

  /** Writes a text as a JSON string: only what JSON demands is escaped, nothing for HTML's sake. */
  static void write(String text, ByteCollector out) {
    out.write('"');
    int clean = 0;
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < utf8.length; i++) {
      byte c = utf8[i];
      if (c == '"' || c == '\\' || (c >= 0 && c < 0x20)) {
        out.write(utf8, clean, i - clean);
        clean = i + 1;
        escape(c, out);
      }
    }
    out.write(utf8, clean, utf8.length - clean);
    out.write('"');
  }

  private static void escape(byte c, ByteCollector out) {
    out.write('\\');
    switch (c) {
      case '"', '\\' -> out.write(c);
      case '\b' -> out.write('b');
      case '\f' -> out.write('f');
      case '\n' -> out.write('n');
      case '\r' -> out.write('r');
      case '\t' -> out.write('t');
      default -> {
        out.write('u');
        out.write('0');
        out.write('0');
        out.write(HEX.charAt(c >> 4));
        out.write(HEX.charAt(c & 15));
      }
    }
  }
}
