package dev.onr.sse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.ByteCollector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EventReaderProperties {
  @Property(tries = 3000)
  void howTheBytesAreCutDoesNotMatter(
      @ForAll("streams") String stream, @ForAll("cuts") List<Integer> cuts) {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    List<String> whole = new ArrayList<>();
    EventReader reader = new EventReader();
    reader.feed(bytes, 0, bytes.length, event -> whole.add(shown(event)));
    reader.finish(event -> whole.add(shown(event)));
    List<String> cut = new ArrayList<>();
    EventReader other = new EventReader();
    int at = 0;
    for (int i = 0; at < bytes.length; i++) {
      int length = Math.min(cuts.get(i % cuts.size()), bytes.length - at);
      // A copy of its own, overwritten afterwards: the reader must not hold on to a chunk.
      byte[] chunk = new byte[length + 2];
      System.arraycopy(bytes, at, chunk, 1, length);
      other.feed(chunk, 1, length, event -> cut.add(shown(event)));
      java.util.Arrays.fill(chunk, (byte) '\n');
      at += length;
    }
    other.finish(event -> cut.add(shown(event)));
    assertThat(cut).isEqualTo(whole);
  }

  @Property(tries = 1000)
  void eventsThatAreWrittenAreReadAgain(@ForAll("streams") String stream) {
    // A second byte order mark would be the first of what is written.
    byte[] once = copy(stream.replace("\uFEFF", "").getBytes(StandardCharsets.UTF_8));
    assertThat(copy(once)).isEqualTo(once);
  }

  private static byte[] copy(byte[] bytes) {
    ByteCollector out = new ByteCollector(64);
    EventReader reader = new EventReader();
    reader.feed(bytes, 0, bytes.length, event -> event.writeTo(out));
    reader.finish(event -> event.writeTo(out));
    return out.toByteArray();
  }

  private static String shown(Event event) {
    ByteCollector out = new ByteCollector(64);
    event.writeTo(out);
    return event.name()
        + "|"
        + event.data().text()
        + "|"
        + new String(out.toByteArray(), StandardCharsets.UTF_8);
  }

  @Provide
  Arbitrary<String> streams() {
    return Arbitraries.of(
            "\n",
            "\r\n",
            "\r",
            "data: ",
            "data:",
            "{\"a\":1}",
            "event: x",
            ": c",
            " ",
            "[DONE]",
            "é",
            "\uFEFF",
            "data: 1\n\n")
        .list()
        .ofMaxSize(25)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(1, 9).list().ofMinSize(1).ofMaxSize(6);
  }
}
