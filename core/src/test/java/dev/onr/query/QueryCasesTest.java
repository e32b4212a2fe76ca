package dev.onr.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.Api;
import dev.onr.CaseFile;
import dev.onr.config.ConfigurationFiles;
import dev.onr.config.plan.LoadMode;
import dev.onr.config.plan.PlanLoader;
import dev.onr.config.plan.ProviderPlan;
import dev.onr.credential.Secret;
import dev.onr.credential.UpstreamKey;
import dev.onr.steps.UpstreamChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What providers are asked for models and balances, and what their answers come to. A case has the
 * blocks of {@code defaults}, presets where it needs them, and the answers in the order in which
 * they come.
 */
class QueryCasesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 15);

  @TestFactory
  Stream<DynamicTest> cases() {
    return CaseFile.tests("query", each -> assertThat(run(each)).isEqualTo(each.section("out")));
  }

  private static String run(CaseFile each) {
    ProviderPlan provider = provider(each);
    List<String> log = new ArrayList<>();
    List<String> answers =
        new ArrayList<>(
            Stream.of("answer", "second answer")
                .flatMap(name -> each.find(name).stream())
                .toList());
    UpstreamChannel channel =
        UpstreamChannel.of(
            UpstreamKey.of("acme", Secret.of("sk-1")), provider.baseUrl(), "project-1");
    ProviderQueries queries =
        new ProviderQueries(
            provider,
            Api.CHAT_COMPLETIONS,
            false,
            channel,
            request -> {
              log.add(request.method() + " " + request.url());
              request.headers().forEach((name, value) -> log.add(name + ": " + value));
              return answers.removeFirst().getBytes(StandardCharsets.UTF_8);
            });
    try {
      if (provider.models().isPresent()) {
        log.addAll(queries.models());
      } else {
        Balance balance = queries.balance(TODAY);
        log.add(
            "%s %s %s used %s"
                .formatted(
                    balance.mode(),
                    balance.left().toPlainString(),
                    balance.unit(),
                    balance.used().map(used -> used.toPlainString()).orElse("unknown")));
      }
    } catch (QueryFailure e) {
      log.add("failed: " + e.reason());
    }
    return String.join("\n", log);
  }

  private static ProviderPlan provider(CaseFile each) {
    String text =
        """
        syntax "next-router/0.1";
        %s
        provider "acme" {
          defaults {
            upstream_config { base_url = "https://acme.example/"; }
            %s
          }
          match api = "chat.completions" { %s }
        }
        """
            .formatted(
                each.find("presets").orElse(""),
                each.section("defaults"),
                each.find("match").orElse(""));
    return new PlanLoader(ConfigurationFiles.inMemory(Map.of("onr.conf", text)))
        .load(Path.of("onr.conf"), LoadMode.STRICT, Optional.empty())
        .plan()
        .provider("acme")
        .orElseThrow();
  }
}
