package dev.onr.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onr.ByteCollector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
  static List<String> read(byte[] bytes, int size) {
    List<String> seen = new ArrayList<>();
    EventReader reader = new EventReader();
    for (int at = 0; at < bytes.length; at += size) {
      reader.feed(
          bytes,
          at,
          Math.min(size, bytes.length - at),
          event -> seen.add(event.name() + "|" + event.data().text()));
    }
    reader.finish(event -> seen.add(event.name() + "|" + event.data().text()));
    return seen;
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void allLineEndsOfTheStandard(String end) {
    String text = "event: a\ndata: 1\n\n: note\ndata: 2\ndata: 3\n\n\n\ndata:4\nid: 7\n";
    byte[] bytes = text.replace("\n", end).getBytes(StandardCharsets.UTF_8);
    for (int size = 1; size <= bytes.length; size++) {
      assertThat(read(bytes, size)).containsExactly("a|1", "|2\n3", "|4");
    }
  }

  @Test
  void theFirstEventLineNamesTheEventAndWhiteSpaceAroundDataGoes() {
    assertThat(
            read(
                "event: a \nevent: b\ndata:   x  \n \t\ndata\n\n".getBytes(StandardCharsets.UTF_8),
                99))
        .containsExactly("a|x", "|");
  }

  @Test
  void aByteOrderMarkIsSkipped() {
    byte[] bytes = "\uFEFFdata: 1\n\ndata: \uFEFF2\n\n".getBytes(StandardCharsets.UTF_8);
    for (int size = 1; size <= bytes.length; size++) {
      assertThat(read(bytes, size)).containsExactly("|1", "|\uFEFF2");
    }
  }

  @Test
  void anEventBeyondTheLimitIsRefusedHoweverItComes() {
    byte[] event = ("data: " + "x".repeat(100) + "\n\n").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> new EventReader(50).feed(event, 0, event.length, e -> {}))
        .isInstanceOf(EventTooLarge.class);
    EventReader slow = new EventReader(50);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < event.length; i++) {
                slow.feed(event, i, 1, e -> {});
              }
            })
        .isInstanceOf(EventTooLarge.class);
  }

  @Test
  void whatTheWriterWritesIsOneEvent() {
    ByteCollector out = new ByteCollector(16);
    EventWriter writer = new EventWriter(out);
    writer.event("ping", "{\n\"a\":\r\n1}".getBytes(StandardCharsets.UTF_8));
    writer.comment("still\nhere");
    writer.done();
    assertThat(new String(out.toByteArray(), StandardCharsets.UTF_8))
        .isEqualTo("event: ping\ndata: {\"a\":1}\n\n: still here\n\ndata: [DONE]\n\n");
  }
}
