package dev.onr.steps;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Goes through the parts of a multipart body (RFC 2046 §5.1) without copying files. */
final class MultipartScanner {
  /** The longest text field, in bytes. */
  private static final int MAX_TEXT = 1 << 20;

  private final byte[] bytes;
  private final byte[] delimiter;
  private int at;
  private boolean begun;
  private String disposition = "";
  private int contentStart;
  private int contentEnd;
  private Map<String, String> parameters = Map.of();

  MultipartScanner(byte[] bytes, String boundary) {
    if (boundary.isBlank()) {
      throw Rejections.invalidJson("multipart boundary is empty");
    }
    this.bytes = bytes;
    this.delimiter = ("--" + boundary).getBytes(StandardCharsets.UTF_8);
  }

  /** Goes to the next part; false behind the last. */
  boolean next() {
    if (!begun) {
      begun = true;
      at = delimiterFrom(0);
    }
    int behind = at + delimiter.length;
    if (startsWith(behind, "--")) {
      return false;
    }
    at = lineAfter(behind);
    readHeaders();
    contentStart = at;
    at = delimiterFrom(at);
    contentEnd = at;
    if (contentEnd > contentStart && bytes[contentEnd - 1] == '\n') {
      contentEnd--;
      if (contentEnd > contentStart && bytes[contentEnd - 1] == '\r') {
        contentEnd--;
      }
    }
    return true;
  }

  /** Whether the part is a named field and no file. */
  boolean isTextField() {
    return disposition.equals("form-data")
        && !name().isEmpty()
        && parameters.getOrDefault("filename", "").isBlank()
        && parameters.getOrDefault("filename*", "").isBlank();
  }

  /** Whether the part is an uploaded file of this name. */
  boolean isFile(String expected) {
    return disposition.equals("form-data") && !isTextField() && name().equals(expected);
  }

  /** Where the part's content lies. */
  ByteRange content() {
    return new ByteRange(contentStart, contentEnd);
  }

  /** The part's name, trimmed; empty where it has none. */
  String name() {
    return parameters.getOrDefault("name", "").strip();
  }

  /** The part's text, trimmed. */
  String value() {
    if (contentEnd - contentStart > MAX_TEXT) {
      throw Rejections.invalidJson("multipart field \"" + name() + "\" too large");
    }
    return new String(bytes, contentStart, contentEnd - contentStart, StandardCharsets.UTF_8)
        .strip();
  }

  private void readHeaders() {
    disposition = "";
    parameters = Map.of();
    while (true) {
      int stop = indexOf('\n', at);
      if (stop < 0) {
        throw broken("a part has no blank line behind its headers");
      }
      int end = stop > at && bytes[stop - 1] == '\r' ? stop - 1 : stop;
      String line = new String(bytes, at, end - at, StandardCharsets.UTF_8);
      at = stop + 1;
      if (line.isEmpty()) {
        return;
      }
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw broken("a part's header has no colon");
      }
      if (line.substring(0, colon).strip().equalsIgnoreCase("Content-Disposition")) {
        HeaderParameters parsed = HeaderParameters.parse(line.substring(colon + 1));
        disposition = parsed.value().toLowerCase(Locale.ROOT);
        parameters = parsed.parameters();
      }
    }
  }

  /** The offset of the next delimiter at the beginning of a line. */
  private int delimiterFrom(int from) {
    int i = from;
    while (i >= 0 && i < bytes.length) {
      if (isDelimiter(i)) {
        return i;
      }
      i = indexOf('\n', i);
      i = i < 0 ? -1 : i + 1;
    }
    throw broken("it ends before its closing boundary");
  }

  /** Another boundary may begin with ours, so what follows counts too. */
  private boolean isDelimiter(int from) {
    int end = from + delimiter.length;
    if (end > bytes.length || !Arrays.equals(bytes, from, end, delimiter, 0, delimiter.length)) {
      return false;
    }
    if (startsWith(end, "--")) {
      return true;
    }
    int i = blanks(end);
    return startsWith(i, "\r\n") || startsWith(i, "\n");
  }

  private int lineAfter(int from) {
    return indexOf('\n', from) + 1;
  }

  private int blanks(int from) {
    int i = from;
    while (i < bytes.length && (bytes[i] == ' ' || bytes[i] == '\t')) {
      i++;
    }
    return i;
  }

  private boolean startsWith(int from, String text) {
    if (from + text.length() > bytes.length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int indexOf(char c, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == c) {
        return i;
      }
    }
    return -1;
  }

  private static RequestRejected broken(String trouble) {
    return Rejections.invalidJson("read multipart form: " + trouble);
  }
}
