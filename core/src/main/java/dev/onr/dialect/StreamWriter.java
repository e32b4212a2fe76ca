package dev.onr.dialect;

import java.util.function.BiConsumer;

/**
 * Turns {@link AnswerEvent}s into a client's server-sent events. One per exchange, not thread-safe.
 */
public interface StreamWriter {
  /**
   * Takes one event.
   *
   * @param event what happened
   * @param out receives the name (empty for none) and the data of each event to send, ready as
   *     UTF-8 bytes
   */
  void write(AnswerEvent event, BiConsumer<String, byte[]> out);
}
