package dev.onr.server.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks the simulated upstream to do beside answering, written in the header {@value
 * #HEADER} as {@code name=value} pairs separated by commas, semicolons or blanks.
 *
 * @param status {@code status=429}: answer with this error in the vendor's shape
 * @param retryAfter {@code retry-after=7}: seconds in the {@code retry-after} header of an error;
 *     429 and 503 say 1 unless told otherwise
 * @param cutAfter {@code cut-after=3}: close the connection after so many events of a stream; a
 *     whole answer is cut in the middle of its body
 * @param stallAfter {@code stall-after=2}: send nothing more after so many events, but keep the
 *     connection open; a whole answer stalls in the middle of its body
 * @param errorAfter {@code error-after=2}: after so many events, send the vendor's error event and
 *     end
 * @param delay {@code delay-ms=250}: wait before the response head
 * @param pace {@code pace-ms=10}: time between events of this stream, in place of the server's
 * @param events {@code events=50}: make the answer so many text deltas long
 */
record Script(
    OptionalInt status,
    OptionalInt retryAfter,
    OptionalInt cutAfter,
    OptionalInt stallAfter,
    OptionalInt errorAfter,
    Duration delay,
    OptionalInt pace,
    OptionalInt events) {

  static final String HEADER = "x-simulate";

  /** Answers as usual. */
  static final Script NONE = parse(null);

  /**
   * Reads the header.
   *
   * @throws Refusal 400 naming what is wrong with it
   */
  static Script parse(@Nullable String header) {
    Map<String, Integer> wishes = new HashMap<>();
    for (String wish : (header == null ? "" : header).strip().split("[,;\\s]+", -1)) {
      if (wish.isEmpty()) {
        continue;
      }
      int equals = wish.indexOf('=');
      String name = equals < 0 ? wish : wish.substring(0, equals).toLowerCase(Locale.ROOT);
      try {
        wishes.put(name, Integer.parseUnsignedInt(wish.substring(equals + 1)));
      } catch (NumberFormatException e) {
        throw Refusal.badRequest(
            HEADER + ": '" + wish + "' is not of the form name=number, for example status=429");
      }
    }
    var script =
        new Script(
            take(wishes, "status"),
            take(wishes, "retry-after"),
            take(wishes, "cut-after"),
            take(wishes, "stall-after"),
            take(wishes, "error-after"),
            Duration.ofMillis(take(wishes, "delay-ms").orElse(0)),
            take(wishes, "pace-ms"),
            take(wishes, "events"));
    if (!wishes.isEmpty()) {
      throw Refusal.badRequest(
          HEADER
              + ": unknown "
              + wishes.keySet()
              + "; known are status, retry-after, cut-after, stall-after, error-after, delay-ms,"
              + " pace-ms, events");
    }
    return script;
  }

  private static OptionalInt take(Map<String, Integer> wishes, String name) {
    Integer value = wishes.remove(name);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
