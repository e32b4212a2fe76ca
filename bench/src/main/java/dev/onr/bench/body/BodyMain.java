package dev.onr.bench.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * {@code bench/body}: sends large bodies through a gateway with one event loop, one after another,
 * while small requests on the same loop tell how long it was busy. Then it looks for the smallest
 * heap in which each still passes.
 */
public final class BodyMain {
  private static final List<String> ROOMY =
      List.of("-Xms256m", "-Xmx256m", "-XX:+UseParallelGC", "-XX:+UseCompactObjectHeaders");

  /** Large arrays go to the old generation at once; what is young hardly counts. */
  private static final int YOUNG_MB = 8;

  private static final long LATE_NANOS = 2_000_000;

  private final String command;
  private final Path work;
  private final int port;
  private final int upstreamPort;
  private final int size;
  private final int rounds;

  private BodyMain(
      String command, Path work, int port, int upstreamPort, int megabytes, int rounds) {
    this.command = command;
    this.work = work;
    this.port = port;
    this.upstreamPort = upstreamPort;
    this.size = megabytes << 20;
    this.rounds = rounds;
  }

  /** Takes onr's launcher, directory, port, upstream's port, megabytes, rounds, labels of cases. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    BodyMain main =
        new BodyMain(
            arguments[0],
            Path.of(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            Integer.parseInt(arguments[4]),
            Integer.parseInt(arguments[5]));
    List<String> wanted = Arrays.asList(arguments[6].split(","));
    List<LargeBody> cases =
        Arrays.stream(LargeBody.values())
            .filter(each -> arguments[6].equals("all") || wanted.contains(each.label()))
            .toList();
    try (var _ = new BodyUpstream(main.upstreamPort, main.size)) {
      main.delays(cases);
      main.heaps(cases);
    }
  }

  private void delays(List<LargeBody> cases) throws IOException, InterruptedException {
    System.out.println(
        """
        | case | ms per body | small requests: p50 us | longest, least ms | typical ms | worst ms | \
        over 2 ms | longest GC pause ms |
        |---|---:|---:|---:|---:|---:|---:|---:|\
        """);
    try (Subject onr = Subject.start(command, work, port, ROOMY)) {
      for (LargeBody each : cases) {
        send(port, each.request(size), 12); // compiled by then
      }
      row("none, past the gateway", onr, upstreamPort, LargeBody.SPLICED.request(size));
      for (LargeBody each : cases) {
        row(each.label(), onr, port, each.request(size));
      }
    }
  }

  private void row(String label, Subject onr, int to, ByteBuffer body)
      throws IOException, InterruptedException {
    Probe probe = Probe.start(port);
    List<Probe.Span> bodies = send(to, body, rounds);
    List<Probe.Span> small = probe.end();
    List<Probe.Span> pauses = onr.pauses();
    long[] worst = bodies.stream().mapToLong(each -> longest(each, small, pauses)).toArray();
    Arrays.sort(worst);
    long[] usual = small.stream().mapToLong(Probe.Span::nanos).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f | %d | %.1f | %.1f | %.1f | %d of %d | %.1f |%n",
        label,
        bodies.stream().mapToLong(Probe.Span::nanos).average().orElse(0) / 1e6,
        usual[usual.length / 2] / 1000,
        worst[0] / 1e6,
        worst[worst.length / 2] / 1e6,
        worst[worst.length - 1] / 1e6,
        Arrays.stream(worst).filter(nanos -> nanos > LATE_NANOS).count(),
        worst.length,
        pauses.stream()
                .filter(pause -> bodies.stream().anyMatch(each -> pause.within(each) > 0))
                .mapToLong(Probe.Span::nanos)
                .max()
                .orElse(0)
            / 1e6);
  }

  /** The longest that a small request took while the body was under way, pauses not counted. */
  private static long longest(Probe.Span body, List<Probe.Span> small, List<Probe.Span> pauses) {
    return small.stream()
        .filter(each -> each.within(body) > 0)
        .mapToLong(
            each -> each.nanos() - pauses.stream().mapToLong(pause -> pause.within(each)).sum())
        .max()
        .orElse(0);
  }

  /** When each began and ended. */
  private static List<Probe.Span> send(int port, ByteBuffer message, int times)
      throws IOException, InterruptedException {
    List<Probe.Span> spans = new ArrayList<>();
    try (Wire wire = Wire.connect(port)) {
      for (int i = 0; i < times; i++) {
        long from = System.nanoTime();
        wire.write(message);
        String status = wire.read();
        spans.add(new Probe.Span(from, System.nanoTime()));
        if (!status.contains(" 200 ")) {
          throw new IOException("answered with " + status);
        }
        Thread.sleep(20);
      }
    }
    return spans;
  }

  private void heaps(List<LargeBody> cases) throws IOException, InterruptedException {
    long idle;
    try (Subject onr = Subject.start(command, work, port, heap(128))) {
      try (Wire wire = Wire.connect(port)) {
        wire.write(LargeBody.message("GET /healthz HTTP/1.1\r\nHost: bench\r\n", "", 0));
        wire.read();
      }
      idle = onr.live() >> 10;
    }
    System.out.println(
        "\nidle: " + idle + " MB live\n\n| case | heap beside that, times the body |");
    System.out.println("|---|---:|");
    for (LargeBody each : cases) {
      System.out.printf(Locale.ROOT, "| %s | %s |%n", each.label(), needed(each, idle));
    }
  }

  /** The smallest heap, in steps of half a body. */
  private String needed(LargeBody each, long idle) throws IOException, InterruptedException {
    for (int halves = 2; halves <= 16; halves++) {
      long megabytes = YOUNG_MB + idle + ((halves * (long) size) >> 21);
      try (Subject onr = Subject.start(command, work, port, heap(megabytes))) {
        onr.endAfter(Duration.ofSeconds(15));
        send(port, each.request(size), 3);
        return String.format(Locale.ROOT, "%.1f", halves / 2.0);
      } catch (IOException e) {
        // Too small.
      }
    }
    return "more than 8";
  }

  private static List<String> heap(long megabytes) {
    return List.of(
        "-Xms" + megabytes + "m",
        "-Xmx" + megabytes + "m",
        "-Xmn" + YOUNG_MB + "m",
        "-XX:MaxDirectMemorySize=16m",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders");
  }
}
