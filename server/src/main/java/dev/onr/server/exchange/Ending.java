package dev.onr.server.exchange;

import java.util.Locale;

/** How an exchange ended. Every exchange ends in exactly one of these. */
public enum Ending {
  /** The client got the whole answer, whatever its status. */
  COMPLETED,
  /** The client got an answer of the gateway's own: its request could not be carried out. */
  REFUSED,
  /** The client left before it had its whole answer, and the upstream's was not read to its end. */
  CLIENT_GONE,
  /** The client left before it had its whole answer; the upstream's was read to its end. */
  DRAINED,
  /** The client was too slow in sending its request. */
  CLIENT_TOO_SLOW,
  /** No usable answer head came: connect, TLS or protocol failure. */
  UPSTREAM_UNREACHABLE,
  /** No answer head came in time. */
  UPSTREAM_TIMEOUT,
  /** The answer could not be used: undecodable, too large, not what a step needs. */
  UPSTREAM_INVALID,
  /** The upstream reported an error in an answer that began as a success. */
  UPSTREAM_ERROR,
  /** The upstream broke off in the middle of its answer. */
  UPSTREAM_CUT,
  /** The upstream fell silent in the middle of its answer. */
  UPSTREAM_STALLED,
  /** The client took no bytes for longer than the idle limit. */
  CLIENT_STALLED,
  /** The gateway itself failed; the system log has the trace. */
  INTERNAL_ERROR;

  /** The word for it in logs. */
  public String logName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
