package dev.onr.server.exchange;

import dev.onr.Api;
import dev.onr.server.account.Accounting;
import dev.onr.server.dump.Dump;
import dev.onr.server.exchange.ExchangeRecord.Client;
import dev.onr.server.exchange.ExchangeRecord.Outcome;
import dev.onr.server.exchange.ExchangeRecord.Target;
import dev.onr.server.exchange.ExchangeRecord.Timings;
import dev.onr.server.exchange.ExchangeRecord.Traffic;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.LongSupplier;

/** What an exchange notes about itself on its way; at the end it becomes the record. */
final class Trace {
  private final LongSupplier nanoTime;
  private final Dump dump;
  private final long start;

  private Optional<Api> api = Optional.empty();
  private Optional<Boolean> stream = Optional.empty();
  private String model = "";
  private String provider = "";
  private Optional<ProviderSource> source = Optional.empty();
  private String channel = "";
  private int upstreamStatus;
  private int attempts;

  private long bodyRead = Timings.NOT_REACHED;
  private long prepared = Timings.NOT_REACHED;
  private long upstreamHead = Timings.NOT_REACHED;
  private long firstByte = Timings.NOT_REACHED;
  private long ended = Timings.NOT_REACHED;

  private long fromClient;
  private long toUpstream;
  private long fromUpstream;
  private long toClient;

  /**
   * @param dump sees the bytes that go by
   */
  Trace(LongSupplier nanoTime, Dump dump) {
    this.nanoTime = nanoTime;
    this.dump = dump;
    this.start = nanoTime.getAsLong();
  }

  private long elapsed() {
    return nanoTime.getAsLong() - start;
  }

  void api(Api called) {
    api = Optional.of(called);
  }

  void bodyRead(long bytes) {
    bodyRead = elapsed();
    fromClient = bytes;
  }

  void inspected(boolean wantsStream, String effectiveModel) {
    stream = Optional.of(wantsStream);
    model = effectiveModel;
  }

  /** Another attempt begins: what is noted of answers is its own. */
  void begun() {
    attempts++;
    prepared = Timings.NOT_REACHED;
    upstreamHead = Timings.NOT_REACHED;
    upstreamStatus = 0;
    toUpstream = 0;
    fromUpstream = 0;
  }

  void chosen(String name, ProviderSource by) {
    provider = name;
    source = Optional.of(by);
  }

  void prepared(String keyName, long bytes) {
    prepared = elapsed();
    channel = keyName;
    toUpstream = bytes;
  }

  void upstreamHead(int status) {
    upstreamHead = elapsed();
    upstreamStatus = status;
  }

  void received(Buffer chunk) {
    fromUpstream += chunk.length();
    dump.fromUpstream(chunk);
  }

  void sent(Buffer chunk) {
    if (firstByte < 0 && chunk.length() > 0) {
      firstByte = elapsed();
    }
    toClient += chunk.length();
    dump.toClient(chunk);
  }

  /** Whether the client asked for a stream; false before its body was read. */
  boolean wantsStream() {
    return stream.orElse(false);
  }

  void ended() {
    ended = elapsed();
  }

  ExchangeRecord finish(
      Instant endedAt,
      String requestId,
      Client client,
      Outcome outcome,
      Accounting accounting,
      SortedMap<String, Integer> losses) {
    return new ExchangeRecord(
        endedAt,
        requestId,
        client,
        new Target(api, stream, model, provider, source, channel, upstreamStatus, attempts),
        outcome,
        new Timings(bodyRead, prepared, upstreamHead, firstByte, ended),
        new Traffic(fromClient, toUpstream, fromUpstream, toClient),
        accounting,
        losses);
  }
}
