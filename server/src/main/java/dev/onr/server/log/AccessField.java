package dev.onr.server.log;

import dev.onr.Api;
import dev.onr.server.exchange.ProviderSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The fields of an access-log line, in the order of the default line. Usage facts without a row
 * here stand between {@link #TPS} and {@link #INPUT_TOKENS} there.
 */
@SuppressWarnings("ImmutableEnumChecker") // its functions read their argument and hold nothing
enum AccessField {
  API(entry -> entry.exchange().target().api().map(Api::apiName).orElse("")),
  STREAM(entry -> entry.exchange().target().stream().map(Object.class::cast).orElse("")),
  MODEL(entry -> entry.exchange().target().model()),
  REQUEST_ID(entry -> entry.exchange().requestId()),
  APPNAME(AccessEntry::appName),
  LATENCY_MS(AccessEntry::proxyMilliseconds),
  PROVIDER(entry -> entry.exchange().target().provider()),
  PROVIDER_SOURCE(
      entry -> entry.exchange().target().source().map(ProviderSource::logName).orElse("")),
  USAGE_STAGE(AccessEntry::usageStage),
  COST_CHANNEL(entry -> entry.withCosts(entry.channel())),
  COST_MODEL(entry -> entry.withCosts(entry.exchange().accounting().costModel())),
  COST_MULTIPLIER,
  COST_UNIT(entry -> entry.withCosts("usd")),
  UPSTREAM_STATUS(AccessEntry::upstreamStatus),
  FINISH_REASON(AccessEntry::finishReason),
  TTFT_MS(AccessEntry::timeToFirstByte),
  TPS(AccessEntry::tokensPerSecond),

  INPUT_TOKENS,
  OUTPUT_TOKENS,
  TOTAL_TOKENS,
  CACHE_READ_TOKENS,
  CACHE_WRITE_TOKENS,
  BILLABLE_INPUT_TOKENS,
  COST_INPUT,
  COST_OUTPUT,
  COST_CACHE_READ,
  COST_CACHE_WRITE,
  COST_TOTAL,

  /** Stands among the further facts of a default line, and only where there were several. */
  ATTEMPTS(entry -> entry.exchange().target().attempts()),
  /**
   * Stands among the further facts of a default line, and only where a good answer is not whole.
   */
  ENDING(AccessEntry::ending),
  /** Stands among the further facts of a default line, and only where there are any. */
  MALFORMED_EVENTS(entry -> entry.exchange().accounting().malformedEvents());

  /** What a default line says before the further usage facts. */
  static final Set<AccessField> LEADING = EnumSet.range(API, TPS);

  /** What a default line says after them; a zero is left out there. */
  static final Set<AccessField> TRAILING = EnumSet.range(INPUT_TOKENS, COST_TOTAL);

  private static final Map<String, AccessField> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toMap(AccessField::fieldName, Function.identity()));

  private final String fieldName = name().toLowerCase(Locale.ROOT);
  private final Function<AccessEntry, Object> source;

  AccessField(Function<AccessEntry, Object> source) {
    this.source = source;
  }

  /** A figure among the usage facts, under the field's own name. */
  AccessField() {
    this.source = entry -> entry.fact(fieldName());
  }

  String fieldName() {
    return fieldName;
  }

  Object valueIn(AccessEntry entry) {
    return source.apply(entry);
  }

  static boolean isNamed(String name) {
    return BY_NAME.containsKey(name);
  }

  static Optional<AccessField> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
