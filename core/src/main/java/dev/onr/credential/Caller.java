package dev.onr.credential;

import java.util.Optional;

/**
 * Who may go on after authentication, and what the token asked for.
 *
 * @param provider the provider that the token claims, lower-case
 * @param model the model that replaces the request's
 * @param upstreamKey the caller's own upstream key, used in place of keys.yaml (BYOK)
 */
public record Caller(
    Optional<String> provider, Optional<String> model, Optional<Secret> upstreamKey) {
  /** A caller without any claim: who sent a plain access key. */
  public static final Caller PLAIN =
      new Caller(Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether the caller brought the upstream key along. */
  public boolean bringsOwnKey() {
    return upstreamKey.isPresent();
  }
}
