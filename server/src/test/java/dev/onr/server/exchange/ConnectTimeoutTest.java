package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.server.exchange.RawClient.Answer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A provider's own {@code connect_timeout} against that of onr.yaml, with an upstream whose queue
 * of connections is full, so that Linux drops the first packet of another one and the gateway's
 * system sends it anew after a second.
 */
@EnabledOnOs(OS.LINUX)
class ConnectTimeoutTest {
  private static final String CHAT = "{\"model\":\"m\"}";
  private static final String SYN_SENT = "02";

  private ServerSocket upstream;
  private final List<Socket> waiting = new ArrayList<>();

  @BeforeEach
  void fillTheQueue() throws Exception {
    upstream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    boolean full = false;
    while (!full) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(upstream.getLocalSocketAddress(), 100);
      } catch (SocketTimeoutException e) {
        full = true;
      }
    }
    waiting.removeLast().close();
  }

  @AfterEach
  void close() throws Exception {
    for (Socket socket : waiting) {
      socket.close();
    }
    upstream.close();
  }

  @Test
  void aProviderMayBeGivenMoreTimeThanOthers() throws Exception {
    try (TestGateway gateway = gateway(100, "connect_timeout 1m;");
        RawClient client = gateway.client()) {
      client.send(TestGateway.post("/v1/chat/completions", CHAT));
      awaitDroppedPacket();
      for (int i = 0; i < waiting.size(); i++) {
        upstream.accept().close();
      }
      try (Socket socket = upstream.accept()) {
        assertThat(ScriptedUpstream.Wire.head(socket.getInputStream())).startsWith("POST ");
        socket
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate"
                    .getBytes(StandardCharsets.US_ASCII));
        assertThat(client.answer().text()).isEqualTo("late");
      }
    }
  }

  @Test
  void aProviderMayBeGivenLessTimeThanOthers() throws Exception {
    try (TestGateway gateway = gateway(60_000, "connect_timeout 100ms;")) {
      Answer answer = gateway.chat(CHAT);
      assertThat(answer.status()).isEqualTo(504);
      assertThat(answer.text()).contains("could not connect to", "within 100 ms");
    }
  }

  private TestGateway gateway(int serverMillis, String statement) throws Exception {
    return TestGateway.to("http://127.0.0.1:" + upstream.getLocalPort())
        .server("connect_timeout_ms: " + serverMillis)
        .matches("match {}")
        .upstreamConfig(statement)
        .start();
  }

  /** Waits until the system tries to connect to the upstream and gets no answer. */
  private void awaitDroppedPacket() throws Exception {
    String port = ":%04X".formatted(upstream.getLocalPort());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!(triesFrom("/proc/net/tcp", port) || triesFrom("/proc/net/tcp6", port))) {
      assertThat(System.nanoTime()).as("nobody connects").isLessThan(deadline);
    }
  }

  private static boolean triesFrom(String table, String port) throws Exception {
    return Files.readAllLines(Path.of(table)).stream()
        .map(line -> line.strip().split("\\s+"))
        .anyMatch(fields -> fields[2].endsWith(port) && fields[3].equals(SYN_SENT));
  }
}
