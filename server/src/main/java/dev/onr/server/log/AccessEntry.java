package dev.onr.server.log;

import dev.onr.server.exchange.ExchangeRecord;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One exchange as the access log sees it. What an exchange does not have is the empty text.
 *
 * @param exchange what happened
 * @param appName the application's name, empty where unknown
 * @param usageFacts what may be said of tokens and costs
 */
record AccessEntry(ExchangeRecord exchange, String appName, Map<String, Number> usageFacts) {
  private static final String ABSENT = "";
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final double NANOS_PER_SECOND = 1e9;

  /** Usage, costs and reasons count only for an answer that the upstream itself called fine. */
  private static final int OK = 200;

  /** From here on an answer is an error, which comes as a whole even where a stream was wanted. */
  private static final int FIRST_ERROR = 400;

  AccessEntry(ExchangeRecord exchange, String appName) {
    this(exchange, appName, succeeded(exchange) ? exchange.accounting().figures() : Map.of());
  }

  private static boolean succeeded(ExchangeRecord exchange) {
    return exchange.target().upstreamStatus() == OK;
  }

  private boolean streamed() {
    return exchange.target().stream().orElse(false);
  }

  private boolean succeeded() {
    return succeeded(exchange);
  }

  Object fact(String name) {
    Number value = usageFacts.get(name);
    return value == null ? ABSENT : value;
  }

  /** A text that accompanies the costs, so it is there only when they are. */
  Object withCosts(String text) {
    return usageFacts.containsKey(AccessField.COST_TOTAL.fieldName()) ? text : ABSENT;
  }

  /** The key that the costs belong to: {@code provider/key}, or the provider for a nameless key. */
  String channel() {
    var target = exchange.target();
    return target.channel().isBlank()
        ? target.provider()
        : target.provider() + "/" + target.channel();
  }

  String ending() {
    return exchange.outcome().ending().logName();
  }

  /** Whether what was counted of a good answer may not be all that there was. */
  boolean countedInPart() {
    return succeeded()
        && switch (exchange.outcome().ending()) {
          case COMPLETED, REFUSED -> false;
          default -> true;
        };
  }

  Object upstreamStatus() {
    int status = exchange.target().upstreamStatus();
    return status > 0 ? (Object) status : ABSENT;
  }

  Object finishReason() {
    return succeeded() ? exchange.accounting().finishReason() : ABSENT;
  }

  Object usageStage() {
    return succeeded() ? exchange.accounting().usageStage() : ABSENT;
  }

  long wholeMilliseconds() {
    return exchange.timings().ended() / NANOS_PER_MILLI;
  }

  /** Of the proxied part where something was proxied, of the whole exchange otherwise. */
  long proxyMilliseconds() {
    var timings = exchange.timings();
    return timings.proxyLatency().orElse(timings.ended()) / NANOS_PER_MILLI;
  }

  Object timeToFirstByte() {
    OptionalLong nanos = exchange.timings().timeToFirstByte();
    long millis = nanos.orElse(0) / NANOS_PER_MILLI;
    int status = exchange.target().upstreamStatus();
    boolean isStream = streamed() && status > 0 && status < FIRST_ERROR;
    return isStream && millis > 0 ? (Object) millis : ABSENT;
  }

  Object tokensPerSecond() {
    var timings = exchange.timings();
    long elapsed = timings.ended() - timings.firstByte();
    if (!streamed()
        || timings.firstByte() < 0
        || elapsed <= 0
        || !(fact(AccessField.OUTPUT_TOKENS.fieldName()) instanceof Number tokens)
        || tokens.doubleValue() <= 0) {
      return ABSENT;
    }
    return tokens.doubleValue() / (elapsed / NANOS_PER_SECOND);
  }
}
