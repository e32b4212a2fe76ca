package dev.onr.server.exchange;

import dev.onr.credential.UpstreamKey;
import dev.onr.server.channel.Channel;

/**
 * A provider and one of its keys, with which a request may be tried.
 *
 * @param provider lower-case name
 * @param source what named it
 * @param model what the model is called there; empty where it has the client's name
 * @param key the upstream key
 * @param channel how provider and key are doing
 */
record Candidate(
    String provider, ProviderSource source, String model, UpstreamKey key, Channel channel) {}
