package dev.onr.server;

import dev.onr.config.plan.LoadMode;
import dev.onr.server.dump.Dumps;
import dev.onr.server.exchange.ExchangeLog;
import dev.onr.server.log.AccessLog;
import dev.onr.server.log.Level;
import dev.onr.server.log.SystemLog;
import dev.onr.server.log.SystemLogAppender;
import dev.onr.server.log.UsageFactsLog;
import dev.onr.server.tls.TlsIdentity;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/**
 * A serving gateway from its start to its end: read everything, listen to signals, bind, write the
 * pid file, say so; and after SIGTERM or SIGINT finish what is in flight and undo the rest, the
 * last first.
 */
final class GatewayProcess {
  /** What closing may take beyond the grace that requests in flight have. */
  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** How long certificate files must rest after a change: tools write them one by one. */
  private static final Duration CERTIFICATE_REST = Duration.ofMillis(500);

  private final SnapshotLoader loader;
  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;
  private final boolean colour;
  private final IntConsumer onListening;

  /** How to close what is open, the last first. */
  private final Deque<Runnable> closers = new ArrayDeque<>();

  /** What runs once everything did start. */
  private record Running(Gateway gateway, Reloader reloader, Announcements announcements) {}

  /**
   * @param out standard output, for the access log
   * @param err standard error, for the system log and for what keeps the gateway from starting
   * @param clock time of day, in the zone in which logs are written
   * @param colour whether the system log is coloured
   * @param onListening hears the port once it is bound and announced
   */
  GatewayProcess(
      SnapshotLoader loader,
      PrintStream out,
      PrintStream err,
      Clock clock,
      boolean colour,
      IntConsumer onListening) {
    this.loader = loader;
    this.out = out;
    this.err = err;
    this.clock = clock;
    this.colour = colour;
    this.onListening = onListening;
  }

  /** Serves until a signal ends it; gives the exit code. */
  int serve(Path configuration) {
    HeadStart.numbers();
    Shutdown shutdown = new Shutdown();
    shutdown.listen(this::closeAll);
    try {
      Running running = start(configuration);
      shutdown.await();
      drain(running);
      shutdown.done();
      closeAll();
      running.announcements.stopped();
      return ExitCode.FINE;
    } catch (StartFailure e) {
      err.println(e.getMessage());
      err.print(e.details());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeAll();
    }
    return ExitCode.FAILED;
  }

  private Running start(Path configuration) throws StartFailure, InterruptedException {
    SystemLog systemLog;
    FutureTask<Vertx> vertx;
    SnapshotLoader.Found found;
    try {
      Settings settings = loader.settings(configuration);
      Level level = Level.valueOf(settings.logging().level().name());
      systemLog = new SystemLog(err, clock, level, colour);
      vertx = vertx(Gateway.eventLoops(settings), systemLog);
      found = loader.load(settings, configuration, LoadMode.LENIENT, Optional.empty());
    } catch (LoadFailure e) {
      throw new StartFailure(e.sentence("load"), e.details());
    }
    Announcements announcements = new Announcements(systemLog);
    announcements.warnings(found.warnings());
    announcements.skipped(false, found.source(), found.providers());
    AccessLog accessLog = openAccessLog(found, systemLog);
    Reloader reloader = new Reloader(configuration, loader, found.snapshot(), accessLog, systemLog);
    // Before the pid file tells others that there is somebody to signal.
    HangUps.listen(reloader::reloadAll);
    Settings settings = found.snapshot().settings();
    if (settings.providers().autoReload()) {
      watch(settings.providers(), reloader, announcements);
    }
    // Before the pid file, which may be that of a process that holds the port.
    Dumps dumps = new Dumps(clock.getZone(), systemLog);
    onClose(dumps::close);
    Gateway gateway =
        bind(vertx, reloader, new Records(accessLog, new UsageFactsLog(systemLog), dumps));
    // Waits, so that what the log says of it is true.
    reloader.onCertificate(identity -> finish(gateway.show(identity), CLOSING));
    if (settings.server().tls().isPresent()) {
      watchCertificate(settings.server().tls().get(), reloader, announcements);
    }
    writePidFile(settings.server().pidFile());
    announcements.loaded(configuration, found);
    ListenAddress address = settings.server().listen();
    boolean tls = settings.server().tls().isPresent();
    announcements.listening(new ListenAddress(address.host(), gateway.port()), tls, found.source());
    if (settings.adminListen().isPresent()) {
      String host = settings.adminListen().get().host();
      announcements.adminListening(new ListenAddress(host, gateway.adminPort().orElseThrow()), tls);
    }
    onListening.accept(gateway.port());
    return new Running(gateway, reloader, announcements);
  }

