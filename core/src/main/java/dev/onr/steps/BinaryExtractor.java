package dev.onr.steps;

import dev.onr.ByteSink;
import dev.onr.dialect.InvalidAnswer;
import dev.onr.json.JsonValue;
import dev.onr.sse.Event;
import dev.onr.sse.EventReader;
import java.util.Optional;

/** Sends the bytes that the events of one exchange hold, encoded, in strings. */
final class BinaryExtractor implements StreamRewriter {
  private final BinarySteps.StreamExtract rule;
  private final String contentType;
  private final FirstEvent first;
  private final EventReader reader;
  private boolean over;

  /**
   * @param contentType what the bytes are
   */
  BinaryExtractor(
      BinarySteps.StreamExtract rule, String contentType, FirstEvent first, EventReader reader) {
    this.rule = rule;
    this.contentType = contentType;
    this.first = first;
    this.reader = reader;
  }

  @Override
  public void feed(byte[] chunk, int offset, int length, ByteSink out) {
    if (!over) {
      reader.feed(chunk, offset, length, event -> take(event, out));
    }
  }

  @Override
  public void finish(ByteSink out) {
    if (!over) {
      reader.finish(event -> take(event, out));
    }
  }

  private void take(Event event, ByteSink out) {
    Event.Data data = event.data();
    JsonValue object = EventEditor.object(data.bytes(), data.from(), data.to());
    if (over || object == null) {
      return;
    }
    first.check(object);
    String text = rule.path().firstString(object);
    if (!text.isEmpty()) {
      byte[] bytes =
          rule.encoding()
              .decode(text)
              .orElseThrow(
                  () ->
                      new InvalidAnswer(
                          "an event of the upstream has no %s at %s"
                              .formatted(rule.encoding().word(), rule.path())));
      out.write(bytes);
    }
    over =
        rule.stop()
            .filter(stop -> Literals.anyEquals(stop.path(), object, stop.literal()))
            .isPresent();
  }

  @Override
  public Optional<String> contentType() {
    return Optional.of(contentType);
  }

  @Override
  public boolean writesEvents() {
    return false;
  }

  @Override
  public boolean isOver() {
    return over;
  }
}
