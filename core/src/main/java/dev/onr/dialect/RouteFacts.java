package dev.onr.dialect;

/**
 * What a route knows about a request beside its body.
 *
 * @param model the mapped model; replaces the body's model where it is not empty
 * @param stream whether the client asked for a stream
 */
public record RouteFacts(String model, boolean stream) {}
