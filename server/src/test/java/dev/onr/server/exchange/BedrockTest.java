package dev.onr.server.exchange;

import static dev.onr.server.exchange.BedrockStage.MODEL;
import static dev.onr.server.exchange.BedrockStage.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import dev.onr.server.exchange.ScriptedUpstream.Request;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests to AWS, each checked as AWS checks it, and whole answers. */
class BedrockTest {
  private static final String ASK =
      "{\"model\":\"%s\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
          .formatted(MODEL);

  private static BedrockStage answering(int status, String body, String... headers) {
    return new BedrockStage((line, request) -> line.write(json(status, body, headers)));
  }

  @Test
  void anInvocationHasNoHeadersButItsOwn() throws Exception {
    try (BedrockStage stage = answering(200, Claude.MESSAGE)) {
      Answer answer =
          stage.ask("aws-bedrock", "/v1/messages", ASK, "anthropic-version: 2023-06-01", "X-A: b");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo(Claude.MESSAGE);
      Request sent = stage.sent();
      assertThat(sent.firstLine())
          .isEqualTo("POST /model/us.anthropic.claude-sonnet-4-20250514-v1%3A0/invoke HTTP/1.1");
      assertThat(names(sent))
          .containsExactlyInAnyOrder(
              "accept",
              "authorization",
              "content-length",
              "content-type",
              "host",
              "user-agent",
              "x-amz-date",
              "x-amz-security-token",
              "x-onr-hops");
      assertThat(sent.header("authorization").getFirst())
          .contains("/eu-west-1/bedrock/aws4_request, ")
          .contains("SignedHeaders=content-length;host;x-amz-date;x-amz-security-token,");
      assertThat(sent.head()).doesNotContain("an/aws+secret").doesNotContain("key-of-the-client");
      assertThat(sent.text())
          .isEqualTo(
              "{\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
                  + "\"anthropic_version\":\"bedrock-2023-05-31\"}");
    }
  }

  private static List<String> names(Request request) {
    return request
        .head()
        .lines()
        .skip(1)
        .filter(line -> !line.isEmpty())
        .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
        .collect(Collectors.toList());
  }

  @Test
  void aChatIsTranslatedBothWays() throws Exception {
    try (BedrockStage stage = answering(200, Claude.MESSAGE)) {
      Answer answer = stage.ask("aws-bedrock", "/v1/chat/completions", ASK);

      assertThat(answer.text())
          .contains("\"object\":\"chat.completion\"")
          .contains("\"content\":\"hello\"")
          .contains("\"finish_reason\":\"stop\"");
    }
  }

  @Test
  void aLargeBodyIsSignedAsItIsSent() throws Exception {
    try (BedrockStage stage = answering(200, Claude.MESSAGE)) {
      String large = ASK.replace("hi", "ü".repeat(400_000));

      assertThat(stage.ask("aws-bedrock", "/v1/messages", large).status()).isEqualTo(200);
      assertThat(stage.sent().body()).hasSizeGreaterThan(800_000);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "eu.anthropic.x-v1:0,  /model/eu.anthropic.x-v1%3A0/invoke",
    "arn:aws:bedrock:eu-west-1:1:inference-profile/eu.x,"
        + " /model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A1%3Ainference-profile%2Feu.x/invoke",
    "a b?c#d%e&f+g,        /model/a%20b%3Fc%23d%25e%26f%2Bg/invoke",
    "modèle~_-.,           /model/mod%C3%A8le~_-./invoke",
    "x/invoke,             /model/x%2Finvoke/invoke",
  })
  void aModelIsOneSegmentOfThePathWhateverItsName(String model, String path) throws Exception {
    try (BedrockStage stage = answering(200, Claude.MESSAGE)) {
      String ask = ASK.replace(MODEL, model);

      assertThat(stage.ask("aws-bedrock", "/v1/messages", ask).status()).isEqualTo(200);
      assertThat(stage.sent().firstLine()).isEqualTo("POST " + path + " HTTP/1.1");
    }
  }

