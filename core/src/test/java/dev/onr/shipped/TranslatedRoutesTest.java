package dev.onr.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.Api;
import dev.onr.config.plan.Plan;
import dev.onr.config.plan.ProviderPlan;
import dev.onr.config.plan.Route;
import dev.onr.dialect.Form;
import dev.onr.dialect.Mode;
import dev.onr.steps.ErrorSteps;
import dev.onr.usage.UsageRules;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Shipped routes in front of a vendor that speaks another API than the client. */
class TranslatedRoutesTest {
  private static final Plan PLAN = ShippedProviders.load().plan();

  @Test
  void whoeverServesChatsServesResponsesAndMessagesToo() {
    List<String> without =
        PLAN.providers().values().stream()
            .filter(provider -> serves(provider, Api.CHAT_COMPLETIONS))
            .filter(
                provider ->
                    !serves(provider, Api.RESPONSES) || !serves(provider, Api.CLAUDE_MESSAGES))
            .map(ProviderPlan::name)
            .toList();
    assertThat(without).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> theClientIsAnsweredInItsOwnLanguage() {
    return tests(
        route -> {
          Mode asked = route.request().translation().orElseThrow();
          Mode answered = answer(route);
          assertThat(answered.to()).isEqualTo(asked.from());
          assertThat(answered.from()).isEqualTo(asked.to());
        });
  }

  @TestFactory
  Stream<DynamicTest> soAreItsErrors() {
    return tests(
        route ->
            assertThat(route.response().errors().map())
                .hasValueSatisfying(
                    map -> assertThat(map).isNotEqualTo(ErrorSteps.Map.PASSTHROUGH)));
  }

  /** Whole answers are measured after their translation, streams before. */
  @TestFactory
  Stream<DynamicTest> usageIsReadWhereItStands() {
    return tests(
        route -> {
          boolean whole = route.response().modes().whole().isPresent();
          Form measured = whole ? answer(route).to() : answer(route).from();
          assertThat(route.usage().usage().flatMap(UsageRules::preset).orElse("custom"))
              .matches(
                  switch (measured) {
                    case OPENAI_CHAT -> "openai_chat_completions.*";
                    case OPENAI_RESPONSES -> "(openai|codex)_responses.*";
                    case ANTHROPIC_MESSAGES -> "anthropic_messages.*";
                    case GEMINI -> "gemini_generate_content.*";
                    case OPENAI_IMAGES, MINIMAX_IMAGE -> ".*";
                  });
        });
  }

  private static Stream<DynamicTest> tests(Consumer<Route> check) {
    return PLAN.providers().values().stream()
        .flatMap(
            provider ->
                provider.routes().all().stream()
                    .filter(route -> route.request().translation().isPresent())
                    .map(
                        route ->
                            DynamicTest.dynamicTest(
                                provider.name() + " " + route.condition(),
                                () -> check.accept(route))));
  }

  private static Mode answer(Route route) {
    Optional<Mode> whole = route.response().modes().whole();
    return whole.or(() -> route.response().modes().stream()).orElseThrow();
  }

  private static boolean serves(ProviderPlan provider, Api api) {
    return provider.route(api, false).isPresent() && provider.route(api, true).isPresent();
  }
}
