package dev.onr.auth;

import dev.onr.credential.Secret;
import java.time.Duration;
import java.time.Instant;

/**
 * A token that opens an upstream for a while.
 *
 * @param value what goes into {@code Authorization}
 * @param type the vendor's word for its kind; kept, not used
 * @param expiresAt when the upstream stops taking it
 * @param renewFrom from when on a new one is fetched instead
 */
public record AccessToken(Secret value, String type, Instant expiresAt, Instant renewFrom) {

  /**
   * A token that a vendor just gave out.
   *
   * @param skew how long before its end it is renewed; at most half of its lifetime counts, since a
   *     longer skew would have every request fetch a token
   */
  static AccessToken issued(
      Secret value, String type, Instant now, Duration lifetime, Duration skew) {
    Duration half = lifetime.dividedBy(2);
    Instant end = now.plus(lifetime);
    return new AccessToken(value, type, end, end.minus(skew.compareTo(half) < 0 ? skew : half));
  }

  /** Whether it may still be used for a new request. */
  public boolean isFresh(Instant now) {
    return now.isBefore(renewFrom);
  }

  /** Whether a header can carry it: VSCHAR, %x20-7E, as RFC 6749 appendix A.12 says. */
  static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= 0x20 && c <= 0x7e);
  }
}
