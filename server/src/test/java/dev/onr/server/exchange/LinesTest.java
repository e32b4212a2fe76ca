package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class LinesTest {
  private final StreamStage.Lines lines = new StreamStage.Lines();

  private String feed(String chunk) {
    return lines.feed(Buffer.buffer(chunk)).toString();
  }

  @Test
  void wholeLinesLeaveAndTheStartOfOneWaits() {
    assertThat(feed("data: 1\n\nda")).isEqualTo("data: 1\n\n");
    assertThat(feed("ta: 2")).isEmpty();
    assertThat(feed("\n")).isEqualTo("data: 2\n");
    assertThat(feed(": ping\n")).isEqualTo(": ping\n");
    assertThat(feed("rest")).isEmpty();
    assertThat(lines.finish().toString()).isEqualTo("rest");
  }

  @Test
  void aBrokenStreamForgetsTheStartOfALine() {
    feed("data: 1\nda");
    assertThat(lines.breakOff()).hasToString("\n");
  }

  @Test
  void aVeryLongLineLeavesInPiecesAndThenNothingCanBeAdded() {
    String piece = "x".repeat(40_000);
    assertThat(feed(piece)).isEmpty();
    assertThat(feed(piece)).isEqualTo(piece + piece);
    assertThat(lines.breakOff()).isNull();
    assertThat(feed("\ny")).isEqualTo("\n");
    assertThat(lines.breakOff()).hasToString("\n");
  }
}
