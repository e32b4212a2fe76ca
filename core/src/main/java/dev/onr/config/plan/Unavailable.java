package dev.onr.config.plan;

import dev.onr.config.Span;

/**
 * A directive that a route needs and this release can't carry out, so that the route answers 501.
 *
 * @param directive its name, for the client
 * @param place where it stands, for the operator
 */
public record Unavailable(String directive, Span place) {}
