package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the files of the traffic dump. */
class DumpsTest {
  private static final String CHAT = "{\"model\":\"m\"}";

  @TempDir Path directory;

  private TestGateway.Builder gateway(String baseUrl, String... more) {
    return TestGateway.to(baseUrl)
        .yaml(
            "traffic_dump:\n  enabled: true\n  dir: %s\n".formatted(directory.resolve("dumps"))
                + String.join("", Stream.of(more).map(line -> "  " + line + "\n").toList()));
  }

  private static Answer ask(TestGateway gateway, String path, String body, String... headers)
      throws Exception {
    try (RawClient client = gateway.client()) {
      String[] all = Arrays.copyOf(headers, headers.length + 1);
      all[headers.length] = "X-Onr-Request-Id: id-1";
      return client.send(TestGateway.post(path, body, all)).answer();
    }
  }

  private String dump() throws IOException {
    return Files.readString(directory.resolve("dumps/id-1.log"));
  }

  /** The dump from a section on. */
  private String dumpFrom(String title) throws IOException {
    String all = dump();
    return all.substring(all.indexOf("=== " + title + " ==="));
  }

  @Test
  void aWholeAnswer() throws Exception {
    String answer =
        "HTTP/1.1 200 Fine\r\nContent-Type: application/json\r\nSet-Cookie: a=b\r\n"
            + "x-lower-case: 1\r\nContent-Length: 8\r\n\r\n{\"ok\":1}";
    try (ScriptedUpstream upstream = ScriptedUpstream.answering(answer)) {
      try (TestGateway gateway = gateway(upstream.url() + "/base?key=abc&alt=sse").start()) {
        ask(gateway, "/v1/chat/completions?token=t&b=1", CHAT, "appname: me");
      }
      String text = dump();
      String url = text.replaceFirst("(?s).*\nPOST (\\S+)\n.*", "$1");
      assertThat(url).contains("key=%5BREDACTED%5D").doesNotContain("abc");
      assertThat(text).containsPattern("\ntime=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\n");
      assertThat(text.replaceFirst("time=\\S+", "time=T").replace(url, "U"))
          .isEqualTo(
              """
              === META ===
              time=T
              request_id=id-1
              method=POST
              path=/v1/chat/completions?b=1&token=%5BREDACTED%5D
              client_ip=127.0.0.1
              headers:
                Appname: me
                Authorization: [REDACTED]
                Content-Length: 13
                Content-Type: application/json
                X-Onr-Request-Id: id-1

              === ORIGIN REQUEST ===
              {"model":"m"}

              === UPSTREAM REQUEST ===
              POST U
                Authorization: [REDACTED]
                Content-Type: application/json
                X-Onr-Hops: 1


              {"model":"m"}

              === UPSTREAM RESPONSE ===
              200 Fine
                Content-Length: 8
                Content-Type: application/json
                Set-Cookie: [REDACTED]
                X-Lower-Case: 1


              {"ok":1}

              === PROXY RESPONSE ===
              status=200


              {"ok":1}

              """);
    }
    Path file = directory.resolve("dumps/id-1.log");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isIn("rwxr-x---", "rwx------");
  }

  @Test
  void aStream() throws Exception {
    try (ScriptedUpstream upstream =
        new ScriptedUpstream(
            line -> {
              line.request();
              line.startEvents();
              line.chunk("data: {\"a\":1}\n\n");
              line.chunk("data: [DONE]\n\n");
              line.endChunks();
            })) {
      try (TestGateway gateway = gateway(upstream.url()).start()) {
        ask(gateway, "/v1/chat/completions", "{\"model\":\"m\",\"stream\":true}");
      }
      assertThat(dumpFrom("UPSTREAM RESPONSE"))
          .isEqualTo(
              """
              === UPSTREAM RESPONSE ===
              200 OK
                Content-Type: text/event-stream
                Transfer-Encoding: chunked


              data: {"a":1}

              data: [DONE]


              === PROXY RESPONSE ===
              status=200


              data: {"a":1}

              data: [DONE]


              === STREAM ===
              bytes_copied=29

              """);
    }
  }

