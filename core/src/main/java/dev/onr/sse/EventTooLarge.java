package dev.onr.sse;

/** An event that is longer than the reader may hold. */
public final class EventTooLarge extends RuntimeException {
  EventTooLarge(int limit) {
    super("a server-sent event is longer than " + limit + " bytes", null, false, false);
  }
}
