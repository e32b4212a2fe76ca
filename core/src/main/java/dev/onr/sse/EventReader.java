package dev.onr.sse;

/** Reads server-sent events from bytes in any chunks. */
public final class EventReader {
  /** The longest event, in bytes, where nothing else is said: 16 MiB. */
  public static final int DEFAULT_LIMIT = 16 << 20;
}
