package dev.onr.server;

import static dev.onr.server.SettingsGroup.NO_VARIABLE;

import dev.onr.Api;
import dev.onr.WhiteSpace;
import dev.onr.config.Diagnostic;
import dev.onr.config.NearNames;
import dev.onr.config.SourceFile;
import dev.onr.config.yaml.Findings;
import dev.onr.config.yaml.YamlMapping;
import dev.onr.config.yaml.YamlText;
import dev.onr.credential.Secret;
import dev.onr.models.RetriesReader;
import dev.onr.models.Strategy;
import dev.onr.server.tls.InvalidPemException;
import dev.onr.server.tls.TlsIdentity;
import dev.onr.server.tls.TrustedAuthorities;
import dev.onr.usage.estimate.EstimationSettings;
import dev.onr.usage.estimate.EstimationStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Text and environment to {@link Settings}: defaults, overrides, and every rule between keys. */
final class SettingsReader {
  private static final int MIB = 1 << 20;
  private static final List<String> DUMP_SECTIONS =
      List.of(
          "meta",
          "origin_request",
          "upstream_request",
          "upstream_response",
          "proxy_response",
          "stream");

  private final Variables variables;
  private final Findings findings;
  private final SettingsGroup root;

  private SettingsReader(SourceFile yaml, Map<String, String> environment) {
    this.variables = new Variables(environment);
    this.findings = new Findings();
    YamlMapping mapping = YamlMapping.open(yaml, SettingsMask.mask(yaml), findings);
    this.root = new SettingsGroup("", mapping, variables, findings);
  }

  static Settings read(SourceFile yaml, Map<String, String> environment) {
    return new SettingsReader(yaml, environment).read();
  }

  private Settings read() {
    Settings.Auth auth = auth(root.child("auth"));
    Settings.Server server = server(root.child("server"));
    Settings settings =
        new Settings(
            auth,
            server,
            adminListen(root.child("admin"), server.listen(), auth),
            Limits.read(root.child("limits"), server.maxBodyBytes()),
            upstream(root.child("upstream")),
            providers(root.child("providers")),
            root.child("keys").path("file", "ONR_KEYS_FILE", "./keys.yaml"),
            root.child("models").path("file", "ONR_MODELS_FILE", "./models.yaml"),
            tokenPersist(root.child("oauth").child("token_persist")),
            pricing(root.child("pricing")),
            ProxySettings.read(
                root.yaml().mapping("upstream_proxies").mapping("by_provider"),
                variables,
                findings),
            AddressPolicy.read(root.yaml().mapping("upstream_address_policy"), findings),
            usageEstimation(root.child("usage_estimation")),
            trafficDump(root.child("traffic_dump")),
            routing(root.child("routing")),
            logging(root.child("logging")),
            List.of());
    root.warnOfUnknownKeys();
    root.yaml().mapping("upstream_proxies").warnOfUnknownKeys();
    return settings.withWarnings(findings.warningsOrThrow());
  }

  private Settings.Routing routing(SettingsGroup routing) {
    String word = routing.text("strategy", NO_VARIABLE, Strategy.ROUND_ROBIN.word());
    Optional<Strategy> strategy = Strategy.named(word);
    if (strategy.isEmpty()) {
      routing.error("strategy", "must be one of " + String.join(", ", Strategy.words()));
    }
    RetriesReader reader =
        new RetriesReader(routing.yaml(), findings, "routing.", "settings.routing");
    return new Settings.Routing(
        strategy.orElse(Strategy.ROUND_ROBIN),
        reader.read().orElse(Settings.Routing.RETRIES),
        routing.text("max_cooldown", NO_VARIABLE, "").equals("off")
            ? Duration.ZERO
            : reader.time("max_cooldown").orElse(Settings.Routing.MAX_COOLDOWN));
  }

  private Settings.Auth auth(SettingsGroup auth) {
    return new Settings.Auth(
        Secret.of(auth.text("api_key", "ONR_API_KEY", "")),
        auth.child("token_key")
            .flag("allow_byok_without_k", "ONR_TOKEN_KEY_ALLOW_BYOK_WITHOUT_K", false));
  }

