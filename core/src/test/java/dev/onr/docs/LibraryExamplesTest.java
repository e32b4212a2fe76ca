package dev.onr.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onr.Api;
import dev.onr.ByteCollector;
import dev.onr.config.plan.LoadMode;
import dev.onr.config.plan.Plan;
import dev.onr.config.plan.PlanLoader;
import dev.onr.config.plan.ProviderPlan;
import dev.onr.config.plan.Route;
import dev.onr.credential.Secret;
import dev.onr.credential.UpstreamKey;
import dev.onr.dialect.AnswerContext;
import dev.onr.dialect.CollectedStream;
import dev.onr.dialect.InvalidAnswer;
import dev.onr.dialect.InvalidRequest;
import dev.onr.dialect.Losses;
import dev.onr.dialect.RouteFacts;
import dev.onr.dialect.Tongue;
import dev.onr.dialect.TranslatedStream;
import dev.onr.dialect.Translation;
import dev.onr.sse.EventReader;
import dev.onr.steps.ClientRequest;
import dev.onr.steps.HeaderFields;
import dev.onr.steps.UpstreamRequest;
import dev.onr.usage.FactSources;
import dev.onr.usage.MatchedFact;
import dev.onr.usage.Usage;
import dev.onr.usage.UsageReading;
import dev.onr.usage.UsageStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The examples of {@code docs/library.md}: what stands between {@code // example} and {@code //
 * end} here is what the page shows. After a change here:
 *
 * <pre>
 * mvn -pl core test -Dtest=LibraryExamplesTest -Dreference.mode=write
 * </pre>
 */
class LibraryExamplesTest {
  private static final Path PAGE = Path.of("..", "docs", "library.md");
  private static final Path SOURCE = Path.of("src/test/java/dev/onr/docs/LibraryExamplesTest.java");
  private static final Path PROVIDERS = Path.of("..", "config", "providers");

  private static final String QUESTION =
      """
      {"model":"gpt-5","max_tokens":50,"system":"Be brief.",
       "messages":[{"role":"user","content":"How far is the moon?"}]}\
      """;
  private static final String CHUNKS =
      """
      data: {"id":"chatcmpl-1","created":1,"model":"gpt-5","choices":[{"index":0,"delta":{"content":"A light"}}]}

      data: {"id":"chatcmpl-1","created":1,"model":"gpt-5","choices":[{"index":0,"delta":{"content":" second."}}]}

      data: {"id":"chatcmpl-1","created":1,"model":"gpt-5","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: [DONE]

      """;

  // example: route
  static UpstreamRequest askForARoute(Path folder, byte[] body) {
    Plan plan = new PlanLoader().load(folder, LoadMode.STRICT, Optional.empty()).plan();
    ProviderPlan provider = plan.provider("openai").orElseThrow();

    HeaderFields headers = new HeaderFields();
    headers.add("Content-Type", "application/json");
    ClientRequest client = ClientRequest.post(Api.CLAUDE_MESSAGES, "/v1/messages", headers, body);

    Route route = provider.route(client.api(), client.stream()).orElseThrow();
    UpstreamKey key = UpstreamKey.of(provider.name(), Secret.of("sk-secret"));
    return route.request().apply(client, key, "");
  }

  // end

  @Test
  void aRouteMakesTheUpstreamRequest() {
    UpstreamRequest sent = askForARoute(PROVIDERS, bytes(QUESTION));
    assertThat(sent.method()).isEqualTo("POST");
    assertThat(sent.url()).isEqualTo("https://api.openai.com/v1/chat/completions");
    assertThat(sent.headers().all("Authorization")).containsExactly("Bearer sk-secret");
    assertThat(new String(sent.body(), StandardCharsets.UTF_8))
        .contains("{\"role\":\"user\",\"content\":\"How far is the moon?\"}");
  }

  // example: request
  static byte[] translateARequest(byte[] messagesRequest) {
    Translation translation = Translation.between(Tongue.MESSAGES, Tongue.CHAT);
    Losses losses = new Losses();
    byte[] chatRequest = translation.request(messagesRequest, losses);
    losses.counts().forEach((field, times) -> System.err.println(field + " lost " + times + "x"));
    return chatRequest;
  }

  // end

  @Test
  void aRequestIsTranslated() {
    assertThat(translateARequest(bytes(QUESTION)))
        .asString()
        .contains("\"role\":\"system\"", "\"Be brief.\"", "\"How far is the moon?\"")
        .doesNotContain("\"system\":");
  }

