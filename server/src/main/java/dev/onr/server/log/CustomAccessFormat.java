package dev.onr.server.log;

import dev.onr.server.exchange.LossList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A format that an operator wrote, compiled into its literals and variables. */
record CustomAccessFormat(List<Part> parts) implements AccessFormat {
  private static final String MISSING = "-";

  /** A piece of a line. */
  private interface Part {
    void append(StringBuilder out, AccessEntry entry, String time, boolean colour);
  }

  /** Variables that are no fields of the default line, or mean something else here than there. */
  private static final Map<String, Part> OWN_VARIABLES =
      Map.of(
          "time_local",
          (out, entry, time, colour) -> out.append(time),
          "status",
          (out, entry, time, colour) ->
              AccessFormat.appendStatus(out, entry.exchange().outcome().status(), colour),
          "latency",
          (out, entry, time, colour) ->
              DurationText.append(out, entry.exchange().timings().ended()),
          "latency_ms",
          (out, entry, time, colour) -> out.append(entry.wholeMilliseconds()),
          "client_ip",
          (out, entry, time, colour) ->
              appendValue(out, entry.exchange().client().address().strip()),
          "method",
          (out, entry, time, colour) ->
              appendValue(out, entry.exchange().client().method().strip()),
          "path",
          (out, entry, time, colour) -> appendValue(out, entry.exchange().client().path()),
          "losses",
          (out, entry, time, colour) -> appendValue(out, LossList.of(entry.exchange().losses())));

  static CustomAccessFormat compile(String format) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < format.length()) {
      char each = format.charAt(at);
      if (each != '$') {
        literal.append(each);
        at++;
      } else if (format.startsWith("$$", at)) {
        literal.append('$');
        at += 2;
      } else {
        int end = nameEnd(format, at + 1);
        if (end == at + 1) {
          throw new InvalidAccessFormatException(
              "invalid access_log_format: missing variable name after '$' at pos "
                  + format.substring(0, at).getBytes(StandardCharsets.UTF_8).length);
        }
        addLiteral(parts, literal);
        parts.add(variable(format.substring(at + 1, end)));
        at = end;
      }
    }
    addLiteral(parts, literal);
    return new CustomAccessFormat(List.copyOf(parts));
  }

  @Override
  public void append(StringBuilder out, AccessEntry entry, String time, boolean colour) {
    for (Part part : parts) {
      part.append(out, entry, time, colour);
    }
  }

  private static void addLiteral(List<Part> parts, StringBuilder literal) {
    if (!literal.isEmpty()) {
      String text = literal.toString();
      parts.add((out, entry, time, colour) -> out.append(text));
      literal.setLength(0);
    }
  }

  private static Part variable(String name) {
    Part own = OWN_VARIABLES.get(name);
    if (own != null) {
      return own;
    }
    AccessField field =
        AccessField.named(name)
            .orElseThrow(
                () ->
                    new InvalidAccessFormatException(
                        "invalid access_log_format: unknown variable $" + name));
    return (out, entry, time, colour) -> appendValue(out, field.valueIn(entry));
  }

  private static void appendValue(StringBuilder out, Object value) {
    if (FieldText.isAbsent(value)) {
      out.append(MISSING);
    } else {
      FieldText.append(out, value);
    }
  }

  private static int nameEnd(String format, int from) {
    int end = from;
    while (end < format.length() && isNamePart(format.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isNamePart(char each) {
    return each == '_'
        || (each >= '0' && each <= '9')
        || (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z');
  }
}
