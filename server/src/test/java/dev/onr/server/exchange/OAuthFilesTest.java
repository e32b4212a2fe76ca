package dev.onr.server.exchange;

import static dev.onr.server.exchange.OAuthStage.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.OAuthStage.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tokens that outlive the process. Token server and upstream are names that only the provider's
 * proxy knows, so that the name of a token's file is the same in each run.
 */
class OAuthFilesTest {
  /** SHA-256 of provider, identity and hash of the key, as the reference makes it. */
  private static final String NAME =
      "27166c44138b324e395cc73b43664c9bb4815c2744b2e80833e156e45bf6bd27.json";

  private static final Instant IN_AN_HOUR = OAuthStage.START.plusSeconds(3600);

  private final List<String> askedFor = new CopyOnWriteArrayList<>();
  private final AtomicReference<String> taken = new AtomicReference<>("token-1");
  @TempDir Path temporary;

  private Path directory() {
    return temporary.resolve("run/oauth");
  }

  private Path file() {
    return directory().resolve(NAME);
  }

  /** A proxy that plays the token server, and an upstream that takes one token. */
  private ScriptedUpstream world() {
    return OAuthStage.server(
        request -> {
          if (request.firstLine().contains("//id.acme.test/token")) {
            askedFor.add(request.text());
            return OAuthStage.token("token-" + askedFor.size(), 3600);
          }
          return request.header("Authorization").equals(List.of("Bearer " + taken.get()))
              ? json(200, "{}")
              : json(401, "{}");
        });
  }

  private Setup setup(ScriptedUpstream world) {
    return new Setup(
        "http://api.acme.test",
        "oauth_mode openai; oauth_token_url \"http://id.acme.test/token\";",
        "value: refresh-1",
        """
        oauth: {token_persist: {enabled: true, dir: "%s"}}
        upstream_proxies: {by_provider: {acme: "%s"}}
        """
            .formatted(directory(), world.url()),
        Map.of());
  }

  private void store(String text) throws IOException {
    Files.createDirectories(directory());
    Files.writeString(file(), text);
  }

  private static String content(String token, Instant end) {
    return "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_at\":%d}"
        .formatted(token, end.getEpochSecond());
  }

  private boolean fileHolds(String content) {
    try {
      return Files.readString(file()).equals(content);
    } catch (IOException e) {
      return false;
    }
  }

  /** Files are written beside requests: an answer may be faster. */
  private static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void aTokenIsKeptWhereTheReferenceKeepsIt() throws Exception {
    try (ScriptedUpstream world = world();
        OAuthStage stage = setup(world).start()) {
      assertThat(stage.chat().status()).isEqualTo(200);
      eventually(() -> fileHolds(content("token-1", IN_AN_HOUR)));

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
          .isEqualTo("rw-------");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
          .isEqualTo("rwx------");
      try (Stream<Path> all = Files.list(directory())) {
        assertThat(all).as("nothing is left lying about").containsExactly(file());
      }
    }
  }

  @Test
  void aProcessThatStartsTakesTheTokenOfTheLastOne() throws Exception {
    store(content("token-1", IN_AN_HOUR));
    try (ScriptedUpstream world = world();
        OAuthStage stage = setup(world).start()) {
      assertThat(stage.chat().status()).isEqualTo(200);
      assertThat(askedFor).isEmpty();

      stage.pass(Duration.ofMinutes(55)); // from here on the token counts as used up
      taken.set("token-1");
      assertThat(stage.chat().status()).isEqualTo(200);
      assertThat(askedFor).hasSize(1);
    }
  }

  /** Q11: the reference takes the same token from the file again. */
  @Test
  void aRefusedTokenIsGoneFromTheFileToo() throws Exception {
    store(content("token-0", IN_AN_HOUR));
    try (ScriptedUpstream world = world();
        OAuthStage stage = setup(world).start()) {
      assertThat(stage.chat().status()).isEqualTo(200);
      assertThat(askedFor).hasSize(1);
      eventually(() -> fileHolds(content("token-1", IN_AN_HOUR)));

      taken.set("nothing");
      assertThat(stage.chat().status()).isEqualTo(401);
      assertThat(askedFor).hasSize(2);
      eventually(() -> fileHolds(content("token-2", IN_AN_HOUR)));
    }
  }

  @Test
  void filesThatHoldNoGoodTokenCountAsNone() throws Exception {
    for (String text :
        List.of(
            "",
            "{",
            "[]",
            "{\"access_token\":\"\",\"expires_at\":9999999999}",
            "{\"access_token\":\"token-0\"}",
            "{\"access_token\":\"token-0\",\"expires_at\":0}",
            "{\"access_token\":\"token-0\",\"expires_at\":1e99}",
            "{\"access_token\":\"to\\nken\",\"expires_at\":9999999999}",
            content("token-0", OAuthStage.START.plusSeconds(300)))) {
      askedFor.clear();
      store(text);
      try (ScriptedUpstream world = world();
          OAuthStage stage = setup(world).start()) {
        assertThat(stage.chat().status()).as(text).isEqualTo(200);
        assertThat(askedFor).as(text).hasSize(1);
        eventually(() -> fileHolds(content("token-1", IN_AN_HOUR)));
      }
    }
  }

  @Test
  void aDirectoryThatCantBeMadeHarmsNoRequest() throws Exception {
    Files.writeString(temporary.resolve("run"), "a file where a directory should be");
    try (ScriptedUpstream world = world();
        OAuthStage stage = setup(world).start()) {
      assertThat(stage.chat().status()).isEqualTo(200);
      assertThat(stage.chat().status()).isEqualTo(200);
      assertThat(askedFor).hasSize(1);
    }
  }
}
