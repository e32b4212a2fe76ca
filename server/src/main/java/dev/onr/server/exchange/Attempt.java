package dev.onr.server.exchange;

import dev.onr.config.plan.Route;
import dev.onr.server.account.Account;
import dev.onr.server.upstream.UpstreamCall;
import dev.onr.steps.ClientRequest;
import dev.onr.steps.UpstreamRequest;
import io.vertx.core.http.HttpClientResponse;

/**
 * A request that an upstream began to answer.
 *
 * @param request what the client asked for
 * @param route how its provider is to be served
 * @param sent what was sent upstream
 * @param call the call, to cancel it
 * @param head the head of the answer
 * @param account of the answer, not yet fed
 */
record Attempt(
    ClientRequest request,
    Route route,
    UpstreamRequest sent,
    UpstreamCall call,
    HttpClientResponse head,
    Account account) {}
