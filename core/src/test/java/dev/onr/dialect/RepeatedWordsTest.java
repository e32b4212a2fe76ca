package dev.onr.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.sse.Event;
import dev.onr.sse.EventReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which events of a stream are recognised as more of the same, and that they mean the same. */
class RepeatedWordsTest {
  private static final String CHUNK =
      "data:"
          + " {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}],\"obfuscation\":\"%s\"}\n\n";
  private static final String BLOCK =
      "event: content_block_delta\n"
          + "data:"
          + " {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}}\n\n";

  static List<Arguments> streams() {
    return List.of(
        Arguments.of("words", Tongue.CHAT, 5, chunks("z", "a", "b", "c", "d", "e", "f", "g")),
        Arguments.of(
            "padding of all lengths", Tongue.CHAT, 3, padded("z", "a", "b", "c", "d", "e")),
        Arguments.of("escapes", Tongue.CHAT, 3, chunks("z", "a", "b", "\\n", "\\\"}", "\\u00e4")),
        Arguments.of("beyond ASCII", Tongue.CHAT, 3, chunks("z", "a", "b", "ä", "€", "😀")),
        Arguments.of(
            "halves of a character", Tongue.CHAT, 0, chunks("z", "a", "\\ud83d", "\\ude00")),
        Arguments.of(
            "a halved one later", Tongue.CHAT, 1, chunks("z", "a", "b", "c", "\\ud83d", "d")),
        Arguments.of("no words between", Tongue.CHAT, 1, chunks("z", "a", "b", "c", "", "d")),
        Arguments.of("the same words", Tongue.CHAT, 1, chunks("z", "a", "a", "a")),
        Arguments.of("the mark of a template", Tongue.CHAT, 2, chunks("z", "-", "--", "-", "---")),
        Arguments.of(
            "another choice",
            Tongue.CHAT,
            1,
            chunks("z", "a", "b", "c") + chunks("d").replace("\"index\":0", "\"index\":1")),
        Arguments.of(
            "no UTF-8", Tongue.CHAT, 1, chunks("z", "a", "b", "c") + chunks("ÿ") + chunks("d")),
        Arguments.of(
            "line ends of two", Tongue.CHAT, 1, chunks("z", "a", "b", "c").replace("\n", "\r\n")),
        Arguments.of(
            "line ends of one CR", Tongue.CHAT, 0, chunks("z", "a", "b", "c").replace("\n", "\r")),
        Arguments.of(
            "behind the end",
            Tongue.CHAT,
            1,
            chunks("z", "a", "b", "c")
                + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                + chunks("d", "e", "f")),
        Arguments.of(
            "Messages",
            Tongue.MESSAGES,
            2,
            BLOCK.formatted("z")
                + BLOCK.formatted("a")
                + BLOCK.formatted("b")
                + BLOCK.formatted("c")
                + BLOCK.formatted("d")),
        Arguments.of(
            "an index that differs",
            Tongue.MESSAGES,
            0,
            BLOCK.formatted("a") + BLOCK.replace("index\":0", "index\":1").formatted("b")));
  }

  private static String chunks(String... words) {
    StringBuilder all = new StringBuilder();
    for (String word : words) {
      all.append(CHUNK.formatted(word, "x"));
    }
    return all.toString();
  }

  private static String padded(String... words) {
    StringBuilder all = new StringBuilder();
    for (String word : words) {
      all.append(
          CHUNK.formatted(word, word.equals("c") ? "yyy" : "x".repeat(all.length() % 7 + 1)));
    }
    return all.toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void areRecognisedAndMeanTheSame(String title, Tongue from, int recognised, String stream) {
    byte[] bytes =
        stream.getBytes(
            title.equals("no UTF-8") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    AtomicInteger known = new AtomicInteger();
    StreamTranslation translation =
        new StreamTranslation(from, Tongue.MESSAGES, Streams.context(), new Losses());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EventReader.Listener listener = translation.listener((name, data) -> out.writeBytes(data));
    new EventReader().feed(bytes, 0, bytes.length, counting(listener, known));
    assertThat(known.get()).isEqualTo(recognised);
    for (Tongue to : Tongue.values()) {
      assertThat(Streams.text(Streams.translate(from, to, bytes, List.of(bytes.length))))
          .isEqualTo(Streams.text(Streams.translateOneByOne(from, to, bytes)));
    }
  }

  private static EventReader.Listener counting(EventReader.Listener to, AtomicInteger known) {
    return new EventReader.Listener() {
      @Override
      public void accept(Event event) {
        to.accept(event);
      }

      @Override
      public int known(byte[] bytes, int from, int stop) {
        int behind = to.known(bytes, from, stop);
        if (behind >= 0) {
          known.incrementAndGet();
        }
        return behind;
      }
    };
  }
}
