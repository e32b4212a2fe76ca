package dev.onr.server.exchange;

import dev.onr.server.http.RequestIds;
import dev.onr.server.upstream.Credentials;
import dev.onr.server.upstream.Deadlines;
import dev.onr.server.upstream.UpstreamClient;
import io.vertx.core.Context;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all exchanges of one event loop share. An exchange never leaves its loop.
 *
 * @param context runs tasks on the loop
 * @param deadlines its waits
 * @param upstream its connections to upstreams
 * @param credentials tokens and credential files, shared by all loops
 * @param ids makes request ids
 * @param clock tells the time of day
 * @param log takes the records
 * @param inFlight counts the exchanges under way, over all loops
 */
public record Loop(
    Context context,
    Deadlines deadlines,
    UpstreamClient upstream,
    Credentials credentials,
    RequestIds ids,
    InstantSource clock,
    ExchangeLog log,
    AtomicInteger inFlight) {}
