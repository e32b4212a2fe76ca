package dev.onr.dialect;

import tools.jackson.databind.node.ObjectNode;

/**
 * One streamed answer that becomes a whole one, of the same dialect or of another. Not thread-safe.
 */
public final class StreamCollection {
  private final StreamReader reader;
  private final Codec writer;
  private final AnswerCollector collector = new AnswerCollector();
  private final AnswerContext context;
  private final Losses losses;

  StreamCollection(Tongue tongue, AnswerContext context, Losses losses) {
    this(tongue, tongue, context, losses);
  }

  StreamCollection(Tongue from, Tongue to, AnswerContext context, Losses losses) {
    this.reader = Codecs.of(from).newStreamReader();
    this.writer = Codecs.of(to);
    this.context = context;
    this.losses = losses;
  }

  /**
   * Takes one event.
   *
   * @param name the event's name; empty where it has none
   * @throws InvalidAnswer when it reports an error
   */
  public void read(String name, byte[] data) {
    reader.read(name, data, collector);
  }

  /**
   * The stream is over.
   *
   * @return the whole answer
   * @throws InvalidAnswer when the stream holds none, or was cut
   */
  public ObjectNode finish() {
    reader.finish(collector);
    return writer.writeAnswer(collector.answer(), context, losses);
  }
}
