package dev.onr.server.exchange;

import dev.onr.server.RunningGateway;
import dev.onr.server.exchange.ScriptedUpstream.Line;
import dev.onr.server.exchange.ScriptedUpstream.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/**
 * The providers for AWS that ship, in front of an upstream that turns away what is not signed as
 * AWS wants it.
 */
final class BedrockStage implements AutoCloseable {
  static final String MODEL = "us.anthropic.claude-sonnet-4-20250514-v1:0";
  static final String ACCESS_KEY = "key-of-the-client";

  /** Beginning of an answer that is a stream of frames. */
  static final String FRAMES =
      "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.amazon.eventstream\r\n"
          + "x-amzn-RequestId: r-1\r\nTransfer-Encoding: chunked\r\n\r\n";

  static final SignatureCheck CHECK =
      new SignatureCheck("AKIDEXAMPLE", "an/aws+secret", "a/session+token==", "eu-west-1");

  /** What the upstream does with a request whose signature is right. */
  interface Reply {
    void to(Line line, Request request) throws Exception;
  }

  final ScriptedUpstream upstream;
  private final BlockingQueue<String> turnedAway = new LinkedBlockingQueue<>();
  private final RunningGateway gateway;

  BedrockStage(Reply reply) {
    upstream = new ScriptedUpstream(line -> serve(line, reply));
    gateway = gateway(upstream.url(), "");
  }

  /**
   * A gateway that reaches AWS under another base URL.
   *
   * @param more top-level lines of onr.yaml
   */
  static RunningGateway gateway(String baseUrl, String more) {
    try {
      Path directory = Files.createTempDirectory("onr-bedrock-");
      RunningGateway gateway = RunningGateway.start(configuration(directory, baseUrl, more));
      for (String file : new String[] {"onr.yaml", "keys.yaml", ""}) {
        Files.delete(directory.resolve(file)); // read once, in the beginning
      }
      return gateway;
    } catch (Exception e) {
      throw new AssertionError("the gateway does not start", e);
    }
  }

  private void serve(Line line, Reply reply) throws Exception {
    for (Request request = line.request(); request != null; request = line.request()) {
      Optional<String> trouble = CHECK.trouble(request);
      if (trouble.isPresent()) {
        turnedAway.add(trouble.get());
        line.write(json(403, "{\"message\":\"The request signature does not match\"}"));
      } else {
        reply.to(line, request);
      }
    }
  }

  private static Path configuration(Path directory, String baseUrl, String more)
      throws IOException {
    Path keys = directory.resolve("keys.yaml");
    Files.writeString(
        keys,
        """
        providers:
          aws-bedrock: {keys: [&aws {name: prod, base_url_override: "%s",
            aws_access_key_id: AKIDEXAMPLE, aws_secret_access_key: an/aws+secret,
            aws_session_token: a/session+token==, aws_region: EU-West-1}]}
          aws-bedrock-mantle: {keys: [*aws]}
        access_keys:
          - {name: client, value: %s}
        """
            .formatted(baseUrl, ACCESS_KEY));
    Path configuration = directory.resolve("onr.yaml");
    Files.writeString(
        configuration,
        """
        auth: {api_key: master}
        server: {listen: "127.0.0.1:0", workers: 1}
        providers: {dir: "%s"}
        keys: {file: "%s"}
        """
                .formatted(Path.of("../config/onr.conf").toAbsolutePath().normalize(), keys)
            + more);
    return configuration;
  }

  /** A whole answer. */
  static String json(int status, String body, String... headers) {
    return "HTTP/1.1 %d X\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(
            status,
            headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n",
            body.getBytes(StandardCharsets.UTF_8).length,
            body);
  }

  /** Sends bytes as one chunk of a chunked body. */
  static void chunk(Line line, byte[] bytes) throws IOException {
    byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[size.length + bytes.length + 2];
    System.arraycopy(size, 0, all, 0, size.length);
    System.arraycopy(bytes, 0, all, size.length, bytes.length);
    all[all.length - 2] = '\r';
    all[all.length - 1] = '\n';
    line.write(all);
  }

  String baseUrl() {
    return gateway.baseUrl();
  }

  RawClient client() throws IOException {
    return new RawClient(gateway.port());
  }

  /** One request on a connection of its own. */
  RawClient.Answer ask(String provider, String path, String body, String... headers)
      throws IOException {
    try (RawClient client = client()) {
      return client.send(request(provider, path, body, headers)).answer();
    }
  }

  static String request(String provider, String path, String body, String... headers) {
    return "POST %s HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer %s\r\n"
            .formatted(path, ACCESS_KEY)
        + "x-onr-provider: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
            .formatted(provider, body.getBytes(StandardCharsets.UTF_8).length)
        + String.join("", Stream.of(headers).map(header -> header + "\r\n").toList())
        + "\r\n"
        + body;
  }

  ExchangeRecord record() throws InterruptedException {
    return gateway.nextRecord();
  }

  /** The one request that came. */
  Request sent() {
    if (upstream.requests.size() != 1) {
      throw new AssertionError(upstream.requests.size() + " requests came");
    }
    return upstream.requests.getFirst();
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    upstream.close();
    if (!turnedAway.isEmpty()) {
      throw new AssertionError(turnedAway.toString());
    }
  }
}
