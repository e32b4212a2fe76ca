package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.ScriptedUpstream.Request;
import dev.onr.server.exchange.ScriptedUpstream.Script;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A request that goes from one provider to another takes nothing of the first along, and that one
 * has got nothing of the second, by what the upstreams themselves saw.
 */
class IsolationTest {
  /** A way from one provider to the other. */
  record Way(Talk talk, boolean stream, String from, String to) {}

  private static Stream<Way> ways() {
    return Stream.of(Talk.values())
        .flatMap(
            talk ->
                Stream.of(true, false)
                    .flatMap(
                        stream ->
                            Stream.of(
                                new Way(talk, stream, "one", "two"),
                                new Way(talk, stream, "two", "one"))));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void nothingOfOneProviderReachesAnother(Way way) throws Exception {
    try (FailoverStage stage = new FailoverStage()) {
      provider(stage, "one", way);
      provider(stage, "two", way);
      stage
          .auth("one", "auth_bearer;")
          .auth("two", "auth_header_key \"x-key\";")
          .models(
              "models: {m: {providers: [{name: %s, model: %s-name}, {name: %s, model: %s-name}],"
                      .formatted(way.from, way.from, way.to, way.to)
                  + " strategy: priority}}")
          .start();
      Talk talk = way.talk;
      assertThat(stage.send(talk.path(way.stream), talk.request(way.stream)).status())
          .isEqualTo(200);
      isOnlyOf(way.from, way.to, stage);
      isOnlyOf(way.to, way.from, stage);
    }
  }

  /** A provider that leaves a mark in everything that its configuration can touch. */
  private static void provider(FailoverStage stage, String name, Way way) {
    Script good = line -> Fault.answer(line, way.talk, way.stream, name);
    Script bad = line -> line.write(FailoverStage.whole(503, "", "{}"));
    Script script = name.equals(way.from) ? bad : good;
    stage
        .provider(
            name,
            line -> {
              while (line.request() != null) {
                script.run(line);
              }
            })
        .matches(
            name,
            """
            match {
              upstream { set_query "of-%1$s" "query-%1$s"; }
              request {
                set_header "X-Of-%1$s" "header-%1$s";
                json_set "$.of_%1$s" "body-%1$s";
                model_map "%1$s-name" "mapped-%1$s";
              }
            }
            """
                .formatted(name));
  }

  private static void isOnlyOf(String own, String other, FailoverStage stage) {
    assertThat(stage.asked(own)).hasSize(1);
    Request request = stage.asked(own).getFirst();
    String all = request.head() + request.text();
    assertThat(all)
        .contains("query-" + own, "header-" + own, "body-" + own, "sk-" + own)
        .doesNotContainIgnoringCase("-" + other)
        .doesNotContainIgnoringCase("of_" + other)
        .doesNotContain(other + "-name")
        .doesNotContain("master");
    if (!request.text().contains("contents")) {
      assertThat(request.text()).contains("\"model\":\"mapped-" + own + "\"");
    }
    boolean bearer = own.equals("one");
    assertThat(request.header("authorization")).hasSize(bearer ? 1 : 0);
    assertThat(request.header("x-key")).hasSize(bearer ? 0 : 1);
  }
}
