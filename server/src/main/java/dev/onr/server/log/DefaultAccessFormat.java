package dev.onr.server.log;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The line {@code [ONR] time | status | latency | client | method "path" | name=value …}. A field
 * without a value does not appear.
 */
record DefaultAccessFormat() implements AccessFormat {
  @Override
  public void append(StringBuilder out, AccessEntry entry, String time, boolean colour) {
    var exchange = entry.exchange();
    out.append("[ONR] ").append(time).append(" | ");
    AccessFormat.appendStatus(out, exchange.outcome().status(), colour);
    out.append(" | ");
    DurationText.append(out, exchange.timings().ended());
    out.append(" | ").append(exchange.client().address()).append(" | ");
    FieldText.appendText(out, exchange.client().method());
    out.append(' ');
    FieldText.appendQuoted(out, exchange.client().path());
    int fields = out.length();
    for (AccessField field : AccessField.LEADING) {
      appendField(out, field.fieldName(), field.valueIn(entry));
    }
    further(entry).forEach((name, value) -> appendField(out, name, value));
    for (AccessField field : AccessField.TRAILING) {
      Object value = field.valueIn(entry);
      if (!FieldText.isZero(value)) {
        appendField(out, field.fieldName(), value);
      }
    }
    if (out.length() > fields) {
      out.insert(fields, " |");
    }
  }

  /** What has no place of its own, by name. */
  private static SortedMap<String, Object> further(AccessEntry entry) {
    SortedMap<String, Object> further = new TreeMap<>();
    for (Map.Entry<String, Number> fact : entry.usageFacts().entrySet()) {
      if (!AccessField.isNamed(fact.getKey())) {
        further.put(fact.getKey(), fact.getValue());
      }
    }
    int attempts = entry.exchange().target().attempts();
    if (attempts > 1) {
      further.put(AccessField.ATTEMPTS.fieldName(), attempts);
    }
    int malformed = entry.exchange().accounting().malformedEvents();
    if (malformed > 0) {
      further.put(AccessField.MALFORMED_EVENTS.fieldName(), malformed);
    }
    if (entry.countedInPart()) {
      further.put(AccessField.ENDING.fieldName(), entry.ending());
    }
    return further;
  }

  private static void appendField(StringBuilder out, String name, Object value) {
    if (!FieldText.isAbsent(value)) {
      out.append(' ').append(name).append('=');
      FieldText.append(out, value);
    }
  }
}
