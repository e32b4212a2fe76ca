package dev.onr.steps;

import dev.onr.Api;

/**
 * What a client asked for, as a route sees it. Every attempt starts from the same client request;
 * no step changes it.
 *
 * @param api the API that the path names
 * @param stream whether the client asked for a stream
 * @param model the effective model, trimmed: a token's override, else the body's or the path's; may
 *     be empty
 * @param modelOverridden whether the caller's token replaced the model, so that the body must be
 *     made to say it
 * @param method HTTP method
 * @param path the path as the client sent it, still percent-encoded
 * @param query the raw query without {@code ?}; empty where there is none
 * @param headers the client's headers
 * @param body the client's body
 */
public record ClientRequest(
    Api api,
    boolean stream,
    String model,
    boolean modelOverridden,
    String method,
    String path,
    String query,
    HeaderView headers,
    RequestBody body) {}
