package dev.onr.server;

import static dev.onr.server.log.SystemLog.field;

import dev.onr.config.Diagnostic;
import dev.onr.config.plan.Loaded;
import dev.onr.server.log.AccessLogSettings;
import dev.onr.server.log.Category;
import dev.onr.server.log.Level;
import dev.onr.server.log.SystemLog;
import dev.onr.server.tls.TlsIdentity;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What the process says of itself in the system log. */
final class Announcements {
  private final SystemLog log;

  Announcements(SystemLog log) {
    this.log = log;
  }

  /** What asked for a reload. */
  enum Trigger {
    SIGNAL("signal"),
    FILE_WATCH("providers_auto"),
    CERTIFICATE_WATCH("certificate_auto");

    private final String word;

    Trigger(String word) {
      this.word = word;
    }
  }

  void loaded(Path configuration, SnapshotLoader.Found found) {
    Settings settings = found.snapshot().settings();
    log.info(
        Category.STARTUP,
        "startup config loaded",
        field("config_path", configuration),
        field("providers_path", found.source().path()),
        field("providers_source_is_file", found.source().isFile()),
        field("keys_file", settings.keysFile()),
        field("models_file", settings.modelsFile()));
    runtimeFlags(settings, found.accessLog());
  }

  private void runtimeFlags(Settings settings, AccessLogSettings accessLog) {
    log.info(
        Category.STARTUP,
        "startup runtime flags",
        field("access_log_enabled", settings.logging().accessLog()),
        field("access_log_target", accessLog.target().describe()),
        field("providers_auto_reload_enabled", settings.providers().autoReload()),
        field("providers_auto_reload_debounce_ms", settings.providers().debounce().toMillis()),
        field("traffic_dump_enabled", settings.trafficDump().enabled()),
        field("traffic_dump_dir", settings.trafficDump().dir()),
        field("traffic_dump_max_bytes", settings.trafficDump().maxBytes()));
  }

  void listening(ListenAddress address, boolean tls, ProviderSource source) {
    log.info(
        Category.SERVER,
        "open-next-router listening",
        field("listen_url", address.url(tls)),
        field("providers_source_is_file", source.isFile()));
  }

  void adminListening(ListenAddress address, boolean tls) {
    log.info(Category.SERVER, "admin listening", field("listen_url", address.url(tls)));
  }

  void watching(Path root, long debounceMillis) {
    log.info(
        Category.PROVIDERS,
        "providers auto-reload enabled",
        field("source", Trigger.FILE_WATCH.word),
        field("providers_watch_dir", root),
        field("debounce_ms", debounceMillis));
  }

  void watchNotAdded(Path directory, Exception e) {
    log.warn(
        Category.PROVIDERS,
        "providers auto-reload add watch failed",
        field("source", Trigger.FILE_WATCH.word),
        field("path", directory),
        field("error", ErrorText.of(e)));
  }

  void watchFailed(Exception e) {
    log.error(
        Category.PROVIDERS,
        "providers auto-reload watcher error",
        field("source", Trigger.FILE_WATCH.word),
        field("error", ErrorText.of(e)));
  }

  /** Provider files that were left out, at start or at a reload. */
  void skipped(boolean reload, ProviderSource source, Loaded providers) {
    if (providers.skippedFiles().isEmpty()) {
      return;
    }
    log.warn(
        Category.PROVIDERS,
        "providers skipped invalid files",
        field("phase", reload ? "reload" : "load"),
        field("providers_path", source.path()),
        field("skipped_invalid_files", String.join(",", providers.skippedFiles().keySet())),
        field(
            "skip_reasons",
            providers.skippedFiles().entrySet().stream()
                .map(each -> each.getKey() + ": " + reason(each.getValue()))
                .collect(Collectors.joining(" | "))));
  }

  private static String reason(String text) {
    return text.isBlank() ? "unknown" : text;
  }

  /** What is likely a mistake in the configuration, a line for each. */
  void warnings(List<Diagnostic> warnings) {
    warnings.forEach(
        each ->
            log.warn(Category.STARTUP, "configuration warning", field("warning", each.headline())));
  }

  void reloaded(
      Trigger trigger, Settings settings, ProviderSource source, List<String> changedProviders) {
    log.info(
        Category.RELOAD,
        "reload ok",
        field("source", trigger.word),
        field("providers_path", source.path()),
        field("providers_source_is_file", source.isFile()),
        field(
            "changed_providers",
            changedProviders.isEmpty() ? "<none>" : String.join(",", changedProviders)),
        field("keys_file", settings.keysFile()),
        field("models_file", settings.modelsFile()),
        field("pricing_file", settings.pricing().file()),
        field("pricing_overrides_file", settings.pricing().overridesFile()));
  }

  void certificateChanged(TlsIdentity identity) {
    log.info(
        Category.RELOAD,
        "certificate changed",
        field("cert_file", identity.certificateFile()),
        field("key_file", identity.keyFile()));
  }

  /** A reload that changed nothing, with every finding below its line. */
  void reloadFailed(Trigger trigger, String error, String details) {
    log.error(
        Category.RELOAD, "reload failed", field("source", trigger.word), field("error", error));
    log.text(Level.ERROR, details);
  }

  /** A setting that has another value in the file now but can't change while running. */
  void staysUntilRestart(String setting, Object running, Object configured) {
    if (!running.equals(configured)) {
      log.warn(
          Category.RELOAD,
          "a changed setting needs a restart",
          field("setting", setting),
          field("running", running),
          field("configured", configured));
    }
  }

  void stopping(int inFlight, long graceMillis) {
    log.info(
        Category.SERVER,
        "stopping, a second signal ends at once",
        field("requests_in_flight", inFlight),
        field("grace_ms", graceMillis));
  }

  void stopped() {
    log.info(Category.SERVER, "stopped");
  }
}