  @Test
  void aRequestThatIsNoneIsRefused() {
    assertThatThrownBy(() -> translateARequest(bytes("[1]")))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage("the body must be a JSON object");
    assertThatThrownBy(() -> translateARequest(bytes("{\"a\":")))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageStartingWith("invalid json: ");
  }

  @Test
  void theHistoryOfAStreamedGeminiConversationGoesOnAsWholes() {
    String history =
        """
        {"contents":[{"role":"user","parts":[{"text":"Hi"}]},
          {"role":"model","parts":[{"text":"Good "},{"text":"day"}]},
          {"role":"user","parts":[{"text":"Bye"}]}]}\
        """;
    byte[] request =
        Translation.between(Tongue.GEMINI, Tongue.CHAT)
            .request(bytes(history), new RouteFacts("gpt-5", true), new Losses());
    assertThat(request).asString().contains("\"Good day\"", "\"stream\":true", "\"gpt-5\"");
  }

  // example: answer
  static byte[] translateAnAnswer(byte[] chatAnswer) {
    Translation translation = Translation.between(Tongue.MESSAGES, Tongue.CHAT);
    AnswerContext context =
        AnswerContext.showingAll(
            "claude-sonnet-4-5", Clock.systemUTC(), () -> UUID.randomUUID().toString());
    return translation.answer(chatAnswer, context, new Losses());
  }

  // end

  @Test
  void anAnswerIsTranslated() {
    String answer =
        """
        {"id":"chatcmpl-1","model":"gpt-5","choices":[
          {"index":0,"message":{"role":"assistant","content":"A light second."},"finish_reason":"stop"}]}\
        """;
    assertThat(translateAnAnswer(bytes(answer)))
        .asString()
        .contains(
            "{\"type\":\"text\",\"text\":\"A light second.\"}", "\"stop_reason\":\"end_turn\"");
    assertThatThrownBy(() -> translateAnAnswer(bytes("<html>")))
        .isInstanceOf(InvalidAnswer.class)
        .hasMessageStartingWith("the upstream's answer is not JSON: ");
    assertThatThrownBy(() -> translateAnAnswer(bytes("7")))
        .isInstanceOf(InvalidAnswer.class)
        .hasMessage("the upstream's answer is not a JSON object");
  }

  // example: stream
  static void translateAStream(InputStream upstream, OutputStream client) throws IOException {
    AnswerContext context =
        AnswerContext.showingAll(
            "claude-sonnet-4-5", Clock.systemUTC(), () -> UUID.randomUUID().toString());
    TranslatedStream stream =
        Translation.between(Tongue.MESSAGES, Tongue.CHAT).stream(context, new Losses());
    byte[] chunk = new byte[8192];
    ByteCollector out = new ByteCollector(8192);
    for (int n = upstream.read(chunk); n >= 0; n = upstream.read(chunk)) {
      stream.feed(chunk, 0, n, out);
      client.write(out.toByteArray());
      out.clear();
    }
    stream.finish(out);
    client.write(out.toByteArray());
    stream.failure().ifPresent(why -> System.err.println("cut short: " + why.getMessage()));
  }

  // end

  @Test
  void aStreamIsTranslated() throws IOException {
    ByteArrayOutputStream client = new ByteArrayOutputStream();
    translateAStream(new ByteArrayInputStream(bytes(CHUNKS)), client);
    assertThat(client.toString(StandardCharsets.UTF_8))
        .startsWith("event: message_start\ndata: {")
        .contains("{\"type\":\"text_delta\",\"text\":\" second.\"}")
        .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
  }

  @Test
  void aStreamMayBeCutAnywhereIntoChunks() {
    ByteCollector whole = new ByteCollector(512);
    TranslatedStream oneChunk = chatToMessages();
    oneChunk.feed(bytes(CHUNKS), whole);
    oneChunk.finish(whole);

    ByteCollector pieces = new ByteCollector(512);
    TranslatedStream manyChunks = chatToMessages();
    for (byte one : bytes(CHUNKS)) {
      manyChunks.feed(new byte[] {one}, pieces);
    }
    manyChunks.finish(pieces);
    assertThat(pieces.toByteArray()).asString().isEqualTo(text(whole));
  }