  private AccessLog openAccessLog(SnapshotLoader.Found found, SystemLog systemLog)
      throws StartFailure {
    try {
      AccessLog accessLog = new AccessLog(found.accessLog(), out, clock, systemLog);
      onClose(accessLog::close);
      return accessLog;
    } catch (IOException e) {
      throw new StartFailure(
          "init access log: "
              + ErrorText.of(e)
              + "; choose another file with logging.access_log_path or ONR_ACCESS_LOG_PATH");
    }
  }

  private void watch(Settings.Providers settings, Reloader reloader, Announcements announcements)
      throws StartFailure {
    Path root = ProviderWatch.root(ProviderSource.resolve(settings));
    try {
      ProviderWatch watch =
          ProviderWatch.start(root, settings.debounce(), reloader::reloadProviders, announcements);
      onClose(watch::close);
      announcements.watching(root, settings.debounce().toMillis());
    } catch (IOException e) {
      throw new StartFailure("init providers auto reload: " + ErrorText.of(e));
    }
  }

  private void watchCertificate(
      TlsIdentity identity, Reloader reloader, Announcements announcements) throws StartFailure {
    Set<Path> directories =
        new HashSet<>(List.of(parent(identity.certificateFile()), parent(identity.keyFile())));
    try {
      for (Path directory : directories) {
        ProviderWatch watch =
            ProviderWatch.start(
                directory, CERTIFICATE_REST, reloader::reloadCertificate, announcements);
        onClose(watch::close);
      }
    } catch (IOException e) {
      throw new StartFailure("watch the certificate: " + ErrorText.of(e));
    }
  }

  private static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }

  /**
   * Begins to make what requests will run on; the providers are read meanwhile. A start that fails
   * ends the process, and this with it.
   */
  private FutureTask<Vertx> vertx(int eventLoops, SystemLog systemLog) {
    return HeadStart.begin(
        "onr-vertx",
        () -> {
          // Before the first library logs.
          SystemLogAppender.route(systemLog);
          return Gateway.newVertx(eventLoops);
        });
  }

  private Gateway bind(FutureTask<Vertx> vertx, Reloader reloader, ExchangeLog records)
      throws StartFailure, InterruptedException {
    RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    try {
      Vertx made = vertx.get();
      onClose(() -> finish(made.close(), CLOSING));
      return Gateway.start(made, reloader, records, clock, random)
          .toCompletionStage()
          .toCompletableFuture()
          .get();
    } catch (ExecutionException e) {
      throw new StartFailure("run: " + ErrorText.of(e.getCause() == null ? e : e.getCause()));
    }
  }

  private void writePidFile(Path path) throws StartFailure {
    try {
      onClose(PidFile.write(path, ProcessHandle.current().pid())::remove);
    } catch (IOException e) {
      throw new StartFailure(
          "write pid file: "
              + ErrorText.of(e)
              + "; choose another file with server.pid_file or ONR_PID_FILE");
    }
  }

  private static void drain(Running running) {
    Duration grace = running.reloader.get().settings().server().shutdownGrace();
    running.announcements.stopping(running.gateway.inFlight(), grace.toMillis());
    finish(running.gateway.drain(grace), grace.plus(CLOSING));
  }

  /** Waits, but not for ever, and whatever comes of it: the process ends all the same. */
  private static void finish(Future<Void> future, Duration bound) {
    try {
      future.toCompletionStage().toCompletableFuture().get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Nothing more can be done for it.
    }
  }

  private void onClose(Runnable closer) {
    synchronized (closers) {
      closers.push(closer);
    }
  }

  private void closeAll() {
    while (true) {
      Runnable next;
      synchronized (closers) {
        next = closers.poll();
      }
      if (next == null) {
        return;
      }
      next.run();
    }
  }
}
