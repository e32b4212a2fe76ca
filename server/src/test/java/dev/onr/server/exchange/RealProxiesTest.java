package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.onr.server.exchange.RawClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proxies that others wrote; {@code .ci/run} installs them. */
class RealProxiesTest {
  private static final String CHAT = "{\"model\":\"m\"}";

  @TempDir Path directory;

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Process start(int port, String... command) throws Exception {
    assumeTrue(isInstalled(command[0]), command[0] + " is not installed");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (process.isAlive() && System.nanoTime() < end) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return process;
      } catch (IOException e) {
        Thread.onSpinWait();
      }
    }
    process.destroyForcibly();
    return fail(command[0] + " does not listen: " + Files.readString(directory.resolve("log")));
  }

  private static Answer ask(ScriptedUpstream upstream, String proxy) throws Exception {
    try (TestGateway gateway =
        TestGateway.to("http://localhost:" + upstream.port())
            .yaml("upstream_proxies:\n  by_provider:\n    acme: " + proxy + "\n")
            .start()) {
      return gateway.chat(CHAT);
    }
  }

  @Test
  void tinyproxyWithALogin() throws Exception {
    int port = freePort();
    Path settings = directory.resolve("tinyproxy.conf");
    Files.writeString(
        settings, "Port " + port + "\nListen 127.0.0.1\nBasicAuth me secret\nTimeout 20\n");
    Process proxy = start(port, "tinyproxy", "-d", "-c", settings.toString());
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{\"ok\":1}")) {
      assertThat(ask(upstream, "http://me:secret@127.0.0.1:" + port).text())
          .isEqualTo("{\"ok\":1}");
      assertThat(upstream.requests.getFirst().header("Via")).isNotEmpty();
      Answer refused = ask(upstream, "http://127.0.0.1:" + port);
      assertThat(refused.status()).isEqualTo(502);
      assertThat(refused.text()).contains("upstream_unreachable", "the proxy wants another login");
      assertThat(upstream.requests).hasSize(1);
    } finally {
      proxy.destroyForcibly();
    }
  }

  @Test
  void microsocksWithALogin() throws Exception {
    int port = freePort();
    Process proxy =
        start(port, "microsocks", "-i", "127.0.0.1", "-p", "" + port, "-u", "me", "-P", "secret");
    try (ScriptedUpstream upstream = ScriptedUpstream.json("{\"ok\":1}")) {
      assertThat(ask(upstream, "socks5h://me:secret@127.0.0.1:" + port).text())
          .isEqualTo("{\"ok\":1}");
      Answer refused = ask(upstream, "socks5h://me:wrong@127.0.0.1:" + port);
      assertThat(refused.status()).isEqualTo(502);
      assertThat(refused.text()).contains("upstream_unreachable").doesNotContain("wrong");
      assertThat(upstream.requests).hasSize(1);
    } finally {
      proxy.destroyForcibly();
    }
  }
}
