package dev.onr.server.exchange;

import dev.onr.server.Limits;
import dev.onr.steps.RequestRejected;
import java.util.regex.Pattern;

/**
 * How many gateways of this kind a request has passed, as a header of its own tells: so that one
 * whose upstream leads back to the gateway doesn't go round for ever. A client that lies about it
 * only shortens its own way.
 */
final class Hops {
  static final String HEADER = "x-onr-hops";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

  private Hops() {}

  /** What the header says; 0 where it is absent or no number. */
  private static int of(ClientHeaders headers) {
    String text = headers.text(HEADER);
    return !text.isEmpty() && NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
  }

  /** What the next one on the way is told. */
  static String next(ClientHeaders headers) {
    return String.valueOf(of(headers) + 1);
  }

  /** Refuses, with 508, a request that has gone too far. */
  static void check(ClientHeaders headers, Limits limits) {
    if (of(headers) >= limits.maxHops()) {
      throw new RequestRejected(
          508,
          "loop_detected",
          "the request passed "
              + of(headers)
              + " gateways already (limits.max_hops); does a base_url lead back here?");
    }
  }
}
