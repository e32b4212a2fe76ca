package dev.onr.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.Api;
import dev.onr.CaseFile;
import dev.onr.config.plan.Plan;
import dev.onr.config.plan.ProviderPlan;
import dev.onr.config.plan.Route;
import dev.onr.credential.Secret;
import dev.onr.credential.UpstreamKey;
import dev.onr.steps.ClientRequest;
import dev.onr.steps.HeaderFields;
import dev.onr.steps.RequestBody;
import dev.onr.steps.UpstreamRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * For each shipped provider (a case file is named after it): what the client sends and what goes
 * upstream, byte for byte.
 *
 * <p>Every client also sends its own key, a cookie and more: none of that is in any case's upstream
 * request, because nothing is forwarded unless a provider's file says so.
 */
class RouteCasesTest {
  private static final Plan PLAN = ShippedProviders.load().plan();

  private static final Instant TIME = Instant.parse("2026-11-24T16:00:00Z");

  private static final Map<String, Api> PATHS =
      Map.of(
          "/v1/completions", Api.COMPLETIONS,
          "/v1/chat/completions", Api.CHAT_COMPLETIONS,
          "/v1/responses", Api.RESPONSES,
          "/v1/messages", Api.CLAUDE_MESSAGES,
          "/v1/embeddings", Api.EMBEDDINGS,
          "/v1/images/generations", Api.IMAGES_GENERATIONS,
          "/v1/images/edits", Api.IMAGES_EDITS,
          "/v1/audio/speech", Api.AUDIO_SPEECH,
          "/v1/audio/transcriptions", Api.AUDIO_TRANSCRIPTIONS,
          "/v1/audio/translations", Api.AUDIO_TRANSLATIONS);

  @TestFactory
  Stream<DynamicTest> cases() {
    return CaseFile.tests("routes", RouteCasesTest::check);
  }

  @Test
  void everyShippedRouteHasACase() {
    Set<String> covered =
        CaseFile.loadAll("routes").stream()
            .map(each -> name(provider(each), route(each)))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> shipped =
        PLAN.providers().values().stream()
            .flatMap(provider -> provider.routes().all().stream().map(r -> name(provider, r)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(covered).isEqualTo(shipped).hasSizeGreaterThan(100);
  }

  private static void check(CaseFile each) {
    Route route = route(each);
    HttpMessage expected = HttpMessage.parse(each.section("upstream"));
    UpstreamRequest upstream = upstream(each, route);
    assertThat(
            HttpMessage.print(
                upstream.method(), upstream.url(), upstream.headers(), upstream.body()))
        .isEqualTo(expected.toString());
  }

  private static UpstreamRequest upstream(CaseFile each, Route route) {
    ClientRequest request = request(each);
    UpstreamRequest prepared = route.request().apply(request, key(each), "the-project");
    route.request().target().bedrock().ifPresent(aws -> aws.sign(prepared, key(each), TIME));
    return route.auth().oauth().isEmpty()
        ? prepared
        : route.request().authorize(request, prepared, Secret.of("the-access-token"));
  }

  private static ProviderPlan provider(CaseFile each) {
    String name = each.name().replaceFirst("#.*", "");
    return PLAN.provider(name)
        .orElseThrow(() -> new AssertionError("no provider " + name + " is shipped"));
  }

  private static Route route(CaseFile each) {
    ClientRequest request = request(each);
    return provider(each)
        .route(request.api(), request.stream())
        .orElseThrow(() -> new AssertionError("no route for " + request.api().apiName()));
  }

  private static String name(ProviderPlan provider, Route route) {
    return provider.name() + "[" + route.index() + "] " + route.condition();
  }

  private static ClientRequest request(CaseFile each) {
    HttpMessage message = HttpMessage.parse(each.section("request"));
    String[] target = message.target().split("\\?", 2);
    String path = target[0];
    String query = target.length > 1 ? target[1] : "";
    HeaderFields headers = message.headers();
    headers.add("Authorization", "Bearer the-client's-own-key");
    headers.add("Cookie", "session=the-client");
    headers.add("User-Agent", "sdk/1.0");
    headers.add("Accept-Encoding", "br");
    if (path.startsWith("/v1beta/models/")) {
      String[] call = path.substring("/v1beta/models/".length()).split(":", 2);
      Api api =
          Arrays.stream(Api.values())
              .filter(known -> known.apiName().equals("gemini." + call[1]))
              .findFirst()
              .orElseThrow();
      boolean stream = api == Api.GEMINI_STREAM_GENERATE_CONTENT;
      RequestBody body = RequestBody.json(message.body());
      return new ClientRequest(
          api, stream, call[0], false, message.method(), path, query, headers, body);
    }
    Api api = PATHS.get(path);
    if (api == null) {
      throw new AssertionError("no API has the path " + path);
    }
    RequestBody body =
        RequestBody.inspect(message.body(), headers.first("Content-Type"), api.allowsOpaqueBody());
    return new ClientRequest(
        api, body.stream(), body.model(), false, message.method(), path, query, headers, body);
  }

  private static UpstreamKey key(CaseFile each) {
    String baseUrl = each.find("key").map(text -> text.substring("base_url: ".length())).orElse("");
    return new UpstreamKey(
        provider(each).name(),
        "main",
        Secret.of("upstream-key"),
        baseUrl,
        route(each).auth().oauth().isPresent() ? "service-account.json" : "",
        "",
        "AKIDEXAMPLE",
        Secret.of("an-aws-secret"),
        Secret.NONE,
        "eu-west-1");
  }
}
