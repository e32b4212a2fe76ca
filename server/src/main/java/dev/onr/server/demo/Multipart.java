package dev.onr.server.demo;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a {@code multipart/form-data} body (RFC 7578): texts by name, files by name. Of
 * parts with the same name the last one counts.
 */
record Multipart(Map<String, String> fields, Map<String, File> files) {
  private static final Pattern BOUNDARY =
      Pattern.compile("boundary=(?:\"([^\"]+)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
  private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");

  /** An uploaded file. */
  record File(String name, int bytes) {}

  /**
   * Takes a body apart.
   *
   * @throws Refusal 400 when it is not such a body
   */
  static Multipart parse(@Nullable String contentType, byte[] body) {
    Matcher boundary = BOUNDARY.matcher(contentType == null ? "" : contentType);
    if (contentType == null || !contentType.startsWith("multipart/") || !boundary.find()) {
      throw Refusal.badRequest("Expected a multipart/form-data body with a boundary.");
    }
    String mark = "--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
    // In ISO 8859-1 a character is a byte, so that a binary body survives being text.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    Map<String, String> fields = new LinkedHashMap<>();
    Map<String, File> files = new LinkedHashMap<>();
    int at = text.indexOf(mark);
    while (at >= 0) {
      int next = text.indexOf("\r\n" + mark, at + mark.length());
      if (next < 0) {
        break;
      }
      read(text.substring(at + mark.length(), next), fields, files);
      at = next + 2;
    }
    if (at < 0 || !text.startsWith("--", at + mark.length())) {
      throw Refusal.badRequest("The multipart body does not end with its boundary.");
    }
    return new Multipart(fields, files);
  }

  private static void read(String part, Map<String, String> fields, Map<String, File> files) {
    int headersEnd = part.indexOf("\r\n\r\n");
    Matcher name = NAME.matcher(part);
    if (headersEnd < 0 || !name.find() || name.start() > headersEnd) {
      return;
    }
    String value = part.substring(headersEnd + 4);
    Matcher fileName = FILE_NAME.matcher(part.substring(0, headersEnd));
    if (fileName.find()) {
      files.put(name.group(1), new File(fileName.group(1), value.length()));
    } else {
      byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
      fields.put(name.group(1), new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /** A field, or what to take where it is absent. */
  String field(String name, String otherwise) {
    return fields.getOrDefault(name, otherwise);
  }

  /**
   * A file that must be there; its name may have {@code []} behind, as lists are sent.
   *
   * @throws Refusal 400 when it is not
   */
  File file(String name) {
    File file = files.getOrDefault(name, files.get(name + "[]"));
    if (file == null) {
      throw Refusal.missing(name);
    }
    return file;
  }
}
