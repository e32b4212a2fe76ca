package dev.onr.sse;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderFuzz {
  @FuzzTest(maxDuration = "13s")
  void anyBytesAreTheSameEventsInOnePieceAndInMany(byte[] bytes) {
    compare(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: 1\r\n\r\ndata: 2\r\r",
        "\r\r\n\n\rdata:\n",
        "\uFEFF\n\ndata: x",
        "event:\nevent: a\ndata: {\ndata: }"
      })
  void seeds(String text) {
    compare(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void compare(byte[] bytes) {
    assertThat(EventReaderTest.read(bytes, 1))
        .isEqualTo(EventReaderTest.read(bytes, Math.max(1, bytes.length)));
  }
}
