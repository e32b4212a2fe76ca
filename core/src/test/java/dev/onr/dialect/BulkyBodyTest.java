package dev.onr.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.onr.json.JsonDocument;
import dev.onr.json.JsonTree;
import dev.onr.json.JsonValue;
import dev.onr.json.ObjectPath;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Bodies with large images are translated as small ones are, and for less. */
class BulkyBodyTest {
  private static final String IMAGE = "iVBORw0KGgo+/AAA".repeat(8 * 1024);
  private static final String MESSAGES =
      """
      {"model":"m","max_tokens":9,"messages":[{"role":"user","content":[
        {"type":"image","source":{"type":"base64","media_type":"image/png","data":"@"}},
        {"type":"text","text":"What is this?"},
        {"type":"image","source":{"type":"base64","media_type":"image/png","data":"@"}}]}]}\
      """;
  private static final String CHAT =
      """
      {"model":"m","messages":[{"role":"user","content":[
        {"type":"image_url","image_url":{"url":"data:image/png;base64,@"}},
        {"type":"text","text":"What is this?"}]}]}\
      """;
  private static final String RESPONSES =
      """
      {"model":"m","input":[{"type":"message","role":"user","content":[
        {"type":"input_image","image_url":"data:image/png;base64,@"},
        {"type":"input_text","text":"What is this?"}]}]}\
      """;
  private static final String GEMINI =
      """
      {"contents":[{"role":"user","parts":[
        {"inlineData":{"mimeType":"image/png","data":"@"}},{"text":"What is this?"}]}]}\
      """;

  @ParameterizedTest
  @CsvSource({
    "MESSAGES, CHAT", "MESSAGES, RESPONSES", "MESSAGES, GEMINI",
    "CHAT, MESSAGES", "CHAT, RESPONSES", "CHAT, GEMINI",
    "RESPONSES, CHAT", "RESPONSES, MESSAGES", "RESPONSES, GEMINI",
    "GEMINI, CHAT", "GEMINI, MESSAGES", "GEMINI, RESPONSES"
  })
  void aLargeImageComesOutAsItWouldOfATree(Tongue from, Tongue to) {
    String body = request(from).replace("@", IMAGE);
    assertThat(bulky(from, to, body)).isEqualTo(plain(from, to, body)).contains("@");
  }

