package dev.onr.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.onr.Api;
import dev.onr.CaseFile;
import dev.onr.credential.Secret;
import dev.onr.credential.UpstreamKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What upstream request a client's request becomes. A case gives {@code steps} and any of {@code
 * call} (method and target), {@code api}, {@code headers} and {@code in} (the body), {@code key}
 * (attributes of the upstream key), {@code model} (what the client's path or token says), {@code
 * signed} (the time of a signature for AWS); and expects any of {@code url}, {@code sent}
 * (headers), {@code out} (body), {@code untouched} (the client's bytes), {@code mapped} (the
 * model), {@code losses} (fields that the translation could not say), {@code refused}.
 */
class RequestStepsTest {
  @TestFactory
  Stream<DynamicTest> cases() {
    return CaseFile.tests("steps/request", RequestStepsTest::check);
  }

  private static void check(CaseFile example) {
    RequestSteps steps = StepSyntax.parse(example.section("steps")).request();
    ClientRequest request = request(example);
    if (example.find("refused").isPresent()) {
      RequestRejected rejected =
          catchThrowableOfType(
              RequestRejected.class, () -> upstreamRequest(example, steps, request));
      assertThat(rejected).as("a refusal").isNotNull();
      String head =
          rejected.status() + " " + rejected.code() + rejected.param().map(p -> " " + p).orElse("");
      assertThat(head + "\n" + rejected.getMessage()).isEqualTo(example.section("refused"));
      return;
    }
    UpstreamRequest sent = upstreamRequest(example, steps, request);
    String body = new String(sent.body(), StandardCharsets.UTF_8);
    example.find("url").ifPresent(url -> assertThat(sent.url()).isEqualTo(url));
    example.find("out").ifPresent(out -> assertThat(body).isEqualTo(out));
    example.find("mapped").ifPresent(m -> assertThat(sent.mappedModel()).isEqualTo(m));
    example.find("sent").ifPresent(h -> assertThat(shown(sent.headers())).isEqualTo(h));
    example
        .find("losses")
        .ifPresent(lost -> assertThat(sent.losses().counts().toString()).isEqualTo(lost));
    if (example.find("untouched").isPresent()) {
      assertThat(sent.body()).isSameAs(request.body().bytes());
    }
    // Whatever one attempt does, the next begins with the client's bytes.
    assertThat(request.body().bytes()).isEqualTo(bytes(example));
  }

  private static UpstreamRequest upstreamRequest(
      CaseFile example, RequestSteps steps, ClientRequest request) {
    UpstreamKey key = key(example);
    UpstreamRequest sent = steps.apply(request, key, project(example));
    example
        .find("signed")
        .map(Instant::parse)
        .ifPresent(now -> steps.target().bedrock().orElseThrow().sign(sent, key, now));
    return sent;
  }

  private static ClientRequest request(CaseFile example) {
    String[] call = example.find("call").orElse("POST /v1/chat/completions").split(" ", 2);
    int mark = call[1].indexOf('?');
    HeaderFields headers = new HeaderFields();
    example
        .find("headers")
        .ifPresent(
            text ->
                text.lines()
                    .forEach(
                        line -> {
                          int colon = line.indexOf(':');
                          headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
                        }));
    Api api = example.find("api").flatMap(Api::named).orElse(Api.CHAT_COMPLETIONS);
    RequestBody body =
        RequestBody.inspect(bytes(example), headers.first("Content-Type"), api.allowsOpaqueBody());
    String override = example.find("model").orElse("");
    return new ClientRequest(
        api,
        body.stream(),
        override.isEmpty() ? body.model() : override,
        !override.isEmpty(),
        call[0],
        mark < 0 ? call[1] : call[1].substring(0, mark),
        mark < 0 ? "" : call[1].substring(mark + 1),
        headers,
        body);
  }

  private static byte[] bytes(CaseFile example) {
    String text = example.find("in").orElse("");
    boolean form = example.find("headers").orElse("").contains("multipart/form-data");
    return (form ? text.replace("\n", "\r\n") + "\r\n" : text).getBytes(StandardCharsets.UTF_8);
  }

  private static UpstreamKey key(CaseFile example) {
    return new UpstreamKey(
        "acme",
        "first",
        Secret.of(attribute(example, "value", "sk-up")),
        attribute(example, "base_url", ""),
        attribute(example, "credential_file", ""),
        attribute(example, "location", ""),
        attribute(example, "aws_id", ""),
        Secret.of(attribute(example, "aws_secret", "")),
        Secret.of(attribute(example, "aws_token", "")),
        attribute(example, "aws_region", ""));
  }

  private static String project(CaseFile example) {
    return attribute(example, "project", "");
  }

  private static String attribute(CaseFile example, String name, String otherwise) {
    return example
        .find("key")
        .flatMap(text -> text.lines().filter(line -> line.startsWith(name + "=")).findFirst())
        .map(line -> line.substring(name.length() + 1))
        .orElse(otherwise);
  }

  private static String shown(HeaderFields headers) {
    List<String> lines = new ArrayList<>();
    headers.forEach((name, value) -> lines.add(name + ": " + value));
    return String.join("\n", lines);
  }
}
