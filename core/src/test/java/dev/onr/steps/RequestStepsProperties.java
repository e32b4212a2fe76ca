package dev.onr.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.Api;
import dev.onr.credential.Secret;
import dev.onr.credential.UpstreamKey;
import dev.onr.json.JsonValue;
import dev.onr.json.ObjectPath;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RequestStepsProperties {
  private static final UpstreamKey KEY = UpstreamKey.broughtByCaller("acme", Secret.of("sk"));
  private static final UpstreamTarget ANYWHERE =
      new UpstreamTarget("https://up.example", Optional.empty(), List.of(), Map.of());

  @Property(tries = 3000)
  void anyStepsOnAnyBodyGiveJsonOrARefusal(
      @ForAll("steps") List<String> lines, @ForAll("bodies") String text) {
    RequestSteps steps = StepSyntax.parse(String.join("\n", lines)).request();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      UpstreamRequest sent = steps.apply(request(RequestBody.json(bytes), "m", "/v1/x"), KEY, "");
      JsonValue root = JsonValue.parse(sent.body());
      // Nothing in the steps names this field.
      assertThat(root.find(ObjectPath.parse("$.keep"))).hasToString("{ \"n\":1.0 }");
    } catch (RequestRejected e) {
      assertThat(e.status()).isEqualTo(400);
      assertThat(e.code()).isIn("proxy_error", "request_validation_failed");
    }
  }

  @Property(tries = 2000)
  void anyModelMakesAValidUrlThatSaysTheModel(@ForAll String model) {
    UpstreamTarget target =
        new UpstreamTarget(
            "https://up.example",
            Optional.of(
                new TextExpression.Join(
                    List.of(
                        TextExpression.of("/m/"),
                        TextExpression.of(Variable.REQUEST_MODEL),
                        TextExpression.of("/run")))),
            List.of(),
            Map.of("q", TextExpression.of(Variable.REQUEST_MODEL)));
    String text =
        new String(model.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).strip();
    try {
      URI url = URI.create(steps(target).apply(request(NO_BODY, text, "/v1/x"), KEY, "").url());
      assertThat(url.getHost()).isEqualTo("up.example");
      assertThat(url.getRawFragment()).isNull();
      assertThat(url.getPath()).isEqualTo("/m/" + text + "/run");
      assertThat(url.getRawQuery()).startsWith("q=").doesNotContain("&");
    } catch (RequestRejected e) {
      assertThat(text.isBlank() || text.matches("(?s)(.*/)?\\.\\.?(/.*)?")).isTrue();
    }
  }

  @Property(tries = 1000)
  void aMappedGeminiModelIsOneSegment(@ForAll String model) {
    String text =
        new String(model.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).strip();
    String path = GeminiPath.withModel("/v1beta/models/g:generateContent", text);
    if (text.isEmpty()) {
      assertThat(path).isEqualTo("/v1beta/models/g:generateContent");
      return;
    }
    assertThat(path).matches("/v1beta/models/[^/:?#]+:generateContent");
    String segment = path.substring("/v1beta/models/".length(), path.indexOf(':'));
    assertThat(PercentCoding.decode(segment).map(PercentCoding::textOf)).contains(text);
  }

  @Property(tries = 1000)
  void anyHeaderValueIsSentOnOneLineOrRefused(@ForAll String model) {
    RequestSteps steps =
        new RequestSteps(
            ModelMap.NONE,
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(new HeaderStep.Set("X-Model", TextExpression.of(Variable.REQUEST_MODEL))),
            ANYWHERE,
            false);
    try {
      UpstreamRequest sent = steps.apply(request(NO_BODY, model, "/v1/x"), KEY, "");
      assertThat(sent.headers().first("X-Model"))
          .matches(
              value ->
                  value.chars().allMatch(c -> c == '\t' || (c >= 0x20 && c <= 0xff && c != 0x7f)));
    } catch (RequestRejected e) {
      assertThat(model.strip().chars()).anyMatch(c -> c < 0x20 || c == 0x7f);
    }
  }

  private static final RequestBody NO_BODY = RequestBody.json(new byte[0]);

  private static RequestSteps steps(UpstreamTarget target) {
    return new RequestSteps(
        ModelMap.NONE, List.of(), List.of(), Optional.empty(), List.of(), List.of(), target, false);
  }

  private static ClientRequest request(RequestBody body, String model, String path) {
    return new ClientRequest(
        Api.CHAT_COMPLETIONS, false, model, false, "POST", path, "", HeaderView.EMPTY, body);
  }

  @Provide
  Arbitrary<List<String>> steps() {
    return Arbitraries.of(
            "json_set $.a 1",
            "json_set $.a.b \"x\"",
            "json_replace $.b.c [1,\"x\"]",
            "json_set_if_absent $.a.b.c {}",
            "json_del $.a",
            "json_del $.b.c",
            "json_rename $.a $.b",
            "json_rename $.b.c $.a.x",
            "json_rename $.b $.b.c",
            "json_del_if_missing $.a $.b.c",
            "json_map_value $.a \"x\" null",
            "json_clamp $.a 2 3",
            "json_wrap_input_text $.b",
            "json_keep_values $.a x*",
            "json_drop_values $.b *",
            "json_del_with_condition $.a t x",
            "after json_set $.b.c true",
            "model_map m n",
            "req_len body $.a min=1",
            "req_range body $.b max=5")
        .list()
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<String> bodies() {
    Arbitrary<String> value =
        Arbitraries.of(
            "1",
            "5.50",
            "\"x\"",
            "\"\"",
            "null",
            "true",
            "[]",
            "[\"x\", \"y\"]",
            "[{\"t\":\"x\"},{}]",
            "{\"t\":\"X\"}",
            "{\"c\":1,\"c\":{}}",
            "{ \"b\":{\"c\":[ ]} }");
    return value
        .list()
        .ofMinSize(2)
        .ofMaxSize(5)
        .map(
            values -> {
              StringBuilder out = new StringBuilder("{\"model\":\"m\", \"keep\" :{ \"n\":1.0 }");
              String[] names = {"a", "b", "a", "\\u0062", "c"};
              for (int i = 0; i < values.size(); i++) {
                out.append(", \"").append(names[i]).append("\" : ").append(values.get(i));
              }
              return out.append(" }").toString();
            });
  }
}
