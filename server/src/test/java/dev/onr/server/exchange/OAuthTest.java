package dev.onr.server.exchange;

import static dev.onr.server.exchange.OAuthStage.auth;
import static dev.onr.server.exchange.OAuthStage.await;
import static dev.onr.server.exchange.OAuthStage.json;
import static dev.onr.server.exchange.OAuthStage.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.credential.EncryptedValue;
import dev.onr.credential.MasterKey;
import dev.onr.credential.Secret;
import dev.onr.server.exchange.OAuthStage.Setup;
import dev.onr.server.exchange.RawClient.Answer;
import java.security.SecureRandom;
import java.time.Duration;
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
import org.junit.jupiter.api.Test;

/** When tokens are fetched, shared, renewed and given up. */
class OAuthTest {
  private final AtomicReference<String> taken = new AtomicReference<>("token-1");

  @Test
  void aRefusedTokenIsReplacedAndTheRequestSentOnceMore() throws Exception {
    try (ScriptedUpstream tokens = OAuthStage.counting();
        ScriptedUpstream upstream = OAuthStage.taking(taken);
        OAuthStage stage = Setup.of(upstream, auth(tokens, "")).start()) {
      assertThat(stage.chat().status()).isEqualTo(200);
      taken.set("token-2");

      Answer answer = stage.chat();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("{\"ok\":true}");
      assertThat(tokens.requests).hasSize(2);
      assertThat(upstream.requests)
          .extracting(request -> request.header("Authorization").getFirst())
          .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
      assertThat(upstream.requests).allMatch(request -> request.text().equals(OAuthStage.CHAT));
    }
  }

