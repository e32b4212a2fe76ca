package dev.onr.server.exchange;

import dev.onr.server.channel.Channels;
import dev.onr.server.http.RequestIds;
import dev.onr.server.upstream.Credentials;
import dev.onr.server.upstream.Deadlines;
import dev.onr.server.upstream.UpstreamClient;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all exchanges of one event loop share. An exchange never leaves its loop.
 *
 * @param context runs tasks on the loop
 * @param deadlines its waits
 * @param upstream its connections to upstreams
 * @param credentials tokens and credential files, shared by all loops
 * @param channels how providers and keys are doing, shared by all loops
 * @param ids makes request ids
 * @param clock tells the time of day
 * @param log takes the records
 * @param inFlight counts the exchanges under way, over all loops
 * @param admission bounds how many are under way
 * @param drains counts those among them whose clients have left
 */
public record Loop(
    Context context,
    Deadlines deadlines,
    UpstreamClient upstream,
    Credentials credentials,
    Channels channels,
    RequestIds ids,
    InstantSource clock,
    ExchangeLog log,
    AtomicInteger inFlight,
    Admission admission,
    Drains drains) {

  /** Bodies beyond this are read, joined and rewritten on a worker. */
  static final int LARGE_BODY = 256 * 1024;

  /**
   * Runs a computation here, or on a worker where it may take longer than the others on the loop
   * should wait. The result comes on the loop.
   */
  <T> Future<T> compute(boolean mayTakeLong, Callable<T> computation) {
    if (mayTakeLong) {
      return context.executeBlocking(computation, false).map(Objects::requireNonNull);
    }
    try {
      return Future.succeededFuture(computation.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }
}
