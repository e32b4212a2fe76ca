package dev.onr.bench.beside;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** {@code bench/run}: contestants take turns, case by case and round by round. */
public final class RunMain {
  private static final int UPSTREAM = 18_080;
  private static final int STARTS = 3;
  private static final int LATER_WARM_UPS = 4;
  private static final int REQUESTS_BEFORE_MEMORY = 500;
  private static final int CONNECTIONS_BESIDE_IDLE_ONES = 8;

  private final Wishes wishes;
  private final Stage stage;
  private final Wrk wrk;
  private final Vertx vertx;
  private final Set<Running> warm = new HashSet<>();
  private final List<Figures.Round> rounds = new ArrayList<>();
  private final List<Figures.Start> starts = new ArrayList<>();

  private RunMain(Wishes wishes, Stage stage, Vertx vertx) {
    this.wishes = wishes;
    this.stage = stage;
    this.wrk = new Wrk(stage.work());
    this.vertx = vertx;
  }

  /** See {@link Wishes}. The directory for files of the run comes first. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, GeneralSecurityException {
    Wishes wishes = Wishes.of(List.of(arguments));
    Process scripted = upstream(wishes.work());
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    try (HttpClient client = HttpClient.newBuilder().sslContext(trust(wishes.work())).build()) {
      Stage stage = new Stage(wishes.work(), UPSTREAM, scripted, client);
      Report report = new Report(new RunMain(wishes, stage, vertx).run(), machine(wishes));
      System.out.println(report.markdown());
      Files.writeString(wishes.results().resolve("run.json"), report.json());
      Files.writeString(wishes.results().resolve("run.md"), report.markdown());
      if (wishes.document().isPresent()) {
        Path document = wishes.document().get();
        Files.writeString(document, Report.renewed(Files.readString(document), report.markdown()));
      }
    } finally {
      scripted.destroy();
      vertx.close().await();
    }
  }

  /** Believes the certificate that contestants present, which was made for this run. */
  private static SSLContext trust(Path work) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream certificate = Files.newInputStream(work.resolve("cert.pem"))) {
      store.setCertificateEntry(
          "bench", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static Process upstream(Path work) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            ScriptedUpstream.class.getName(),
            Integer.toString(UPSTREAM))
        .redirectErrorStream(true)
        .redirectOutput(work.resolve("upstream.log").toFile())
        .start();
  }

  private Figures run() throws IOException, InterruptedException {
    List<Running> running = new ArrayList<>();
    try {
      int port = UPSTREAM + 10;
      for (Contestant contestant : wishes.contestants()) {
        running.add(begin(contestant, port));
        port += 10;
      }
      for (Workload workload : wishes.workloads()) {
        measure(workload, running);
      }
    } finally {
      for (Running each : running) {
        each.stop();
      }
    }
    return new Figures(rounds, starts);
  }

  /**
   * Starts it several times, since the first start reads files for the first time; the last one
   * stays.
   */
  private Running begin(Contestant contestant, int port) throws IOException, InterruptedException {
    Running running = stage.start(contestant, port);
    for (int i = 1; contestant.script().isPresent(); i++) {
      stage.ask(running, REQUESTS_BEFORE_MEMORY);
      starts.add(new Figures.Start(contestant.name(), running.startMillis(), running.residentMb()));
      if (i == STARTS) {
        break;
      }
      running.stop();
      running = stage.start(contestant, port);
    }
    return running;
  }

  private void measure(Workload workload, List<Running> running)
      throws IOException, InterruptedException {
    List<Running> takers =
        running.stream().filter(each -> each.contestant().takesPartIn(workload)).toList();
    for (Running each : takers) {
      // A JVM compiles most of what all cases share during the first one.
      int share = warm.add(each) ? 1 : LATER_WARM_UPS;
      load(each, workload, Math.max(1, wishes.warmUpSeconds() / share));
    }
    int times = workload.kind() == Workload.Kind.IDLE ? 1 : wishes.rounds();
    for (int number = 1; number <= times; number++) {
      for (Running each : takers) {
        long before = each.cpuMicros();
        Figures.Round round = round(each, workload, number, before);
        rounds.add(round);
        System.err.printf(
            "%s %s round %d: %d in %.1f s, p50 %.0f us, CPU %.1f us, %d errors%n",
            workload.title(),
            each.contestant().name(),
            number,
            round.load().units(),
            round.load().seconds(),
            round.load().p50(),
            round.cpu(),
            round.load().errors());
      }
    }
  }

  private Figures.Round round(Running each, Workload workload, int number, long before)
      throws IOException, InterruptedException {
    if (workload.kind() == Workload.Kind.IDLE) {
      try (IdleConnections idle = IdleConnections.open(each.port(), workload.clients())) {
        Load load = wrk.run(each, workload, CONNECTIONS_BESIDE_IDLE_ONES, wishes.seconds());
        Load withRefused =
            Load.ofAnswers(
                load.units(),
                load.seconds(),
                load.p50(),
                load.p99(),
                load.errors() + idle.refused());
        return figures(each, workload, number, before, withRefused);
      }
    }
    return figures(each, workload, number, before, load(each, workload, wishes.seconds()));
  }

  private static Figures.Round figures(
      Running each, Workload workload, int number, long before, Load load) throws IOException {
    double cpu = (each.cpuMicros() - before) / (double) Math.max(1, load.units());
    return new Figures.Round(
        workload, each.contestant().name(), number, load, cpu, each.residentMb());
  }

  private Load load(Running target, Workload workload, int seconds)
      throws IOException, InterruptedException {
    return switch (workload.kind()) {
      case CLOSED, TRANSLATED -> wrk.run(target, workload, workload.clients(), seconds);
      case IDLE -> wrk.run(target, workload, CONNECTIONS_BESIDE_IDLE_ONES, seconds);
      case HTTP2 -> new Http2Load(vertx, target, workload, seconds).run();
      case PACED -> new PacedLoad(vertx, target, workload, seconds).run();
    };
  }

  private static String machine(Wishes wishes) throws IOException {
    String model =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown processor");
    return "Measured on "
        + LocalDate.now(ZoneOffset.UTC)
        + ": "
        + Runtime.getRuntime().availableProcessors()
        + " cores ("
        + model
        + "), Java "
        + Runtime.version()
        + ", "
        + wishes.rounds()
        + " rounds of "
        + wishes.seconds()
        + " s.";
  }
}