  @Test
  void slashesThatAClientEscapedCountAsBase64() {
    String body = MESSAGES.replace("@", IMAGE.replace("/", "\\/"));
    String translated = bulky(Tongue.MESSAGES, Tongue.CHAT, body);
    assertThat(translated.replace("\\/", "/").replace(IMAGE, "@"))
        .isEqualTo(plain(Tongue.MESSAGES, Tongue.CHAT, body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"onrLeftOut00000000", "onr\\u004ceftOut00000000"})
  void aTextThatLooksLikeAMarkStaysThatText(String words) {
    String body = MESSAGES.replace("@", IMAGE).replace("What is this?", words);
    assertThat(bulky(Tongue.MESSAGES, Tongue.CHAT, body))
        .isEqualTo(plain(Tongue.MESSAGES, Tongue.CHAT, body));
  }

  @Test
  void aFileThatATranslationReadsIsReadWhole() {
    String body =
        """
        {"model":"m","messages":[{"role":"user","content":[{"type":"file","file":
          {"filename":"a.txt","file_data":"data:text/plain;base64,@"}}]}]}\
        """
            .replace("@", "d29yZCBhbmQg".repeat(8 * 1024));
    assertThat(bulky(Tongue.CHAT, Tongue.MESSAGES, body))
        .isEqualTo(plain(Tongue.CHAT, Tongue.MESSAGES, body))
        .contains("word and word and");
  }

  @Test
  void whatATranslationLosesIsCountedOnce() {
    String body =
        """
        {"model":"m","seed":1,"messages":[{"role":"user","content":[{"type":"input_audio",\
        "input_audio":{"format":"wav","data":"@"}}]}]}\
        """
            .replace("@", IMAGE);
    Losses losses = new Losses();
    Losses expected = new Losses();
    bulky(Tongue.CHAT, Tongue.MESSAGES, body, losses);
    plain(Tongue.CHAT, Tongue.MESSAGES, body, expected);
    assertThat(losses.counts()).isEqualTo(expected.counts()).isNotEmpty();
    assertThat(lostWith(MESSAGES.replace("\"m\"", "\"m\",\"top_k\":3").replace("@", IMAGE)))
        .containsEntry("top_k", 1);
  }

  private static SortedMap<String, Integer> lostWith(String body) {
    Losses losses = new Losses();
    bulky(Tongue.MESSAGES, Tongue.CHAT, body, losses);
    return losses.counts();
  }

  @Test
  void aBodyThatCanNotBeTranslatedIsRefusedAsEver() {
    String body = MESSAGES.replace("\"user\"", "7").replace("@", IMAGE);
    assertThatThrownBy(() -> bulky(Tongue.MESSAGES, Tongue.CHAT, body))
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void whatStepsChangedBeforehandIsTranslated() {
    JsonDocument document = document(MESSAGES.replace("@", IMAGE));
    document.set(new ObjectPath(List.of("max_tokens")), JsonValue.of(7));
    byte[] translated =
        BulkyBody.translate(
            document,
            new Losses(),
            (bytes, lost) -> tree(Tongue.MESSAGES, Tongue.CHAT, bytes, lost));
    assertThat(shown(translated)).contains(":7").contains("@");
  }

  /** With the client's body and what goes upstream that makes twice the size of the body. */
  @ParameterizedTest
  @CsvSource({"MESSAGES, CHAT", "CHAT, MESSAGES", "RESPONSES, GEMINI", "GEMINI, CHAT"})
  void aTranslationTakesOneCopyOfTheImage(Tongue from, Tongue to) {
    JsonDocument warm = document(request(from).replace("@", IMAGE));
    BulkyBody.translate(warm, new Losses(), (bytes, lost) -> tree(from, to, bytes, lost));
    byte[] body = request(from).replaceFirst("@", IMAGE.repeat(64)).getBytes(UTF_8);
    JsonDocument document = JsonDocument.of(JsonValue.parse(body));
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    byte[] translated =
        BulkyBody.translate(document, new Losses(), (bytes, lost) -> tree(from, to, bytes, lost));
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(translated).hasSizeGreaterThan(IMAGE.length() * 64);
    assertThat(allocated).isLessThan(body.length + body.length / 4L);
  }

  private static String request(Tongue tongue) {
    return switch (tongue) {
      case CHAT -> CHAT;
      case RESPONSES -> RESPONSES;
      case MESSAGES -> MESSAGES;
      case GEMINI -> GEMINI;
    };
  }

  private static JsonDocument document(String body) {
    return JsonDocument.of(JsonValue.parse(body));
  }

  private static String bulky(Tongue from, Tongue to, String body) {
    return bulky(from, to, body, new Losses());
  }

  private static String bulky(Tongue from, Tongue to, String body, Losses losses) {
    return shown(
        BulkyBody.translate(document(body), losses, (bytes, lost) -> tree(from, to, bytes, lost)));
  }

  private static String plain(Tongue from, Tongue to, String body) {
    return plain(from, to, body, new Losses());
  }

  private static String plain(Tongue from, Tongue to, String body, Losses losses) {
    return shown(tree(from, to, body.getBytes(UTF_8), losses));
  }

  /** What a person can read. */
  private static String shown(byte[] body) {
    return new String(body, UTF_8).replace(IMAGE, "@");
  }

  private static byte[] tree(Tongue from, Tongue to, byte[] body, Losses losses) {
    ObjectNode tree = (ObjectNode) JsonTree.parse(body);
    RouteFacts route = new RouteFacts("m", false);
    return JsonTree.write(Translation.between(from, to).request(tree, route, losses));
  }
}
