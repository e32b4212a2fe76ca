package dev.onr.dialect;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One streamed answer on its way from the upstream's dialect into the client's. Not thread-safe.
 */
public final class StreamTranslation {
  private final StreamReader reader;
  private final StreamWriter writer;
  private Optional<InvalidAnswer> failure = Optional.empty();

  /**
   * @param from the upstream's dialect
   * @param to the client's dialect
   */
  public StreamTranslation(Tongue from, Tongue to, AnswerContext context, Losses losses) {
    this.reader = Codecs.of(from).newStreamReader();
    this.writer = Codecs.of(to).newStreamWriter(context, losses);
  }

  /**
   * Takes one event of the upstream.
   *
   * @param name the event's name; empty where it has none
   * @param data its data
   * @param out receives name (empty for none) and data of each event for the client
   */
  public void read(String name, byte[] data, BiConsumer<String, byte[]> out) {
    reader.read(name, data, to(out));
  }

  /** The upstream is over: sends what is held back and the end that the client's dialect wants. */
  public void finish(BiConsumer<String, byte[]> out) {
    reader.finish(to(out));
  }

  /** Why the client has no whole answer, once it was told so; empty while all is well. */
  public Optional<InvalidAnswer> failure() {
    return failure;
  }

  private Consumer<AnswerEvent> to(BiConsumer<String, byte[]> out) {
    return event -> {
      if (event instanceof AnswerEvent.Failed failed) {
        failure = Optional.of(new InvalidAnswer(failed.error()));
      } else if (event instanceof AnswerEvent.Ended ended && !ended.complete()) {
        failure = Optional.of(new InvalidAnswer(InvalidAnswer.CUT, AnswerCollector.CUT));
      }
      writer.write(event, out);
    };
  }
}
