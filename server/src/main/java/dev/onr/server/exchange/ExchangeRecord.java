package dev.onr.server.exchange;

import dev.onr.Api;
import dev.onr.server.account.Accounting;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is known of one exchange after its end: what access log, dumps and metrics read. Every
 * request that reached the gateway gives exactly one record, refused and unknown ones included.
 *
 * @param endedAt when the exchange ended
 * @param requestId the request id that the client saw
 * @param client who asked, and for what
 * @param target where the request went
 * @param outcome how it ended
 * @param timings where the time went
 * @param traffic how many bytes went by
 * @param accounting what the answer came to: usage and cost
 * @param losses fields that translations of request and answer could not say, and how often
 */
public record ExchangeRecord(
    Instant endedAt,
    String requestId,
    Client client,
    Target target,
    Outcome outcome,
    Timings timings,
    Traffic traffic,
    Accounting accounting,
    SortedMap<String, Integer> losses) {
  public ExchangeRecord {
    losses =
        losses.isEmpty()
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(losses));
  }

  /** The same, with the texts that clients choose cut to {@code length} characters. */
  ExchangeRecord withTextsUpTo(int length) {
    boolean fits =
        client.method.length() <= length
            && client.path.length() <= length
            && client.appName.length() <= length
            && client.userAgent.length() <= length
            && target.model.length() <= length
            && target.provider.length() <= length
            && outcome.cause.length() <= length;
    if (fits) {
      return this;
    }
    return new ExchangeRecord(
        endedAt,
        requestId,
        new Client(
            client.address,
            cut(client.method, length),
            cut(client.path, length),
            cut(client.appName, length),
            cut(client.userAgent, length)),
        new Target(
            target.api,
            target.stream,
            cut(target.model, length),
            cut(target.provider, length),
            target.source,
            target.channel,
            target.upstreamStatus,
            target.attempts),
        new Outcome(outcome.status, outcome.ending, outcome.errorCode, cut(outcome.cause, length)),
        timings,
        traffic,
        accounting,
        losses);
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end) + "…";
  }

  /**
   * Who asked, and for what. Texts are as the client sent them: escape before printing.
   *
   * @param address the client's IP address; empty when unknown
   * @param method HTTP method
   * @param path percent-decoded path without the query
   * @param appName the trimmed {@code appname} header; empty where it is absent
   * @param userAgent the {@code User-Agent} header; empty where it is absent
   */
  public record Client(
      String address, String method, String path, String appName, String userAgent) {}

  /**
   * Where the request went. Parts that the exchange did not get to know are empty.
   *
   * @param api the API of the route
   * @param stream whether the client asked for a stream; empty before its body was read
   * @param model the effective model in the client's words; may be empty
   * @param provider lower-case provider name; empty where none was chosen
   * @param source what named the provider
   * @param channel name of the upstream key; empty where it has none
   * @param upstreamStatus HTTP status of the upstream's answer; 0 where none came
   * @param attempts how many attempts were made; all else is of the last one
   */
  public record Target(
      Optional<Api> api,
      Optional<Boolean> stream,
      String model,
      String provider,
      Optional<ProviderSource> source,
      String channel,
      int upstreamStatus,
      int attempts) {
    /** Of a request that has nothing to do with a provider. */
    public static final Target NONE =
        new Target(Optional.empty(), Optional.empty(), "", "", Optional.empty(), "", 0, 0);
  }

  /**
   * How it ended.
   *
   * @param status HTTP status that the client got; 499 when it left before it had the whole answer
   * @param ending the one ending
   * @param errorCode code of the error envelope that the gateway wrote; empty where it wrote none
   * @param cause what went wrong, in words without secrets; empty where nothing did
   */
  public record Outcome(int status, Ending ending, String errorCode, String cause) {}

  /**
   * Where the time went: nanoseconds since the request's head was there; {@link #NOT_REACHED} for a
   * phase that the exchange did not get to.
   *
   * @param bodyRead the request's body was there
   * @param prepared the upstream request was ready; {@code proxyLatency} starts at bodyRead
   * @param upstreamHead the head of the upstream's answer was there
   * @param firstByte the first byte of the answer's body went to the client
   * @param ended the end: the duration of the whole exchange
   */
  public record Timings(
      long bodyRead, long prepared, long upstreamHead, long firstByte, long ended) {
    /** Stands for a phase that did not happen. */
    public static final long NOT_REACHED = -1;

    /** From the start of proxying to the end, in nanoseconds; empty where nothing was proxied. */
    public OptionalLong proxyLatency() {
      return upstreamHead < 0 ? OptionalLong.empty() : OptionalLong.of(ended - bodyRead);
    }

    /** From the start of proxying to the first byte for the client, in nanoseconds. */
    public OptionalLong timeToFirstByte() {
      return firstByte < 0 || bodyRead < 0
          ? OptionalLong.empty()
          : OptionalLong.of(firstByte - bodyRead);
    }
  }

  /**
   * How many bytes went by, as bodies without framing.
   *
   * @param fromClient bytes of the request's body
   * @param toUpstream bytes of the last attempt's body
   * @param fromUpstream bytes of the upstream's answer as it came, encoded or not
   * @param toClient bytes of the answer's body
   */
  public record Traffic(long fromClient, long toUpstream, long fromUpstream, long toClient) {}
}
