package dev.onr.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the command prints and how it ends, seen from outside. */
@Timeout(120)
class CommandLineTest {
  @TempDir private Path directory;

  /** What a command left behind. */
  private record Result(int code, List<String> out, List<String> err) {}

  private Result onr(String... arguments) throws InterruptedException {
    return onr(Map.of(), arguments);
  }

  private Result onr(Map<String, String> environment, String... arguments)
      throws InterruptedException {
    try (OnrProcess process = OnrProcess.start(directory, environment, arguments)) {
      return new Result(process.exitCode(), process.output(), process.errors());
    }
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @BeforeEach
  void aConfigurationThatWorks() throws IOException {
    write(
        "onr.yaml",
        """
        server:
          listen: "127.0.0.1:0"
          pid_file: run/onr.pid
        """);
    write("keys.yaml", "access_keys: [{value: secret}]\n");
    Files.createDirectories(directory.resolve("config/providers"));
  }

  @Test
  void versionAndBuild() throws Exception {
    Result result = onr("-V");
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .satisfiesExactly(
            line -> assertThat(line).matches("open-next-router \\S+"),
            line -> assertThat(line).matches("commit: \\S+"),
            line -> assertThat(line).matches("built at: \\S+"),
            line -> assertThat(line).startsWith("java version: 25"),
            line -> assertThat(line).matches("platform: [a-z]+/[a-z0-9]+"));
  }

  @Test
  void helpIsForStandardError() throws Exception {
    Result result = onr("--help");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).first().asString().startsWith("usage: onr");
  }

  @Test
  void anUnknownFlagIsNamedAndTheUsageShown() throws Exception {
    Result result = onr("-x");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("unknown flag: -x")
        .anyMatch(line -> line.contains("-c FILE"));
  }

