package dev.onr.server.dump;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/** One section of a dump file, put together line by line. */
final class Block {
  private static final Pattern IMAGE_VALUE =
      Pattern.compile("(\"(?:b64_json|image|mask)\"\\s*:\\s*)\"[^\"]*\"");
  private static final int PROBE = 4096;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Block(String title) {
    line("=== " + title + " ===");
  }

  Block line(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
    return this;
  }

  /** A header field; control characters in values would make other lines of it. */
  Block header(String name, String value) {
    return line("  " + canonical(name) + ": " + value.replaceAll("\\p{Cntrl}", " "));
  }

  /** Two empty lines, as they stand between headers and body. */
  Block gap() {
    return line("").line("");
  }

  /**
   * The body, text as it is and other things in base64, and the end of the section.
   *
   * @param truncated whether the body had more
   */
  Block body(byte[] bytes, boolean binary, boolean truncated) {
    if (binary) {
      line("[base64]").line(Base64.getEncoder().encodeToString(bytes));
    } else {
      out.writeBytes(bytes);
      if (bytes.length == 0 || bytes[bytes.length - 1] != '\n') {
        out.write('\n');
      }
    }
    if (truncated) {
      line("[truncated]");
    }
    return line("");
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /** Whether a body is shown in base64; {@code contentType} is empty where none is known. */
  static boolean isBinary(String contentType, byte[] body) {
    String type = contentType.strip().toLowerCase(Locale.ROOT);
    if (!type.isEmpty()) {
      return !type.contains("json") && !type.startsWith("text/");
    }
    int length = Math.min(PROBE, body.length);
    return !isUtf8(body, length) || controls(body, length) * 20L > length;
  }

  private static boolean isUtf8(byte[] body, int length) {
    try {
      var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body, 0, length));
      return true;
    } catch (CharacterCodingException e) {
      return endsWithinCharacter(body, length);
    }
  }

  /** The probe may have cut the last character; then all before it must be in order. */
  private static boolean endsWithinCharacter(byte[] body, int length) {
    if (length == body.length) {
      return false;
    }
    int start = length - 1;
    while (start > length - 4 && (body[start] & 0xc0) == 0x80) {
      start--;
    }
    try {
      var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body, 0, start));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static int controls(byte[] body, int length) {
    int count = 0;
    for (int i = 0; i < length; i++) {
      byte b = body[i];
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        count++;
      }
    }
    return count;
  }

  /** Takes images out of the text of an image request or answer. */
  static String withoutImages(String text) {
    return IMAGE_VALUE.matcher(text).replaceAll("$1\"[[OMITTED]]\"");
  }

  /** {@code x-goog-api-key} as {@code X-Goog-Api-Key}. */
  private static String canonical(String name) {
    StringBuilder spelled = new StringBuilder(name.length());
    boolean first = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      spelled.append(first ? Character.toUpperCase(c) : Character.toLowerCase(c));
      first = c == '-';
    }
    return spelled.toString();
  }
}