  private Settings.Server server(SettingsGroup server) {
    return new Settings.Server(
        listen(server),
        server.millisOr("read_timeout_ms", "ONR_READ_TIMEOUT_MS", 60_000),
        server.millisOr("write_timeout_ms", "ONR_WRITE_TIMEOUT_MS", 60_000),
        server.path("pid_file", "ONR_PID_FILE", "/var/run/onr.pid"),
        Duration.ofMillis(server.positive("connect_timeout_ms", 10_000)),
        Duration.ofMillis(server.positive("idle_timeout_ms", 75_000)),
        Duration.ofMillis(server.positive("shutdown_grace_ms", 30_000)),
        server.positive("max_body_bytes", 16 * MIB),
        server.positive("max_multipart_bytes", 64 * MIB),
        server.positive("max_response_bytes", 64 * MIB),
        server.positive("max_drains", 256),
        trustedProxies(server),
        workers(server),
        tls(server.child("tls")));
  }

  private static Optional<TlsIdentity> tls(SettingsGroup tls) {
    Optional<Path> certificate = tls.path("cert_file", SettingsGroup.NO_VARIABLE);
    Optional<Path> key = tls.path("key_file", SettingsGroup.NO_VARIABLE);
    if (certificate.isPresent() != key.isPresent()) {
      tls.error(
          certificate.isPresent() ? "key_file" : "cert_file",
          "is missing: TLS needs a certificate and its key");
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TlsIdentity.read(certificate.get(), key.get()));
    } catch (InvalidPemException e) {
      tls.error("cert_file", "and key_file can't be used: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static ListenAddress listen(SettingsGroup server) {
    return listen(server, server.text("listen", "ONR_LISTEN", ":3300"))
        .orElseGet(() -> new ListenAddress("", 3300));
  }

  private static Optional<ListenAddress> listen(SettingsGroup group, String text) {
    Optional<ListenAddress> address = ListenAddress.parse(text);
    if (address.isEmpty()) {
      group.error("listen", "must be host:port, :port or [v6]:port");
    }
    return address;
  }

  private Optional<ListenAddress> adminListen(
      SettingsGroup admin, ListenAddress clients, Settings.Auth auth) {
    String text = admin.text("listen", NO_VARIABLE, "");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<ListenAddress> address = listen(admin, text);
    if (address.filter(clients::collidesWith).isPresent()) {
      admin.error("listen", "is taken by server.listen (" + clients + "); choose another port");
    }
    if (auth.apiKey().isBlank()) {
      findings.add(
          Diagnostic.warning(
              "settings.admin.listen",
              admin.yaml().place("listen"),
              "admin.listen opens to the key auth.api_key only, and there is none"));
    }
    return address;
  }

  private List<AddressRange> trustedProxies(SettingsGroup server) {
    List<AddressRange> ranges = new ArrayList<>();
    for (YamlText text : server.yaml().texts("trusted_proxies")) {
      Optional<AddressRange> range = AddressRange.parse(WhiteSpace.trim(text.text()));
      range.ifPresent(ranges::add);
      if (range.isEmpty()) {
        findings.add(
            Diagnostic.error(
                "settings.server.trusted_proxies",
                text.place(),
                "server.trusted_proxies takes addresses and CIDR blocks (e.g. 10.0.0.0/8)"));
      }
    }
    return List.copyOf(ranges);
  }

  private static OptionalInt workers(SettingsGroup server) {
    int workers = server.positive("workers", Integer.MAX_VALUE);
    return workers == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(workers);
  }

  private static Settings.Upstream upstream(SettingsGroup upstream) {
    return new Settings.Upstream(
        upstream.positive("max_connections_per_host", 4096),
        Duration.ofMillis(upstream.positive("keepalive_ms", 60_000)),
        upstream.flag("http2", SettingsGroup.NO_VARIABLE, true),
        authorities(upstream));
  }

  private static TrustedAuthorities authorities(SettingsGroup upstream) {
    Optional<Path> file = upstream.path("ca_file", SettingsGroup.NO_VARIABLE);
    try {
      return file.isPresent() ? TrustedAuthorities.of(file.get()) : TrustedAuthorities.DEFAULT;
    } catch (InvalidPemException e) {
      upstream.error("ca_file", "can't be used: " + e.getMessage());
      return TrustedAuthorities.DEFAULT;
    }
  }

  private static Settings.Providers providers(SettingsGroup providers) {
    SettingsGroup reload = providers.child("auto_reload");
    boolean enabled = reload.flag("enabled", "ONR_PROVIDERS_AUTO_RELOAD_ENABLED", false);
    String variable = "ONR_PROVIDERS_AUTO_RELOAD_DEBOUNCE_MS";
    long debounce = reload.whole("debounce_ms", variable).orElse(0);
    if (debounce <= 0 && !reload.isReplaced("debounce_ms")) {
      debounce = 300;
    }
    if (enabled && debounce <= 0) {
      reload.error("debounce_ms", "must be > 0 when providers.auto_reload.enabled=true");
    }
    return new Settings.Providers(
        providers.path("dir", "ONR_PROVIDERS_DIR"), enabled, SettingsGroup.millis(debounce));
  }

  // The directory has a default and blank variables count as absent, so it can't be missing.
  private static Settings.TokenPersist tokenPersist(SettingsGroup persist) {
    return new Settings.TokenPersist(
        persist.flag("enabled", "ONR_OAUTH_TOKEN_PERSIST_ENABLED", false),
        persist.path("dir", "ONR_OAUTH_TOKEN_PERSIST_DIR", "./run/oauth"));
  }

  private static Settings.Pricing pricing(SettingsGroup pricing) {
    return new Settings.Pricing(
        pricing.flag("enabled", "ONR_PRICING_ENABLED", false),
        pricing.path("file", "ONR_PRICE_FILE", "./price.yaml"),
        pricing.path("overrides_file", "ONR_PRICE_OVERRIDES_FILE", "./price_overrides.yaml"));
  }

  private EstimationSettings usageEstimation(SettingsGroup usage) {
    EstimationSettings defaults = EstimationSettings.DEFAULTS;
    Optional<EstimationStrategy> strategy =
        EstimationStrategy.named(usage.text("strategy", NO_VARIABLE, "heuristic"));
    if (strategy.isEmpty()) {
      usage.error("strategy", "must be \"heuristic\" or \"tokenizer\"");
    }
    return new EstimationSettings(
        usage.flag("enabled", "ONR_USAGE_ESTIMATION_ENABLED", defaults.enabled()),
        usage.flag("estimate_when_missing_or_zero", NO_VARIABLE, defaults.whenMissingOrZero()),
        strategy.orElse(defaults.strategy()),
        limit(usage, "max_request_bytes", defaults.maxRequestBytes()),
        limit(usage, "max_response_bytes", defaults.maxResponseBytes()),
        limit(usage, "max_stream_collect_bytes", defaults.maxStreamCollectBytes()),
        estimatedApis(usage));
  }

  private static int limit(SettingsGroup usage, String key, int fallback) {
    return SettingsGroup.clamp(usage.positiveOr(key, NO_VARIABLE, fallback));
  }

  /** Names that aren't known have never been an error; they just have no effect. */
  private Set<Api> estimatedApis(SettingsGroup usage) {
    List<YamlText> written = usage.yaml().texts("apis");
    if (written.isEmpty()) {
      return EstimationSettings.DEFAULTS.apis();
    }
    Set<Api> apis = EnumSet.noneOf(Api.class);
    List<String> names = Arrays.stream(Api.values()).map(Api::apiName).toList();
    for (YamlText text : written) {
      String name = WhiteSpace.trim(text.text());
      Optional<Api> api =
          Arrays.stream(Api.values())
              .filter(each -> each.apiName().equalsIgnoreCase(name))
              .findFirst();
      api.ifPresent(apis::add);
      if (api.isEmpty()) {
        Diagnostic unknown =
            Diagnostic.warning(
                "settings.usage_estimation.apis",
                text.place(),
                "usage_estimation.apis knows no API \"" + name + "\"; it has no effect");
        findings.add(NearNames.hint(name, names).map(unknown::withHint).orElse(unknown));
      }
    }
    return apis;
  }

  private Settings.TrafficDump trafficDump(SettingsGroup dump) {
    long maxBytes = dump.whole("max_bytes", "ONR_TRAFFIC_DUMP_MAX_BYTES").orElse(0);
    if (maxBytes == 0 && !dump.isReplaced("max_bytes")) {
      maxBytes = MIB;
    }
    if (maxBytes < 0) {
      dump.error("max_bytes", "must be non-negative");
    }
    return new Settings.TrafficDump(
        dump.flag("enabled", "ONR_TRAFFIC_DUMP_ENABLED", false),
        dump.path("dir", "ONR_TRAFFIC_DUMP_DIR", "./dumps"),
        dump.text("file_path", "ONR_TRAFFIC_DUMP_FILE_PATH", "{{.request_id}}.log"),
        SettingsGroup.clamp(maxBytes),
        dump.flag("mask_secrets", "ONR_TRAFFIC_DUMP_MASK_SECRETS", true),
        dumpSections(dump));
  }

  private static List<String> dumpSections(SettingsGroup dump) {
    Set<String> sections = new LinkedHashSet<>();
    for (String written : dump.texts("sections", "ONR_TRAFFIC_DUMP_SECTIONS")) {
      String section = WhiteSpace.trim(written).toLowerCase(Locale.ROOT);
      if (!section.isEmpty() && !DUMP_SECTIONS.contains(section)) {
        dump.error(
            "sections",
            "contains unsupported section \"%s\" (allowed: %s)"
                .formatted(written, String.join(",", DUMP_SECTIONS)));
      } else if (!section.isEmpty()) {
        sections.add(section);
      }
    }
    return List.copyOf(sections);
  }

  private static Settings.Logging logging(SettingsGroup logging) {
    SettingsGroup infer = logging.child("appname_infer");
    boolean accessLog = logging.flag("access_log", NO_VARIABLE, true);
    Optional<Path> path = logging.path("access_log_path", "ONR_ACCESS_LOG_PATH");
    Settings.Rotate rotate = rotate(logging.child("access_log_rotate"));
    if (rotate.enabled() && !accessLog) {
      logging.complain(
          "access_log",
          "logging.access_log must be true when logging.access_log_rotate.enabled=true");
    }
    if (rotate.enabled() && path.isEmpty()) {
      logging.complain(
          logging.yaml().has("access_log_path") ? "access_log_path" : "access_log_rotate",
          "logging.access_log_path is required when logging.access_log_rotate.enabled=true");
    }
    return new Settings.Logging(
        level(logging),
        accessLog,
        path,
        logging.rawText("access_log_format", "ONR_ACCESS_LOG_FORMAT"),
        logging
            .text("access_log_format_preset", "ONR_ACCESS_LOG_FORMAT_PRESET", "")
            .toLowerCase(Locale.ROOT),
        rotate,
        infer.flag("enabled", NO_VARIABLE, false),
        infer.text("unknown", NO_VARIABLE, ""));
  }

  private static Settings.Level level(SettingsGroup logging) {
    String text = logging.text("level", "ONR_LOG_LEVEL", "info");
    Optional<Settings.Level> level =
        Arrays.stream(Settings.Level.values())
            .filter(each -> each.name().equalsIgnoreCase(text))
            .findFirst();
    if (level.isEmpty()) {
      logging.error("level", "must be one of: debug, info, warn, error");
    }
    return level.orElse(Settings.Level.INFO);
  }

  private static Settings.Rotate rotate(SettingsGroup rotate) {
    int size = number(rotate, "max_size_mb", "ONR_ACCESS_LOG_ROTATE_MAX_SIZE_MB", 100);
    int backups = number(rotate, "max_backups", "ONR_ACCESS_LOG_ROTATE_MAX_BACKUPS", 14);
    int age = number(rotate, "max_age_days", "ONR_ACCESS_LOG_ROTATE_MAX_AGE_DAYS", 14);
    if (size <= 0) {
      rotate.error("max_size_mb", "must be > 0");
    }
    if (backups <= 0) {
      rotate.error("max_backups", "must be > 0");
    }
    if (age < 0) {
      rotate.error("max_age_days", "must be >= 0");
    }
    return new Settings.Rotate(
        rotate.flag("enabled", "ONR_ACCESS_LOG_ROTATE_ENABLED", false),
        size,
        backups,
        age,
        rotate.flag("compress", "ONR_ACCESS_LOG_ROTATE_COMPRESS", false));
  }

  /** A number whose default stands in for a missing key only: a key that is null means zero. */
  private static int number(SettingsGroup rotate, String key, String variable, int fallback) {
    long absent = rotate.yaml().isNull(key) ? 0 : fallback;
    return SettingsGroup.clamp(rotate.whole(key, variable).orElse(absent));
  }
}
