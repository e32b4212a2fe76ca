package dev.onr.server.log;

import java.io.Closeable;
import java.io.IOException;

/** Takes the lines of the access log. Used by one thread at a time. */
interface LineSink extends Closeable {
  /** Whether lines may carry colours. */
  boolean colour();

  /**
   * Takes a line with its line end; it may stay in memory until {@link #flush()}.
   *
   * @throws IOException when lines taken so far can't be written; they are given up
   */
  void add(byte[] line) throws IOException;

  /**
   * Hands all lines to the operating system.
   *
   * @throws IOException when they can't be written; they are given up
   */
  void flush() throws IOException;

  /** Opens the target anew, after something moved it away; does nothing for what has no name. */
  void reopen() throws IOException;
}
