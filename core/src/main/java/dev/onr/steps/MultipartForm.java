package dev.onr.steps;

import dev.onr.ByteCollector;
import dev.onr.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text fields of a multipart form (RFC 7578).
 *
 * @param root the fields as one object, see {@link RequestBody#root()}; null without any
 * @param model the last {@code model} field; empty without one
 * @param stream what the last {@code stream} field that is not blank says
 * @param file where the first file named {@code file} lies; empty without one
 */
record MultipartForm(@Nullable JsonValue root, String model, boolean stream, ByteRange file) {
  private static final List<String> TRUE = List.of("1", "t", "T", "TRUE", "true", "True");
  private static final List<String> FALSE = List.of("0", "f", "F", "FALSE", "false", "False");

  /**
   * Reads the text fields; files are skipped.
   *
   * @throws RequestRejected 400 {@code invalid_json} when the form is broken or a field too long
   */
  static MultipartForm scan(byte[] bytes, String boundary) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    String model = "";
    boolean stream = false;
    ByteRange file = ByteRange.NONE;
    MultipartScanner scanner = new MultipartScanner(bytes, boundary);
    while (scanner.next()) {
      if (!scanner.isTextField()) {
        file = file.isEmpty() && scanner.isFile("file") ? scanner.content() : file;
        continue;
      }
      String name = scanner.name();
      String value = scanner.value();
      fields.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
      if (name.equals("model")) {
        model = value;
      } else if (name.equals("stream") && !value.isEmpty()) {
        stream = flag(value);
      }
    }
    return new MultipartForm(root(fields), model, stream, file);
  }

  private static boolean flag(String value) {
    if (TRUE.contains(value)) {
      return true;
    }
    if (FALSE.contains(value)) {
      return false;
    }
    throw Rejections.invalidJson("parse multipart stream field: it must be true or false");
  }

  private static @Nullable JsonValue root(Map<String, List<String>> fields) {
    if (fields.isEmpty()) {
      return null;
    }
    ByteCollector out = new ByteCollector(256);
    fields.forEach(
        (name, values) -> {
          out.write(out.size() == 0 ? '{' : ',');
          JsonValue.of(name).writeTo(out);
          out.write(':');
          JsonValue value =
              values.size() == 1 ? JsonValue.of(values.getFirst()) : JsonValue.ofStrings(values);
          value.writeTo(out);
        });
    out.write('}');
    return JsonValue.parse(out.toByteArray());
  }
}
