package dev.onr.dialect;

import java.util.function.Consumer;

/** Turns an upstream's events into {@link AnswerEvent}s. One per exchange, not thread-safe. */
public interface StreamReader {
  /**
   * Takes one server-sent event.
   *
   * @param name the event's name; empty where it has none
   * @param data the event's data; {@code [DONE]} included
   * @param out receives what the event means; nothing for events that carry no news
   */
  void read(String name, byte[] data, Consumer<AnswerEvent> out);

  /**
   * The upstream's bytes are over. Emits what is held back and exactly one {@link
   * AnswerEvent.Ended}, unless the stream has failed or ended before.
   */
  void finish(Consumer<AnswerEvent> out);

  /**
   * Whether words leave nothing behind in this reader, so that it need not see all of them: an
   * event that was nothing but {@link AnswerEvent.Appended} could be left out, and all others would
   * still be read as they are.
   */
  default boolean forgetsWords() {
    return false;
  }
}