  @Test
  void aSecondRefusalGoesToTheClientAsItIs() throws Exception {
    try (ScriptedUpstream tokens = OAuthStage.counting();
        ScriptedUpstream upstream = OAuthStage.taking(new AtomicReference<>("none"));
        OAuthStage stage = Setup.of(upstream, auth(tokens, "")).start()) {
      Answer answer = stage.chat();

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.text()).contains("upstream says no");
      assertThat(tokens.requests).hasSize(2);
      assertThat(upstream.requests).hasSize(2);
    }
  }

  /** Done-when 2 of the issue: all of them had the old token in their hands. */
  @Test
  void aStormOf500RefusalsMakesOneTokenRequest() throws Exception {
    int clients = 500;
    CountDownLatch allSent = new CountDownLatch(clients);
    try (ScriptedUpstream tokens = OAuthStage.counting();
        ScriptedUpstream upstream =
            OAuthStage.server(
                request -> {
                  String token = request.header("Authorization").getFirst();
                  if (token.equals("Bearer token-2")) {
                    return json(200, "{}");
                  }
                  if (taken.get().equals("token-1")) {
                    return json(200, "{}");
                  }
                  allSent.countDown();
                  await(allSent);
                  return json(401, "{}");
                });
        OAuthStage stage =
            Setup.of(upstream, auth(tokens, ""))
                .withYaml("upstream: {max_connections_per_host: 2000}\n")
                .start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(stage.chat().status()).isEqualTo(200);
      taken.set("token-2");

      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        answers.add(threads.submit(stage::chat));
      }

      for (Future<Answer> answer : answers) {
        assertThat(answer.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
      }
      assertThat(tokens.requests).as("one for the first request, one for the storm").hasSize(2);
      assertThat(upstream.requests).hasSize(1 + 2 * clients);
    }
  }

  @Test
  void aColdStartOfManyRequestsMakesOneTokenRequest() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (ScriptedUpstream tokens =
            OAuthStage.server(
                request -> {
                  await(goOn);
                  return token("token-1", 3600);
                });
        ScriptedUpstream upstream = OAuthStage.taking(taken);
        OAuthStage stage = Setup.of(upstream, auth(tokens, "")).start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        answers.add(threads.submit(stage::chat));
      }
      goOn.countDown();
      for (Future<Answer> answer : answers) {
        assertThat(answer.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
      }
      assertThat(tokens.requests).hasSize(1);
    }
  }

  @Test
  void aLateRefusalOfAnOldTokenDoesNotRemoveTheNewOne() throws Exception {
    CountDownLatch firstSent = new CountDownLatch(1);
    CountDownLatch renewed = new CountDownLatch(1);
    AtomicInteger old = new AtomicInteger();
    try (ScriptedUpstream tokens = OAuthStage.counting();
        ScriptedUpstream upstream =
            OAuthStage.server(
                request -> {
                  if (request.header("Authorization").getFirst().equals("Bearer token-2")) {
                    return json(200, "{}");
                  }
                  if (old.getAndIncrement() == 0) {
                    firstSent.countDown();
                    await(renewed);
                  }
                  return json(401, "{}");
                });
        OAuthStage stage = Setup.of(upstream, auth(tokens, "")).start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> slow = threads.submit(stage::chat);
      await(firstSent);
      assertThat(stage.chat().status()).isEqualTo(200);
      renewed.countDown();

      assertThat(slow.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
      assertThat(stage.chat().status()).isEqualTo(200);
      assertThat(tokens.requests).hasSize(2);
    }
  }

  /** Q12: the fetch belongs to nobody. */
  @Test
  void aClientThatLeavesDoesNotTakeTheTokenFromTheOthers() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (ScriptedUpstream tokens =
            OAuthStage.server(
                request -> {
                  asked.countDown();
                  await(goOn);
                  return token("token-1", 3600);
                });
        ScriptedUpstream upstream = OAuthStage.taking(taken);
        OAuthStage stage = Setup.of(upstream, auth(tokens, "")).start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      RawClient leaving = stage.client();
      leaving.send(OAuthStage.request("acme", "/v1/chat/completions", OAuthStage.CHAT));
      await(asked);
      Future<Answer> staying = threads.submit(stage::chat);
      leaving.close();
      // Its exchange ends while the token server still keeps everybody waiting.
      assertThat(stage.record().outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
      goOn.countDown();

      assertThat(staying.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
      assertThat(tokens.requests).hasSize(1);
      assertThat(upstream.requests).hasSize(1);
    }
  }

  /** Done-when 2 of the issue. */
  @Test
  void aTokenIsRenewedBeforeItEnds() throws Exception {
    try (ScriptedUpstream tokens = OAuthStage.counting();
        ScriptedUpstream upstream = OAuthStage.server(request -> json(200, "{}"));
        OAuthStage stage = Setup.of(upstream, auth(tokens, "oauth_refresh_skew_sec 60;")).start()) {
      stage.chat();
      stage.pass(Duration.ofSeconds(3539));
      stage.chat();
      assertThat(tokens.requests).hasSize(1);
      stage.pass(Duration.ofSeconds(1));
      stage.chat();
      assertThat(tokens.requests).hasSize(2);
      assertThat(upstream.requests.getLast().header("Authorization"))
          .containsExactly("Bearer token-2");
    }
  }

  /** Q14 */
  @Test
  void aTokenThatLivesShorterThanTheSkewIsStillUsedTwice() throws Exception {
    try (ScriptedUpstream tokens = OAuthStage.server(request -> token("token-1", 60));
        ScriptedUpstream upstream = OAuthStage.taking(taken);
        OAuthStage stage = Setup.of(upstream, auth(tokens, "")).start()) {
      stage.chat();
      stage.pass(Duration.ofSeconds(29));
      stage.chat();
      assertThat(tokens.requests).hasSize(1);
      stage.pass(Duration.ofSeconds(1));
      stage.chat();
      assertThat(tokens.requests).hasSize(2);
    }
  }

  @Test
  void aReloadKeepsTokensThatAreStillAskedForInTheSameWay() throws Exception {
    try (ScriptedUpstream tokens = OAuthStage.counting();
        ScriptedUpstream upstream = OAuthStage.server(request -> json(200, "{}"));
        OAuthStage stage = Setup.of(upstream, auth(tokens, "")).start()) {
      stage.chat();
      stage.reload(Setup.of(upstream, auth(tokens, "")).withYaml("logging: {level: debug}\n"));
      stage.chat();
      assertThat(tokens.requests).hasSize(1);

      stage.reload(Setup.of(upstream, auth(tokens, "oauth_scope \"more\";")));
      stage.chat();
      assertThat(tokens.requests).hasSize(2);

      stage.reload(Setup.of(upstream, auth(tokens, "")).withKey("value: refresh-2"));
      stage.chat();
      assertThat(tokens.requests).hasSize(3);
      assertThat(tokens.requests.getLast().text()).endsWith("refresh_token=refresh-2");
    }
  }

  /** Q13 */
  @Test
  void tokenRequestsGoThroughTheProxyOfTheirProvider() throws Exception {
    try (ScriptedUpstream proxy =
            OAuthStage.server(
                request ->
                    request.firstLine().contains("/token")
                        ? token("token-1", 3600)
                        : json(200, "{}"));
        OAuthStage stage =
            new Setup(
                    "http://api.acme.test",
                    "oauth_mode openai; oauth_token_url \"http://id.acme.test/token\";",
                    "value: refresh-1",
                    "upstream_proxies: {by_provider: {acme: \"%s\"}}\n".formatted(proxy.url()),
                    Map.of())
                .start()) {
      assertThat(stage.chat().status()).isEqualTo(200);
      assertThat(proxy.requests)
          .extracting(ScriptedUpstream.Request::firstLine)
          .containsExactly(
              "POST http://id.acme.test/token HTTP/1.1",
              "POST http://api.acme.test/v1/chat/completions HTTP/1.1");
    }
  }

  /** The value is "refresh-1" under the master key of 32 zeros. */
  @Test
  void refreshTokensMayBeEncrypted() throws Exception {
    String sealed =
        EncryptedValue.encrypt(
            Secret.of("refresh-1"), MasterKey.of("A".repeat(43) + "="), new SecureRandom());
    try (ScriptedUpstream tokens = OAuthStage.counting();
        ScriptedUpstream upstream = OAuthStage.taking(taken);
        OAuthStage stage =
            Setup.of(upstream, auth(tokens, ""))
                .withKey("value: \"%s\"".formatted(sealed))
                .withVariables(Map.of("ONR_MASTER_KEY", "A".repeat(43) + "="))
                .start()) {
      assertThat(stage.chat().status()).isEqualTo(200);
      assertThat(tokens.requests.getFirst().text()).endsWith("&refresh_token=refresh-1");
    }
  }
}
