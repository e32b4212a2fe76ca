package dev.onr.server;

import dev.onr.config.plan.LoadMode;
import dev.onr.config.plan.Loaded;
import dev.onr.server.Announcements.Trigger;
import dev.onr.server.log.AccessLog;
import dev.onr.server.log.Level;
import dev.onr.server.log.SystemLog;
import dev.onr.server.tls.InvalidPemException;
import dev.onr.server.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Holds the configuration in use and replaces it, as a whole or not at all. Requests read it with
 * one volatile read; reloads happen one after another.
 */
final class Reloader implements Supplier<Snapshot> {
  private final Path configuration;
  private final SnapshotLoader loader;
  private final AccessLog accessLog;
  private final SystemLog systemLog;
  private final Announcements announcements;
  private final Settings atStart;
  private Consumer<TlsIdentity> certificates = ignored -> {};
  private volatile Snapshot current;

  Reloader(
      Path configuration,
      SnapshotLoader loader,
      Snapshot first,
      AccessLog accessLog,
      SystemLog systemLog) {
    this.configuration = configuration;
    this.loader = loader;
    this.current = first;
    this.atStart = first.settings();
    this.accessLog = accessLog;
    this.systemLog = systemLog;
    this.announcements = new Announcements(systemLog);
  }

  @Override
  public Snapshot get() {
    return current;
  }

  /** Reads everything anew. Whatever comes of it, a log file that was moved away is begun again. */
  synchronized void reloadAll() {
    SnapshotLoader.Found found;
    AccessLog.Opened opened;
    try {
      found = loader.load(configuration, LoadMode.LENIENT, Optional.of(current.plan()));
      opened = accessLog.open(found.accessLog());
    } catch (LoadFailure e) {
      accessLog.reopen();
      announcements.reloadFailed(Trigger.SIGNAL, e.sentence("reload"), e.details());
      return;
    } catch (IOException e) {
      accessLog.reopen();
      announcements.reloadFailed(Trigger.SIGNAL, "reload access log: " + ErrorText.of(e), "");
      return;
    }
    Snapshot earlier = current;
    current = found.snapshot();
    showCertificate(earlier);
    accessLog.use(opened);
    Settings settings = found.snapshot().settings();
    systemLog.limitTo(Level.valueOf(settings.logging().level().name()));
    announcements.warnings(found.warnings());
    announcements.skipped(true, found.source(), found.providers());
    tellWhatStays(settings);
    announcements.reloaded(
        Trigger.SIGNAL,
        settings,
        found.source(),
        found.snapshot().plan().changesSince(earlier.plan()));
  }

  /** Reads the providers anew and nothing else. */
  synchronized void reloadProviders() {
    Snapshot earlier = current;
    ProviderSource source = ProviderSource.resolve(earlier.settings().providers());
    Loaded providers;
    try {
      providers = loader.providers(source, LoadMode.LENIENT, Optional.of(earlier.plan()));
    } catch (LoadFailure e) {
      announcements.reloadFailed(Trigger.FILE_WATCH, e.sentence("reload"), e.details());
      return;
    }
    current = earlier.with(providers.plan());
    announcements.warnings(providers.warnings());
    announcements.skipped(true, source, providers);
    announcements.reloaded(
        Trigger.FILE_WATCH,
        earlier.settings(),
        source,
        providers.plan().changesSince(earlier.plan()));
  }

  /** Who shows a certificate that was changed, from the start or since. */
  synchronized void onCertificate(Consumer<TlsIdentity> show) {
    certificates = show;
    current.settings().server().tls().ifPresent(show);
  }

  /** Reads the certificate and its key anew and nothing else. */
  synchronized void reloadCertificate() {
    Snapshot earlier = current;
    Optional<TlsIdentity> identity = earlier.settings().server().tls();
    if (identity.isEmpty()) {
      return;
    }
    try {
      current = earlier.with(identity.get().reread());
      showCertificate(earlier);
    } catch (InvalidPemException e) {
      announcements.reloadFailed(Trigger.CERTIFICATE_WATCH, ErrorText.of(e), "");
    }
  }

  private void showCertificate(Snapshot earlier) {
    Optional<TlsIdentity> before = earlier.settings().server().tls();
    Optional<TlsIdentity> now = current.settings().server().tls();
    // TLS can't begin or end on a port that is open.
    if (before.isPresent() && now.isPresent() && !now.equals(before)) {
      certificates.accept(now.get());
      announcements.certificateChanged(now.get());
    }
  }

  private void tellWhatStays(Settings now) {
    Settings.Server running = atStart.server();
    Settings.Server configured = now.server();
    announcements.staysUntilRestart("server.listen", running.listen(), configured.listen());
    announcements.staysUntilRestart(
        "admin.listen", written(atStart.adminListen()), written(now.adminListen()));
    announcements.staysUntilRestart("server.pid_file", running.pidFile(), configured.pidFile());
    announcements.staysUntilRestart("server.workers", running.workers(), configured.workers());
    announcements.staysUntilRestart(
        "server.connect_timeout_ms", running.connectTimeout(), configured.connectTimeout());
    announcements.staysUntilRestart(
        "server.tls", running.tls().isPresent(), configured.tls().isPresent());
    announcements.staysUntilRestart("upstream", atStart.upstream(), now.upstream());
    announcements.staysUntilRestart(
        "providers.auto_reload.enabled",
        atStart.providers().autoReload(),
        now.providers().autoReload());
    announcements.staysUntilRestart(
        "providers.auto_reload.debounce_ms",
        atStart.providers().debounce(),
        now.providers().debounce());
  }

  private static String written(Optional<ListenAddress> address) {
    return address.map(ListenAddress::toString).orElse("<none>");
  }
}
