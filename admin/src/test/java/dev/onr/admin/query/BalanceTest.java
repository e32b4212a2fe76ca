package dev.onr.admin.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.admin.Admin;
import dev.onr.admin.ScriptedServer;
import dev.onr.admin.shell.Terminal;
import dev.onr.json.JsonTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BalanceTest {
  private static final String SUBSCRIPTION = "/v1/dashboard/billing/subscription";
  private static final String USAGE = "/v1/dashboard/billing/usage";

  @TempDir private Path directory;
  private Admin admin;
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
    admin = new Admin(directory);
    admin.write(
        "keys.yaml",
        """
        providers:
          acme: {keys: [{name: a, value: sk-acme}, {name: b, value: sk-other}]}
          olda: {keys: [{value: sk-olda}]}
          keyless: {keys: [{value: ""}]}
        """);
    provider(
        "acme",
        """
        balance {
          path "/user/balance";
          balance_path $.infos[0].total;
          used_path $.infos[0].used;
          balance_unit CNY;
          set_header "X-Extra" "1";
        }
        """);
    provider("olda", "balance { balance_mode openai; }");
    provider("plain", "");
    provider("keyless", "balance { path \"/b\"; balance_expr = $.a - $.b; }");
    admin.write(
        "config/onr.conf",
        """
        syntax "next-router/0.1";
        balance_mode "openai" { }
        include providers/*.conf;
        """);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void provider(String name, String balance) {
    admin.write(
        "config/providers/" + name + ".conf",
        """
        syntax "next-router/0.1";
        provider "%s" {
          defaults {
            upstream_config { base_url = "%s"; }
            auth { auth_header_key "x-api-key"; }
            request { pass_header "X-Client"; set_header "X-Shared" "s"; }
            %s
          }
          match api = "chat.completions" { request { set_header "X-Match" "m"; } }
        }
        """
            .formatted(name, server.url(), balance));
  }

  private Admin.Result get(String... arguments) {
    String[] words = new String[arguments.length + 2];
    words[0] = "balance";
    words[1] = "get";
    System.arraycopy(arguments, 0, words, 2, arguments.length);
    return admin.run(words);
  }

  @Test
  void aCustomBalanceStandsWhereTheConfigurationSays() {
    server.on("/user/balance", 200, "{\"infos\":[{\"total\":\"110.5\",\"used\":3}]}");
    assertThat(get("-p", "ACME"))
        .isEqualTo(
            new Admin.Result(
                0, "provider=acme mode=custom unit=CNY balance=110.500000 used=3.000000\n", ""));
    ScriptedServer.Asked asked = server.asked().getFirst();
    assertThat(asked.line()).isEqualTo("GET /user/balance");
    assertThat(asked.header("X-api-key")).isEqualTo("sk-acme");
    assertThat(asked.header("X-shared")).isEqualTo("s");
    assertThat(asked.header("X-match")).isEqualTo("m");
    assertThat(asked.header("X-extra")).isEqualTo("1");
    assertThat(asked.body()).isEmpty();
  }

  @Test
  void anAccountWithALimitTakesTwoRequests() {
    server
        .on(SUBSCRIPTION, 200, "{\"has_payment_method\":true,\"hard_limit_usd\":120}")
        .on(USAGE, 200, "{\"total_usage\":2345.5}");
    assertThat(get("-p", "olda").out())
        .isEqualTo("provider=olda mode=openai unit=USD balance=96.545000 used=23.455000\n");
    assertThat(server.lines())
        .containsExactly(
            "GET " + SUBSCRIPTION, "GET " + USAGE + "?start_date=2026-03-01&end_date=2026-03-01");
    assertThat(server.asked().getFirst().header("Authorization")).isEqualTo("Bearer sk-olda");
  }

  @Test
  void aFreeAccountIsCountedFromAHundredDaysAgo() {
    server
        .on(SUBSCRIPTION, 200, "{\"has_payment_method\":false,\"hard_limit_usd\":5}")
        .on(USAGE, 200, "{\"total_usage\":0}");
    get("-p", "olda");
    assertThat(server.lines().getLast()).endsWith("?start_date=2025-11-21&end_date=2026-03-01");
  }

  @Test
  void aBalanceThatIsNotThereIsNoEmptyAccount() {
    // Q20: a path that leads nowhere is an error for the balance, and nothing for what was used.
    server.on("/user/balance", 200, "{\"infos\":[]}");
    Admin.Result result = get("-p", "acme");
    assertThat(result.code()).isOne();
    assertThat(result.out())
        .isEqualTo("provider=acme error=\"the answer has no balance at $.infos[0].total\"\n");
    assertThat(result.err()).isEqualTo("error: batch query completed with 1 failure(s)\n");
    server.on("/user/balance", 200, "{\"infos\":[{\"total\":1}]}");
    get("-p", "acme");
    assertThat(get("-p", "acme").out()).endsWith("balance=1.000000 used=0.000000\n");
  }

  @Test
  void severalProvidersGetASummary() {
    server
        .on("/user/balance", 200, "{\"infos\":[{\"total\":1,\"used\":0}]}")
        .on(SUBSCRIPTION, 500, "out of\norder");
    Admin.Result result = get("--providers", "olda; acme,nobody");
    assertThat(result.code()).isOne();
    assertThat(result.out().lines())
        .containsExactly(
            "provider=acme mode=custom unit=CNY balance=1.000000 used=0.000000",
            "provider=nobody error=\"provider not found in registry\"",
            "provider=olda error=\"request GET %s%s failed: status=500 body=out of\\norder\""
                .formatted(server.url(), SUBSCRIPTION),
            "summary total=3 success=1 failed=2");
    assertThat(result.err()).isEqualTo("error: batch query completed with 2 failure(s)\n");
  }

  @Test
  void failFastStopsAtTheFirst() {
    assertThat(get("--all", "--fail-fast").out().lines()).hasSize(2);
  }

  @Test
  void aProviderWithoutABalanceBlockOrAKeySaysSo() {
    assertThat(get("-p", "plain").out())
        .isEqualTo("provider=plain error=\"no upstream key in keys.yaml\"\n");
    assertThat(get("-p", "plain", "--uk", "k", "--base-url", server.url()).out())
        .isEqualTo("provider=plain error=\"provider \\\"plain\\\" has no balance config\"\n");
    assertThat(get("-p", "keyless").out()).contains("no upstream key in keys.yaml");
  }

  @Test
  void keyAndBaseUrlOfTheCommandLineWin() {
    try (ScriptedServer other = new ScriptedServer().on("/b", 200, "{\"a\":5,\"b\":2.5}")) {
      assertThat(
              get("-p", "keyless", "--upstream-key", "sk-mine", "--base-url", other.url() + "/")
                  .out())
          .isEqualTo("provider=keyless mode=custom unit=USD balance=2.500000 used=N/A\n");
      assertThat(other.asked().getFirst().header("X-api-key")).isEqualTo("sk-mine");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void debugShowsAnswersWithoutTheKey() {
    server.on("/user/balance", 401, " {\"error\":\"bad key sk-acme\"} ");
    Admin.Result result = get("-p", "acme", "--debug");
    assertThat(result.out())
        .startsWith(
            "debug upstream_response method=GET url=%s/user/balance status=401 body={\"error\":\"bad"
                    .formatted(server.url())
                + " key [REDACTED]\"}\n")
        .doesNotContain("sk-acme");
  }

  @Test
  void programsGetJson() {
    server.on("/user/balance", 200, "{\"infos\":[{\"total\":1.5,\"used\":0}]}");
    Admin.Result result = get("--providers", "acme,nobody", "--json");
    assertThat(result.code()).isOne();
    JsonNode json = JsonTree.parse(result.out());
    assertThat(json.at("/0/balance").decimalValue()).isEqualByComparingTo("1.5");
    assertThat(json.at("/1/error").stringValue()).isEqualTo("provider not found in registry");
  }

  @Test
  void someProviderMustBeNamedInOneWay() {
    assertThat(get().err())
        .isEqualTo("error: missing provider: use --provider/-p, --providers or --all\n");
    assertThat(get("--providers", " , ").err()).isEqualTo("error: empty providers list\n");
    assertThat(get("-p", "acme", "--all").err())
        .startsWith("error: provider flags are mutually exclusive");
    assertThat(get("-p", "acme", "--api", "chat.completion").err())
        .contains("unknown --api \"chat.completion\"; did you mean \"chat.completions\"?");
  }

  @Test
  void anUpstreamThatIsNotThereIsNamed() {
    String url = server.url();
    server.close();
    assertThat(get("-p", "acme").out())
        .isEqualTo(
            "provider=acme error=\"request GET %s/user/balance failed: can't connect\"\n"
                .formatted(url));
  }

  @Test
  void theKeysFileMustLoad() {
    admin.write("keys.yaml", "providers: [");
    Admin.Result result = get("-p", "acme", "--uk", "k", "--base-url", server.url());
    assertThat(result.code()).isOne();
    assertThat(result.err()).startsWith("error: load keys.yaml failed: ");
  }

  @Test
  void whoeverWatchesSeesHowFarItIs() {
    server.on("/user/balance", 200, "{\"infos\":[{\"total\":1}]}");
    admin.at(new Watcher());
    assertThat(get("--providers", "acme,nobody").err())
        .contains("acme (1 of 2) …")
        .contains("nobody (2 of 2) …")
        .contains("\r\u001b[K");
  }

  /** Somebody who only looks. */
  private record Watcher() implements Terminal {
    @Override
    public boolean types() {
      return false;
    }

    @Override
    public boolean watches() {
      return true;
    }

    @Override
    public Optional<String> hiddenLine(String prompt) {
      return Optional.empty();
    }

    @Override
    public boolean browse(String url) {
      return false;
    }
  }
}
