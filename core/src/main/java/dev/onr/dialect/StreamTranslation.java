package dev.onr.dialect;

import dev.onr.sse.Event;
import dev.onr.sse.EventReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One streamed answer on its way from the upstream's dialect into the client's. Not thread-safe.
 */
public final class StreamTranslation {
  private final StreamReader reader;
  private final StreamWriter writer;
  private final RepeatedWords words = new RepeatedWords();
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

  /**
   * Reads the upstream's events as they come from its bytes. Events without data carry no news.
   *
   * @param out receives name (empty for none) and data of each event for the client
   */
  public EventReader.Listener listener(BiConsumer<String, byte[]> out) {
    return new EventReader.Listener() {
      private final Consumer<AnswerEvent> next = to(out);

      @Override
      public void accept(Event event) {
        Event.Data data = event.data();
        if (!data.isEmpty()) {
          List<AnswerEvent> read = new ArrayList<>(4);
          reader.read(event.name(), data.copy(), next.andThen(read::add));
          if (reader.forgetsWords()) {
            words.learn(event, data, read);
          }
        }
      }

      @Override
      public int known(byte[] bytes, int from, int stop) {
        int behind = words.match(bytes, from, stop);
        if (behind >= 0) {
          next.accept(words.words());
        }
        return behind;
      }
    };
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