  @Test
  void aStreamThatBreaksSaysSo() throws Exception {
    try (ScriptedUpstream upstream =
        new ScriptedUpstream(
            line -> {
              line.request();
              line.startEvents();
              line.chunk("data: {\"a\":1}\n\n");
              line.close();
            })) {
      try (TestGateway gateway = gateway(upstream.url()).start();
          RawClient client = gateway.client()) {
        client.send(
            TestGateway.post(
                "/v1/chat/completions",
                "{\"model\":\"m\",\"stream\":true}",
                "X-Onr-Request-Id: id-1"));
        client.rest();
      }
      assertThat(dumpFrom("PROXY RESPONSE")).contains("data: {\"a\":1}\n");
      assertThat(dumpFrom("STREAM")).contains("\nerror=").contains(" broke off");
    }
  }

  @Test
  void whatNeverReachedAnUpstreamEndsEarlier() throws Exception {
    try (TestGateway gateway = gateway("http://127.0.0.1:1").start()) {
      ask(gateway, "/v1/chat/completions", CHAT);
    }
    assertThat(dump())
        .contains("=== ORIGIN REQUEST ===", "=== UPSTREAM REQUEST ===")
        .doesNotContain("RESPONSE");
    try (TestGateway gateway = gateway("http://127.0.0.1:1").start();
        RawClient client = gateway.client()) {
      client.send(TestGateway.get("/nowhere?key=1", "X-Onr-Request-Id: id-2")).answer();
    }
    assertThat(Files.readString(directory.resolve("dumps/id-2.log")))
        .contains("path=/nowhere?key=%5BREDACTED%5D")
        .doesNotContain("REQUEST ===");
  }

  @Test
  void knownSecretsInBodiesAreHiddenAlsoAcrossTheLimit() throws Exception {
    String echo = "{\"you\":\"sk-spare and sk-up-long\",\"end\":\"sk-spare\"}";
    int limit = echo.length() - 6;
    try (ScriptedUpstream upstream = ScriptedUpstream.json(echo)) {
      try (TestGateway gateway = gateway(upstream.url(), "max_bytes: " + limit).start();
          RawClient client = gateway.client()) {
        String request =
            TestGateway.post("/v1/chat/completions", CHAT, "X-Onr-Request-Id: id-1")
                .replace("uk=sk-up", "uk=sk-up-long");
        assertThat(client.send(request).answer().text()).isEqualTo(echo);
      }
      assertThat(dumpFrom("UPSTREAM RESPONSE"))
          .contains("{\"you\":\"[REDACTED] and [REDACTED]\",\"end\":\"[REDACTED]\n[truncated]\n");
      assertThat(dump()).doesNotContain("sk-spare").doesNotContain("sk-up");
    }
  }

