package dev.onr.bench.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The gateway's process, looked at from outside: /proc, jcmd, its log and its list of upstreams.
 */
final class Gateway {
  private static final Pattern USED = Pattern.compile("(?:PSYoungGen|ParOldGen)\\s.*used (\\d+)K");
  private static final Pattern OTHER =
      Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB");
  private static final Pattern UNDER_WAY = Pattern.compile("\"under_way\":(\\d+)");
  private static final Pattern REQUEST_ID = Pattern.compile("request_id=(soak-\\d+)");

  private final Process process;
  private final Path work;
  private final int port;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private Gateway(Process process, Path work, int port) {
    this.process = process;
    this.work = work;
    this.port = port;
  }

  /** Starts it with {@code onr.yaml} of the directory and waits until it answers. */
  static Gateway start(String command, Path work, int port)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command, "-c", work.resolve("onr.yaml").toString())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("log").toFile());
    // Direct buffers of Netty are memory that only the JVM's own accounting of native memory sees.
    builder
        .environment()
        .merge("ONR_JVM_FLAGS", "-XX:NativeMemoryTracking=summary", (a, b) -> a + " " + b);
    Gateway gateway = new Gateway(builder.start(), work, port);
    for (int tries = 0; ; tries++) {
      try {
        gateway.ask("/healthz");
        return gateway;
      } catch (IOException e) {
        if (tries == 100 || !gateway.process.isAlive()) {
          throw new IllegalStateException("onr does not start; see " + work.resolve("log"), e);
        }
        Thread.sleep(200);
      }
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void reload() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
  }

  /** Ends it in good order; the exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    client.close();
    return process.waitFor();
  }

  /** What it holds now. Makes it collect its garbage. */
  Sample sample(long minute, long sent, long lines) throws IOException, InterruptedException {
    jcmd("GC.run");
    int sockets = 0;
    int files = 0;
    int others = 0;
    for (String target : descriptors()) {
      if (target.startsWith("socket:")) {
        sockets++;
      } else if (target.startsWith("/") && !target.startsWith("/dev/")) {
        files++;
      } else {
        others++;
      }
    }
    String status = Files.readString(proc("status"));
    return new Sample(
        minute,
        sockets,
        files,
        others,
        number(status, Pattern.compile("Threads:\\s+(\\d+)")),
        number(status, Pattern.compile("VmRSS:\\s+(\\d+)")),
        number(jcmd("GC.heap_info"), USED),
        number(jcmd("VM.native_memory", "summary"), OTHER),
        number(ask("/admin/upstreams"), UNDER_WAY),
        sent,
        lines);
  }

  private List<String> descriptors() throws IOException {
    try (Stream<Path> links = Files.list(proc("fd"))) {
      return links.map(Gateway::target).toList();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "closed";
    }
  }

  private Path proc(String name) {
    return Path.of("/proc", Long.toString(process.pid()), name);
  }

  /** All numbers that a pattern finds, added up. */
  private static long number(String text, Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    long sum = 0;
    while (matcher.find()) {
      sum += Long.parseLong(matcher.group(1));
    }
    return sum;
  }

  private String jcmd(String... command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                            Long.toString(process.pid())),
                        Stream.of(command))
                    .toList())
            .redirectErrorStream(true)
            .start();
    String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jcmd.waitFor();
    return output;
  }

  private String ask(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer soak")
            .timeout(Duration.ofSeconds(20))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** The ids of the load's requests in the access log, in its order. */
  List<String> loggedIds() throws IOException {
    try (Stream<String> lines = Files.lines(work.resolve("access.log"))) {
      return lines
          .map(REQUEST_ID::matcher)
          .filter(Matcher::find)
          .map(matcher -> matcher.group(1))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** Lines of the system log that contain a text. */
  List<String> systemLog(String text) throws IOException {
    try (Stream<String> lines = Files.lines(work.resolve("log"))) {
      return lines.filter(line -> line.contains(text)).toList();
    }
  }
}
