package dev.onr.server.log;

import dev.onr.Api;
import dev.onr.server.account.Accounting;
import dev.onr.server.exchange.Ending;
import dev.onr.server.exchange.ExchangeRecord;
import dev.onr.server.exchange.ProviderSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads an exchange from lines {@code name: value}. What is not given is what a plain GET of an
 * unknown path would have. Values may contain the escapes of Java strings.
 */
final class ExchangeText {
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, Number> facts = new LinkedHashMap<>();

  private ExchangeText(String text) {
    text.lines()
        .filter(line -> !line.isBlank())
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              String name = line.substring(0, colon).strip();
              String value = line.substring(colon + 1).strip().translateEscapes();
              if (name.startsWith("fact ")) {
                facts.put(name.substring("fact ".length()), number(value));
              } else {
                values.put(name, value);
              }
            });
  }

  static ExchangeRecord read(String text) {
    return new ExchangeText(text).exchange();
  }

  private ExchangeRecord exchange() {
    Optional<String> stream = Optional.ofNullable(values.remove("stream"));
    var record =
        new ExchangeRecord(
            Instant.parse(text("at", "2026-03-04T05:06:07Z")),
            text("id", "r-1"),
            new ExchangeRecord.Client(
                text("client", "203.0.113.9"),
                text("method", "GET"),
                text("path", "/nope"),
                text("appname", ""),
                text("agent", "")),
            new ExchangeRecord.Target(
                Api.named(text("api", "")),
                stream.map(Boolean::valueOf),
                text("model", ""),
                text("provider", ""),
                source(),
                text("channel", ""),
                (int) number("upstream status", "0"),
                (int) number("attempts", "1")),
            new ExchangeRecord.Outcome(
                (int) number("status", "200"), Ending.valueOf(text("ending", "COMPLETED")), "", ""),
            new ExchangeRecord.Timings(
                number("body read", "-1"),
                number("body read", "-1"),
                number("upstream head", "-1"),
                number("first byte", "-1"),
                number("took", "0")),
            new ExchangeRecord.Traffic(0, 0, 0, 0),
            new Accounting(
                text("finish", ""),
                text("stage", ""),
                text("cost model", ""),
                facts,
                List.of(),
                (int) number("malformed events", "0")),
            losses());
    if (!values.isEmpty()) {
      throw new AssertionError("unknown lines in a case: " + values);
    }
    return record;
  }

  private SortedMap<String, Integer> losses() {
    SortedMap<String, Integer> losses = new TreeMap<>();
    for (String loss : text("losses", "").split(" ")) {
      if (!loss.isEmpty()) {
        losses.merge(loss, 1, Integer::sum);
      }
    }
    return losses;
  }

  private Optional<ProviderSource> source() {
    String word = text("source", "");
    for (ProviderSource source : ProviderSource.values()) {
      if (source.logName().equals(word)) {
        return Optional.of(source);
      }
    }
    return Optional.empty();
  }

  private String text(String name, String otherwise) {
    String value = values.remove(name);
    return value == null ? otherwise : value;
  }

  private long number(String name, String otherwise) {
    return Long.parseLong(text(name, otherwise).replace("_", ""));
  }

  private static Number number(String value) {
    BigDecimal number = new BigDecimal(value);
    return value.matches("-?[0-9]+") ? (Number) number.longValueExact() : number.doubleValue();
  }
}