  @Test
  void aModelCanNotLeadToAnotherPath() throws Exception {
    try (BedrockStage stage = answering(200, Claude.MESSAGE)) {
      String ask = ASK.replace(MODEL, "../agents");

      assertThat(stage.ask("aws-bedrock", "/v1/messages", ask).status()).isEqualTo(400);
      assertThat(stage.upstream.requests).isEmpty();
    }
  }

  @Test
  void plainRequestsSignTheHeadersThatTheyHave() throws Exception {
    try (BedrockStage stage = answering(200, Claude.MESSAGE)) {
      Answer answer =
          stage.ask(
              "aws-bedrock-mantle",
              "/v1/messages?b=1+2&a=%2F",
              ASK,
              "Accept: application/json",
              "anthropic-beta: computer-use-2025-01-24, other");

      assertThat(answer.text()).isEqualTo(Claude.MESSAGE);
      Request sent = stage.sent();
      assertThat(sent.firstLine()).isEqualTo("POST /anthropic/v1/messages?a=%2F&b=1%202 HTTP/1.1");
      assertThat(sent.header("anthropic-beta")).containsExactly("computer-use-2025-01-24");
      assertThat(sent.header("authorization").getFirst())
          .contains(
              "SignedHeaders=accept;anthropic-beta;anthropic-version;content-length;content-type;"
                  + "host;x-amz-date;x-amz-security-token,");
    }
  }

  @Test
  void streamsOfPlainRequestsAreEventsAlready() throws Exception {
    String events = "data: {\"id\":1}\n\ndata: [DONE]\n\n";
    try (BedrockStage stage =
        new BedrockStage(
            (line, request) -> {
              line.startEvents();
              line.chunk(events);
              line.endChunks();
            })) {
      Answer answer =
          stage.ask(
              "aws-bedrock-mantle",
              "/v1/chat/completions",
              "{\"model\":\"m\",\"stream\":true,\"messages\":[]}");

      assertThat(answer.text()).isEqualTo(events);
      assertThat(stage.sent().firstLine()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
    }
  }

  @Test
  void aRefusalIsToldInTheClientsDialect() throws Exception {
    String error = "{\"message\":\"Too many tokens, please wait.\"}";
    try (BedrockStage stage =
        answering(429, error, "x-amzn-ErrorType: ThrottlingException:http://aws")) {
      Answer messages = stage.ask("aws-bedrock", "/v1/messages", ASK);
      Answer chat = stage.ask("aws-bedrock", "/v1/chat/completions", ASK);

      assertThat(messages.status()).isEqualTo(429);
      assertThat(messages.text())
          .isEqualTo(
              "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\","
                  + "\"message\":\"Too many tokens, please wait.\","
                  + "\"code\":\"ThrottlingException\"}}");
      assertThat(chat.status()).isEqualTo(429);
      assertThat(chat.text())
          .isEqualTo(
              "{\"error\":{\"message\":\"Too many tokens, please wait.\","
                  + "\"type\":\"upstream_error\",\"param\":null,"
                  + "\"code\":\"ThrottlingException\"}}");
    }
  }

  @Test
  void aSignatureIsMadeAnewForEachRequest() throws Exception {
    try (BedrockStage stage = answering(200, Claude.MESSAGE);
        RawClient client = stage.client()) {
      for (String word : List.of("hi", "ho", "hum")) {
        String request =
            BedrockStage.request("aws-bedrock", "/v1/messages", ASK.replace("hi", word));
        assertThat(client.send(request).answer().status()).isEqualTo(200);
      }
      assertThat(stage.upstream.requests)
          .extracting(request -> request.header("authorization").getFirst())
          .doesNotHaveDuplicates()
          .hasSize(3);
    }
  }

  @Test
  void aKeyThatACallerBringsIsNoKeyOfAws() throws Exception {
    try (BedrockStage stage = answering(200, Claude.MESSAGE);
        RawClient client = stage.client()) {
      String request =
          BedrockStage.request("aws-bedrock", "/v1/messages", ASK)
              .replace(BedrockStage.ACCESS_KEY, "onr:v1?k=master&uk=sk-mine");
      Answer answer = client.send(request).answer();

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text())
          .contains("missing_upstream_key")
          .contains("aws region is required; set aws_region for the key byok of aws-bedrock")
          .doesNotContain("sk-mine");
    }
  }
}