  @Test
  void onlyReloadCanBeSent() throws Exception {
    Result result = onr("-s", " stop ");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).containsExactly("unsupported -s value: stop (supported: reload)");
  }

  @Test
  void anEmptySignalStartsNoServer() throws Exception {
    Result result = onr("-s", "");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).containsExactly("unsupported -s value:  (supported: reload)");
  }

  @Test
  void reloadNeedsAPidFile() throws Exception {
    Result result = onr("-s", "reload");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .containsExactly("read pid file \"run/onr.pid\": run/onr.pid: no such file or directory");
  }

  @Test
  void reloadNeedsAPidInTheFile() throws Exception {
    write("run/onr.pid", " twelve\n");
    assertThat(onr("-s", "reload").err())
        .containsExactly("invalid pid in \"run/onr.pid\": \"twelve\"");
  }

  @Test
  void reloadTellsWhenThereIsNoSuchProcess() throws Exception {
    write("other.pid", "999999999\n");
    Result result = onr(Map.of("ONR_PID_FILE", "other.pid"), "-s", "RELOAD", "-c", "nope.yaml");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).containsExactly("send SIGHUP pid=999999999: no such process");
  }

  @Test
  void reloadNeedsTheConfigurationThatNamesThePidFile() throws Exception {
    assertThat(onr("-s", "reload", "-c", "nope.yaml").err())
        .containsExactly("read config \"nope.yaml\": nope.yaml: no such file or directory");
    write("broken.yaml", "server: [\n");
    assertThat(onr("-s", "reload", "-c", "broken.yaml").err())
        .singleElement()
        .asString()
        .startsWith("parse config \"broken.yaml\": broken.yaml:");
  }

  @Test
  void aGoodConfigurationIsTestedPartByPart() throws Exception {
    Result result = onr("-t");
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .containsExactly(
            "ok: config", "ok: providers loaded=0", "ok: keys", "ok: models", "configuration ok");
    assertThat(result.code()).isZero();
    assertThat(directory.resolve("run")).doesNotExist();
  }

  @Test
  void whatShipsPassesTheTest() throws Exception {
    Path shipped = Path.of("..", "config").toAbsolutePath().normalize();
    write(
        "shipped.yaml",
        """
        providers: {dir: %1$s/onr.conf}
        keys: {file: %1$s/keys.example.yaml}
        models: {file: %1$s/models.example.yaml}
        """
            .formatted(shipped));
    Result result = onr("-t", "-c", "shipped.yaml");
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("configuration ok")
        .anyMatch(line -> line.matches("ok: providers loaded=[1-9][0-9]"));
  }

  @Test
  void allMistakesOfAProviderFileAreShown() throws Exception {
    write(
        "config/providers/acme.conf",
        """
        syntax "next-router/0.1";
        provider "acme" {
          defaults {
            upstream_config { base_url = "https://acme.example"; }
            auth { auth_beerer; }
          }
          match api = "chat.completion" { response { resp_passthrough; } }
        }
        """);
    Result result = onr("-t");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).containsExactly("ok: config");
    assertThat(result.err())
        .startsWith("error: providers: 2 errors")
        .anyMatch(line -> line.startsWith("./config/providers/acme.conf:5:"))
        .contains("    5 |     auth { auth_beerer; }")
        .anyMatch(line -> line.startsWith("./config/providers/acme.conf:7:"))
        .endsWith("configuration test failed");
  }

  @Test
  void aTestStopsAtTheFirstPartThatIsWrong() throws Exception {
    write("other.yaml", "keys: {file: nope.yaml}\n");
    Result result = onr("-t", "other.yaml");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).containsExactly("ok: config", "ok: providers loaded=0");
    assertThat(result.err())
        .containsExactly(
            "error: keys: nope.yaml: error[file.unreadable]: can't read: no such file",
            "configuration test failed");
  }

  @Test
  void allMistakesOfAFileAreShownWithTheirLines() throws Exception {
    write("onr.yaml", "server:\n  listen: 3300\nlogging:\n  level: loud\n");
    Result result = onr("-t");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("error: config: 2 errors")
        .anyMatch(line -> line.startsWith("onr.yaml:2:"))
        .contains("    2 |   listen: 3300")
        .anyMatch(line -> line.startsWith("onr.yaml:4:"))
        .contains("    4 |   level: loud");
  }

  @Test
  void twoListenersAtOneAddressAreAMistake() throws Exception {
    write(
        "onr.yaml",
        "server: {listen: ':3300'}\nauth: {api_key: k}\nadmin:\n  listen: '127.0.0.1:3300'\n");
    Result result = onr("-t");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .first()
        .asString()
        .startsWith("error: config: onr.yaml:4:")
        .endsWith("admin.listen is taken by server.listen (:3300); choose another port");
  }

  @Test
  void aMistakeAloneStandsInTheFirstLine() throws Exception {
    write("onr.yaml", "logging:\n  level: loud\n");
    Result result = onr("-t");
    assertThat(result.err())
        .first()
        .asString()
        .startsWith("error: config: onr.yaml:2:")
        .contains("logging.level must be one of: debug, info, warn, error");
    assertThat(result.err()).filteredOn(line -> line.startsWith("onr.yaml:2:")).isEmpty();
    assertThat(result.err()).contains("    2 |   level: loud");
  }

  @Test
  void aFormatOfTheAccessLogIsTestedToo() throws Exception {
    write("onr.yaml", "logging: {access_log_format: \"$nope\"}\n");
    assertThat(onr("-t").err())
        .first()
        .asString()
        .startsWith("error: config: ")
        .endsWith("invalid access_log_format: unknown variable $nope");
  }

  @Test
  void aMissingConfigurationIsNamed() throws Exception {
    Result result = onr("-c", "nope.yaml");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .containsExactly(
            "load config: nope.yaml: error[file.unreadable]: can't read: no such file");
  }

  @Test
  void aConfigurationThatIsNoYamlIsNamedWithItsPlace() throws Exception {
    write("onr.yaml", "server:\n  listen: \":1\n");
    Result result = onr();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).first().asString().startsWith("load config: onr.yaml:");
  }

  @Test
  void anEncryptedKeyThatIsNoneIsNamedWithItsPlace() throws Exception {
    write("keys.yaml", "providers:\n  acme:\n    keys:\n      - value: ENC[oops]\n");
    Result result = onr();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .first()
        .asString()
        .startsWith("load keys file \"./keys.yaml\": ")
        .contains("keys.yaml:4:")
        .contains("ENC[v1:aesgcm:...]");
  }

  @Test
  void theWrongMasterKeyIsSaidWithoutShowingIt() throws Exception {
    // Encrypted with a key of 32 zero bytes would open; this one has other bytes.
    write(
        "keys.yaml",
        "providers: {acme: {keys: [{value: \"ENC[v1:aesgcm:"
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA]\"}]}}\n");
    String master = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    Result result = onr(Map.of("ONR_MASTER_KEY", master));
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).first().asString().startsWith("load keys file \"./keys.yaml\": ");
    assertThat(String.join("\n", result.err())).doesNotContain(master).contains("ONR_MASTER_KEY");
  }

  @Test
  void aPortInUseIsSaidAndLeavesNoPidFile() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      write("run/onr.pid", "1\n");
      Result result = onr(Map.of("ONR_LISTEN", address));
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err())
          .containsExactly(
              "run: listen "
                  + address
                  + ": address already in use; choose another address with server.listen or"
                  + " ONR_LISTEN");
      assertThat(directory.resolve("run/onr.pid")).hasContent("1");
    }
  }

  @Test
  void aDemoOnAPortInUseSaysSo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Result result = onr(Map.of("ONR_LISTEN", "127.0.0.1:" + taken.getLocalPort()), "--demo");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err()).singleElement().asString().contains("address already in use");
    }
  }

  @Test
  void anAccessLogThatCannotBeOpenedIsNamed() throws Exception {
    write("file", "");
    Result result = onr(Map.of("ONR_ACCESS_LOG_PATH", "file/access.log"));
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .singleElement()
        .asString()
        .startsWith("init access log: ")
        .contains("ONR_ACCESS_LOG_PATH");
  }

  @Test
  void aPidFileThatCannotBeWrittenIsNamed() throws Exception {
    write("file", "");
    Result result = onr(Map.of("ONR_PID_FILE", "file/onr.pid"));
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .singleElement()
        .asString()
        .startsWith("write pid file: ")
        .contains("ONR_PID_FILE");
  }

  @Test
  void aWatchedDirectoryMustBeThere() throws Exception {
    Result result =
        onr(Map.of("ONR_PROVIDERS_DIR", "nope", "ONR_PROVIDERS_AUTO_RELOAD_ENABLED", "1"));
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).last().asString().contains("nope");
  }

  @Test
  void aRouteIsExplainedLineByLine() throws Exception {
    write(
        "config/providers/acme.conf",
        """
        syntax "next-router/0.1";
        provider "acme" {
          defaults { upstream_config { base_url = "https://acme.example"; } auth { auth_bearer; } }
          match api = "chat.completions" stream = true { upstream { set_path "/v2"; } }
        }
        """);
    Result result = onr("-t", "--explain", "acme", "chat.completions", "stream");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("choose the URL")
        .anyMatch(line -> line.matches("  set_path \"/v2\"; +\\./config/providers/acme.conf:4"));

    assertThat(onr("-t", "-explain", "acmee", "responses").err())
        .containsExactly("error: no provider \"acmee\"; did you mean \"acme\"?");
    assertThat(onr("-t", "-explain", "acme", "responses").err())
        .containsExactly("error: no route for \"responses\"; there are: chat.completions");
    assertThat(onr("-explain", "acme").code()).isEqualTo(2);
  }
}
