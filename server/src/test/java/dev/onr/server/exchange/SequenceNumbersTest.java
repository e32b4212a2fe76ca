package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class SequenceNumbersTest {
  private static final String STREAM =
      """
      event: response.created
      data: {"type":"response.created","sequence_number":0,"response":{}}

      event: response.output_text.delta
      data: {"type":"response.output_text.delta","delta":"\\"sequence_number\\":99","sequence_number": 123}

      """;

  @Test
  void theNextNumberFollowsTheLastThatWentBy() {
    SequenceNumbers numbers = new SequenceNumbers();
    assertThat(numbers.next()).isZero();
    numbers.passed(Buffer.buffer(STREAM));
    numbers.passed(Buffer.buffer("data: {\"no\":\"number\"}\n\n"));
    assertThat(numbers.next()).isEqualTo(124);
  }

  @Test
  void cutsBetweenChunksMakeNoDifference() {
    for (int cut = 0; cut <= STREAM.length(); cut++) {
      SequenceNumbers numbers = new SequenceNumbers();
      numbers.passed(Buffer.buffer(STREAM.substring(0, cut)));
      numbers.passed(Buffer.buffer(STREAM.substring(cut)));
      assertThat(numbers.next()).as("cut at %d", cut).isEqualTo(124);
    }
  }
}