  @Test
  void withoutMaskingEverythingIsShown() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{\"k\":\"sk-spare\"}")) {
      try (TestGateway gateway = gateway(upstream.url(), "mask_secrets: false").start()) {
        ask(gateway, "/v1/chat/completions?key=1", CHAT);
      }
      assertThat(dump()).contains("Authorization: Bearer sk-up", "?key=1", "{\"k\":\"sk-spare\"}");
    }
  }

  @Test
  void otherThingsThanTextAreInBase64AndEncodedOnesAreDecoded() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("{\"packed\":true}".getBytes(StandardCharsets.UTF_8));
    }
    List<String> types = List.of("application/json\r\nContent-Encoding: gzip", "audio/mpeg");
    List<byte[]> bodies = List.of(packed.toByteArray(), new byte[] {0, 1, 2});
    List<String> shown = List.of("\n\n\n{\"packed\":true}\n\n", "\n\n\n[base64]\nAAEC\n\n");
    for (int i = 0; i < types.size(); i++) {
      String head = "HTTP/1.1 200 OK\r\nContent-Type: " + types.get(i) + "\r\nContent-Length: ";
      byte[] body = bodies.get(i);
      try (ScriptedUpstream upstream =
          new ScriptedUpstream(
              line -> {
                line.request();
                line.write(head + body.length + "\r\n\r\n");
                line.write(body);
              })) {
        try (TestGateway gateway = gateway(upstream.url()).start()) {
          ask(gateway, "/v1/chat/completions", CHAT);
        }
        assertThat(dumpFrom("UPSTREAM RESPONSE")).contains(shown.get(i));
        assertThat(dumpFrom("PROXY RESPONSE")).contains(shown.get(i));
      }
    }
  }

  @Test
  void onlyTheSectionsThatAreAskedFor() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{}")) {
      try (TestGateway gateway =
          gateway(upstream.url(), "sections: [origin_request, proxy_response]").start()) {
        ask(gateway, "/v1/chat/completions", CHAT);
      }
      assertThat(dump().lines().filter(line -> line.startsWith("===")))
          .containsExactly("=== ORIGIN REQUEST ===", "=== PROXY RESPONSE ===");
    }
  }

  @Test
  void aFileThatCannotBeMadeCostsTheDumpAndNothingElse() throws Exception {
    Files.writeString(directory.resolve("dumps"), "a file, not a directory");
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{}")) {
      TestGateway gateway = gateway(upstream.url()).start();
      try (gateway) {
        assertThat(ask(gateway, "/v1/chat/completions", CHAT).status()).isEqualTo(200);
      }
      assertThat(gateway.log.toString(StandardCharsets.UTF_8))
          .contains("WARN | traffic_dump | traffic dump start failed, skip for request | error=")
          .contains("id-1.log");
    }
  }

  @Test
  void aFullDiskIsToldOnceAndSoIsItsEndAndNoExchangeMinds() throws Exception {
    Path dumps = Files.createDirectories(directory.resolve("dumps"));
    for (String id : List.of("one", "two")) {
      Files.createSymbolicLink(dumps.resolve(id), Path.of("/dev"));
    }
    String big = "{\"x\":\"" + "y".repeat(100_000) + "\"}";
    try (ScriptedUpstream upstream = ScriptedUpstream.json(big)) {
      TestGateway gateway = gateway(upstream.url(), "file_path: \"{{.request_id}}/full\"").start();
      try (gateway;
          RawClient client = gateway.client()) {
        for (String id : List.of("one", "two", "three", "four")) {
          String request =
              TestGateway.post("/v1/chat/completions", CHAT, "X-Onr-Request-Id: " + id);
          assertThat(client.send(request).answer().text()).isEqualTo(big);
        }
      }
      for (String id : List.of("three", "four")) {
        assertThat(Files.readString(dumps.resolve(id + "/full")))
            .contains("=== META ===", "=== PROXY RESPONSE ===");
      }
      assertThat(gateway.log.toString(StandardCharsets.UTF_8).lines())
          .satisfiesExactly(
              trouble ->
                  assertThat(trouble)
                      .contains("traffic dump write failed", "No space left on device")
                      .contains("request_id=one"),
              end -> assertThat(end).contains("traffic dumps are written again", "lost_dumps=2"));
    }
  }

  @Test
  void noFileIsWrittenOutsideOfTheDirectory() throws Exception {
    for (String name : List.of("../{{.request_id}}.log", "{{.request_id}}/../../x", "{{.path}}")) {
      try (ScriptedUpstream upstream = ScriptedUpstream.json("{}")) {
        TestGateway gateway = gateway(upstream.url(), "file_path: \"" + name + "\"").start();
        try (gateway) {
          assertThat(ask(gateway, "/v1/chat/completions", CHAT).status()).isEqualTo(200);
        }
        assertThat(gateway.log.toString(StandardCharsets.UTF_8)).contains("start failed");
        assertThat(directory.resolve("dumps")).doesNotExist();
      }
    }
  }

  @Test
  void aLinkInPlaceOfTheFileIsNotFollowed() throws Exception {
    Path precious = Files.writeString(directory.resolve("precious"), "keep");
    Files.createDirectories(directory.resolve("dumps"));
    Files.createSymbolicLink(directory.resolve("dumps/id-1.log"), precious);
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{}");
        TestGateway gateway = gateway(upstream.url()).start()) {
      ask(gateway, "/v1/chat/completions", CHAT);
    }
    assertThat(precious).hasContent("keep");
  }

  @Test
  void picturesAreLeftOut() throws Exception {
    try (ScriptedUpstream upstream =
        ScriptedUpstream.json("{\"data\":[{\"b64_json\": \"AAAA\"}]}")) {
      try (TestGateway gateway =
          gateway(upstream.url()).matches("match api = \"images.edits\" {}").start()) {
        ask(gateway, "/v1/images/edits", "{\"model\":\"m\",\"image\":\"BBBB\",\"mask\" : \"CC\"}");
      }
      assertThat(dumpFrom("ORIGIN REQUEST"))
          .contains("\"image\":\"[[OMITTED]]\",\"mask\" : \"[[OMITTED]]\"");
      assertThat(dumpFrom("PROXY RESPONSE")).contains("{\"b64_json\": \"[[OMITTED]]\"}");
    }
  }
}
