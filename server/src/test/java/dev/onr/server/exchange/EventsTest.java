package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class EventsTest {
  private final StreamStage.Events events = new StreamStage.Events();

  private String feed(String chunk) {
    return events.feed(Buffer.buffer(chunk)).toString();
  }

  @Test
  void wholeEventsLeaveAndTheStartOfOneWaits() {
    assertThat(feed("data: 1\n\nda")).isEqualTo("data: 1\n\n");
    assertThat(feed("ta: 2\n")).isEmpty();
    assertThat(feed("\nda")).isEqualTo("data: 2\n\n");
    assertThat(feed("ta: 3\r\n")).isEmpty();
    assertThat(feed("\r\n: ping\n\n")).isEqualTo("data: 3\r\n\r\n: ping\n\n");
    assertThat(feed("data: 4\r\r")).isEqualTo("data: 4\r\r");
    assertThat(feed("rest")).isEmpty();
    assertThat(events.finish().toString()).isEqualTo("rest");
  }

  @Test
  void aBrokenStreamForgetsTheStartOfAnEvent() {
    assertThat(feed("data: 1\n\ndata: half\n")).isEqualTo("data: 1\n\n");
    assertThat(events.breakOff()).hasToString("");
  }

  @Test
  void aVeryLongEventLeavesInPiecesAndThenNothingCanBeAdded() {
    String piece = "x".repeat(40_000);
    assertThat(feed(piece)).isEmpty();
    assertThat(feed(piece)).isEqualTo(piece + piece);
    assertThat(events.breakOff()).isNull();
    assertThat(feed("\n\ny")).isEqualTo("\n\n");
    assertThat(events.breakOff()).hasToString("");
  }
}
