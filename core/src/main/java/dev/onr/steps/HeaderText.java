package dev.onr.steps;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text in header values. On the wire a value is bytes; HTTP libraries show each byte as one
 * character (ISO 8859-1), and most peers mean UTF-8.
 */
final class HeaderText {
  private HeaderText() {}

  /** A text in the form in which HTTP libraries write it as UTF-8. */
  static String encoded(String text) {
    return isAscii(text)
        ? text
        : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** The text of a value that HTTP libraries read; as it is where it is not UTF-8. */
  static String decoded(String value) {
    if (isAscii(value)) {
      return value;
    }
    try {
      byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return value;
    }
  }

  /** Whether a value could end its line or its message: a control character but a tab. */
  static boolean isUnsafe(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < 0x20 && c != '\t') || c == 0x7f) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7f) {
        return false;
      }
    }
    return true;
  }
}
