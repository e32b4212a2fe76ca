package dev.onr.config.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.config.ConfigurationException;
import dev.onr.config.ConfigurationFiles;
import dev.onr.config.Diagnostic;
import dev.onr.config.DiagnosticPrinter;
import dev.onr.config.Severity;
import dev.onr.config.language.Directive;
import dev.onr.config.language.Directives;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever stands in a file, loading it ends, with a plan or with findings that can be shown. */
class BrokenFilesProperties {
  private static final String SOUND =
      """
      syntax "next-router/0.1";
      usage_mode "u" { usage_extract v; usage_fact input token path="$.a[?(@.b=="c")]" event="x|y"; }
      usage_mode "v" { usage_root path="$.usage"; total_tokens_expr = $.a + 2; }
      provider "acme" {
        metadata { provider_family acme; }
        defaults {
          upstream_config { base_url = "https://api.acme.test"; }
          auth { auth_bearer; oauth_mode custom; oauth_token_url "https://id.test"; oauth_form a $channel.key; }
          request { set_header X concat("a", template("b${request.model}")); req_range body "$.n" min=1 max=2; }
          response { resp_passthrough; json_set "$.a" 1.5 event="x" max_count=3; }
          models { models_mode custom; path "/m"; id_path $.data[*].id; id_regex "^a(.+)$"; }
        }
        match api = "chat.completions" stream = true {
          upstream { set_path template("/x/${request.model_mapped}"); set_query a "b"; }
          request { json_map_value "$.e" { "a" "b"; } after_req_map { json_clamp "$.t" min=0 max=1; } }
          metrics { usage_extract u; finish_reason_path "$.f" fallback=true; }
        }
      }
      """;

  @Property(tries = 400)
  void oneCharacterMoreOrLess(@ForAll("places") int place, @ForAll("scraps") String scrap) {
    int at = place % SOUND.length();
    loads(SOUND.substring(0, at) + scrap + SOUND.substring(Math.min(SOUND.length(), at + 1)));
  }

  @Property(tries = 400)
  void heapsOfWords(@ForAll("words") List<String> words) {
    loads(String.join(" ", words));
  }

  @Property(tries = 200)
  void wordsInsideABlock(@ForAll("blocks") String block, @ForAll("words") List<String> words) {
    loads(
        "provider \"acme\" { defaults { upstream_config { base_url = \"https://a.test\"; } } match"
            + " { "
            + block
            + " { "
            + String.join(" ", words)
            + " } } }");
  }

  private static void loads(String text) {
    for (LoadMode mode : LoadMode.values()) {
      try {
        Loaded loaded =
            new PlanLoader(ConfigurationFiles.inMemory(Map.of("acme.conf", text)))
                .load(Path.of("acme.conf"), mode, Optional.empty());
        assertThat(loaded.warnings()).allMatch(warning -> warning.severity() == Severity.WARNING);
      } catch (ConfigurationException e) {
        assertThat(e.diagnostics()).anyMatch(each -> each.severity() == Severity.ERROR);
        assertThat(e.diagnostics()).allSatisfy(BrokenFilesProperties::canBeShown);
      }
    }
  }

  private static void canBeShown(Diagnostic diagnostic) {
    assertThat(diagnostic.code()).matches("[a-z]+\\.[a-z_0-9]+");
    assertThat(diagnostic.message()).isNotBlank().doesNotContain("\n");
    assertThat(DiagnosticPrinter.print(diagnostic)).contains(diagnostic.code());
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, 100_000);
  }

  @Provide
  Arbitrary<String> scraps() {
    return Arbitraries.of(
        "", "{", "}", ";", "\"", "'", "=", "$", "\\", "\n", "#", "a", "é", "(", "[", " ");
  }

  @Provide
  Arbitrary<String> blocks() {
    return Arbitraries.of("upstream", "auth", "request", "response", "error", "metrics");
  }

  @Provide
  Arbitrary<List<String>> words() {
    List<String> words =
        new ArrayList<>(Directives.all().stream().map(Directive::name).distinct().toList());
    words.addAll(
        List.of(
            "\"$.a\"",
            "\"/x\"",
            "$request.model",
            "concat(",
            "template(",
            ")",
            ",",
            "=",
            "1",
            "-2.5"));
    words.addAll(
        List.of(
            "\"a\"",
            "custom",
            "true",
            "body",
            "min=1",
            "path=\"$.b\"",
            "event=\"x\"",
            "input",
            "token"));
    Arbitrary<String> one =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.of(words)), Tuple.of(2, Arbitraries.of(";", "{", "}")));
    return one.list().ofMinSize(1).ofMaxSize(40);
  }
}
