package dev.onr.server.exchange;

import static dev.onr.server.exchange.OAuthStage.auth;
import static dev.onr.server.exchange.OAuthStage.await;
import static dev.onr.server.exchange.OAuthStage.json;
import static dev.onr.server.exchange.OAuthStage.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.OAuthStage.Setup;
import dev.onr.server.exchange.RawClient.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Token servers that fail, and what the client and the files get to know of it. */
class TokenServerFaultsTest {
  private final AtomicReference<String> taken = new AtomicReference<>("token-1");

  @Test
  void aTokenServerThatHangsHarmsOnlyItsProvider() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    try (ScriptedUpstream tokens =
            OAuthStage.server(
                request -> {
                  asked.countDown();
                  await(never);
                  return "";
                });
        ScriptedUpstream upstream = OAuthStage.taking(new AtomicReference<>("sk"));
        OAuthStage stage = Setup.of(upstream, auth(tokens, "oauth_timeout_ms 1500;")).start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> hanging = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        hanging.add(threads.submit(stage::chat));
      }
      await(asked);
      for (int i = 0; i < 20; i++) {
        assertThat(stage.post("plain", "/v1/chat/completions", OAuthStage.CHAT).status())
            .isEqualTo(200);
      }
      for (Future<Answer> each : hanging) {
        Answer answer = each.get(20, TimeUnit.SECONDS);
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.text())
            .contains("\"code\":\"oauth_token_timeout\"")
            .contains("gave no token within 1500 ms");
      }
      never.countDown();
    }
  }

  @Test
  void whatATokenServerDoesWrongIsToldWithoutItsSecrets() throws Exception {
    String echo = "refresh-1 hush";
    Map<String, String> wrong =
        Map.of(
            json(400, "{\"error\":\"invalid_grant\",\"error_description\":\"" + echo + "\"}"),
            "oauth token endpoint failed: status=400 (invalid_grant)",
            json(500, echo),
            "oauth token endpoint failed: status=500",
            json(200, "{\"token\":\"" + echo + "\"}"),
            "oauth token not found at $.access_token",
            json(200, "\"" + echo + "\""),
            "oauth token endpoint non-json response: not an object",
            "HTTP/1.1 307 X\r\nLocation: /elsewhere?t=hush\r\nContent-Length: 0\r\n\r\n",
            "oauth token endpoint failed: status=307");
    for (Map.Entry<String, String> each : wrong.entrySet()) {
      try (ScriptedUpstream tokens = OAuthStage.server(request -> each.getKey());
          ScriptedUpstream upstream = OAuthStage.taking(taken);
          OAuthStage stage = Setup.of(upstream, auth(tokens, "")).start()) {
        Answer answer = stage.chat();

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text())
            .contains(each.getValue())
            .contains("\"code\":\"oauth_token_failed\"")
            .doesNotContain("refresh-1", "hush");
        assertThat(upstream.requests).isEmpty();
        assertThat(stage.record().outcome().cause()).doesNotContain("refresh-1", "hush");
      }
    }
  }

  @Test
  void noTokenIsInADumpWhereverItStood(@TempDir Path directory) throws Exception {
    AtomicReference<String> sent = new AtomicReference<>("");
    try (ScriptedUpstream tokens =
            OAuthStage.server(request -> token("canary-access-token", 3600));
        ScriptedUpstream upstream =
            OAuthStage.server(
                request -> {
                  sent.set(request.header("x-acme").getFirst());
                  return json(200, "{\"echo\":\"canary-access-token canary-refresh-token\"}");
                });
        OAuthStage stage =
            Setup.of(upstream, auth(tokens, ""))
                .withKey("value: canary-refresh-token")
                .withYaml("traffic_dump: {enabled: true, dir: \"%s\"}\n".formatted(directory))
                .start()) {
      assertThat(stage.post("acme", "/v1/messages", OAuthStage.CHAT).text())
          .contains("canary-access-token");
      assertThat(sent).hasValue("canary-access-token");
    }
    try (Stream<Path> dumps = Files.list(directory)) {
      assertThat(dumps)
          .singleElement()
          .satisfies(
              dump ->
                  assertThat(Files.readString(dump))
                      .contains("X-Acme: [REDACTED]")
                      .contains("{\"echo\":\"[REDACTED] [REDACTED]\"}")
                      .doesNotContain("canary"));
    }
  }

  @Test
  void aFailureIsNotKept() throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (ScriptedUpstream tokens =
            OAuthStage.server(
                request ->
                    count.incrementAndGet() == 1 ? json(503, "{}") : token("token-1", 3600));
        ScriptedUpstream upstream = OAuthStage.taking(taken);
        OAuthStage stage = Setup.of(upstream, auth(tokens, "")).start()) {
      assertThat(stage.chat().status()).isEqualTo(502);
      assertThat(stage.chat().status()).isEqualTo(200);
    }
  }

  @Test
  void aTokenServerThatIsNotThereOrBreaksOffIsNamed() throws Exception {
    try (ScriptedUpstream tokens =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"access");
                  line.close();
                });
        ScriptedUpstream upstream = OAuthStage.taking(taken);
        OAuthStage stage = Setup.of(upstream, auth(tokens, "")).start()) {
      Answer cut = stage.chat();
      assertThat(cut.status()).isEqualTo(502);
      assertThat(cut.text())
          .contains("\"code\":\"oauth_token_unreachable\"")
          .contains("oauth token endpoint 127.0.0.1:" + tokens.port() + " broke off in its answer");

      tokens.close();
      Answer gone = stage.chat();
      assertThat(gone.status()).isEqualTo(502);
      assertThat(gone.text())
          .contains("\"code\":\"oauth_token_unreachable\"")
          .contains("oauth token endpoint can't be reached: could not connect to 127.0.0.1:");
    }
  }

  @Test
  void anEndlessAnswerOfATokenServerIsCutOff() throws Exception {
    String megabyte = "x".repeat(1 << 20);
    try (ScriptedUpstream tokens =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                  line.chunk(megabyte);
                  line.chunk("y");
                  line.awaitClose();
                });
        ScriptedUpstream upstream = OAuthStage.taking(taken);
        OAuthStage stage = Setup.of(upstream, auth(tokens, "")).start()) {
      Answer answer = stage.chat();
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("answered more than 1 MiB");
    }
  }

  @Test
  void errorsComeInTheClientsDialect() throws Exception {
    try (ScriptedUpstream tokens = OAuthStage.server(request -> json(400, "{}"));
        ScriptedUpstream upstream = OAuthStage.taking(taken);
        OAuthStage stage = Setup.of(upstream, auth(tokens, "")).start()) {
      assertThat(stage.post("acme", "/v1/messages", OAuthStage.CHAT).text())
          .startsWith("{\"type\":\"error\",\"error\":{");
      assertThat(
              stage.post("acme", "/v1beta/models/m:generateContent", "{\"contents\":[]}").status())
          .isEqualTo(400); // no project, so the path can't be made: nothing is fetched for that
    }
  }
}