  @Test
  void aStreamThatStopsInTheMiddleSaysSo() {
    ByteCollector out = new ByteCollector(512);
    TranslatedStream stream = chatToMessages();
    stream.feed(bytes(CHUNKS.substring(0, CHUNKS.indexOf("\n\n") + 2)), out);
    stream.finish(out);
    assertThat(stream.failure().orElseThrow().code()).isEqualTo(InvalidAnswer.CUT);
    assertThat(text(out)).contains("event: error\n").doesNotContain("message_stop");
  }

  // example: collect
  static byte[] collectAStream(InputStream chatStream) throws IOException {
    AnswerContext context =
        AnswerContext.showingAll("gpt-5", Clock.systemUTC(), () -> UUID.randomUUID().toString());
    CollectedStream stream =
        Translation.between(Tongue.MESSAGES, Tongue.CHAT).collection(context, new Losses());
    byte[] chunk = new byte[8192];
    for (int n = chatStream.read(chunk); n >= 0; n = chatStream.read(chunk)) {
      stream.feed(chunk, 0, n);
    }
    return stream.finish();
  }

  // end

  @Test
  void aStreamIsCollected() throws IOException {
    assertThat(collectAStream(new ByteArrayInputStream(bytes(CHUNKS))))
        .asString()
        .contains("\"type\":\"message\"", "\"text\":\"A light second.\"");
    assertThatThrownBy(() -> collectAStream(InputStream.nullInputStream()))
        .isInstanceOf(InvalidAnswer.class)
        .hasMessage("the upstream's stream holds no answer");
  }

  // example: usage
  static Usage readTheUsage(Path folder, InputStream upstream) throws IOException {
    Plan plan = new PlanLoader().load(folder, LoadMode.STRICT, Optional.empty()).plan();
    ProviderPlan provider = plan.provider("openai").orElseThrow();
    Route route = provider.route(Api.CHAT_COMPLETIONS, true).orElseThrow();

    UsageStream stream = route.usage().stream(FactSources.NONE);
    EventReader events = new EventReader();
    byte[] chunk = new byte[8192];
    for (int n = upstream.read(chunk); n >= 0; n = upstream.read(chunk)) {
      events.feed(chunk, 0, n, stream::event);
    }
    events.finish(stream::event);

    UsageReading reading = stream.reading();
    reading.finishReason().ifPresent(reason -> System.err.println("stopped: " + reason));
    System.err.println(MatchedFact.json(reading.facts()));
    return reading.usage();
  }

  // end

  @Test
  void usageIsReadFromAStream() throws IOException {
    String last = "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3}}";
    String stream = CHUNKS.replace("data: [DONE]", "data: " + last + "\n\ndata: [DONE]");
    assertThat(readTheUsage(PROVIDERS, new ByteArrayInputStream(bytes(stream))))
        .isEqualTo(new Usage(9, 3, 12, 0, 0, Map.of()));
  }

  @Test
  void thePageShowsTheseExamples() throws IOException {
    String source = Files.readString(SOURCE);
    String page = Files.readString(PAGE);
    String renewed =
        Pattern.compile("(?s)<!-- example: (\\w+) -->\n```java\n.*?```\n")
            .matcher(page)
            .replaceAll(
                place ->
                    "<!-- example: %s -->\n```java\n%s```\n"
                        .formatted(
                            place.group(1), example(source, place.group(1)).replace("$", "\\$")));
    if ("write".equals(System.getProperty("reference.mode"))) {
      Files.writeString(PAGE, renewed);
    }
    assertThat(PAGE).hasContent(renewed);
    assertThat(shown(renewed, "<!-- example: (\\w+) -->"))
        .as("examples on the page")
        .containsExactlyElementsOf(shown(source, "(?m)^  // example: (\\w+)$"));
    assertThat(shown(renewed, "(```java)")).as("code on the page").hasSize(6);
  }

  private static List<String> shown(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static String example(String source, String name) {
    String begin = "  // example: " + name + "\n";
    int from = source.indexOf(begin) + begin.length();
    String lines = source.substring(from, source.indexOf("  // end\n", from));
    return lines.stripTrailing().stripIndent() + "\n";
  }

  private static TranslatedStream chatToMessages() {
    AnswerContext context = new AnswerContext("m", 1_700_000_000L, () -> "1", true, true);
    return Translation.between(Tongue.MESSAGES, Tongue.CHAT).stream(context, new Losses());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ByteCollector bytes) {
    return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
  }
}
