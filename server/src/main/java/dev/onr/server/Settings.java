package dev.onr.server;

import dev.onr.config.ConfigurationException;
import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;
import dev.onr.config.yaml.YamlSource;
import dev.onr.credential.Secret;
import dev.onr.models.Retries;
import dev.onr.models.Strategy;
import dev.onr.server.tls.TlsIdentity;
import dev.onr.server.tls.TrustedAuthorities;
import dev.onr.usage.estimate.EstimationSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * onr.yaml, with defaults filled in, overridden by the environment, and checked.
 *
 * <p>Relative paths count from the working directory of the process. In the comments below, the key
 * in the file stands first, then its default, then the environment variable that replaces it. A
 * blank text means the default. Durations longer than {@link Integer#MAX_VALUE} milliseconds are
 * cut to that.
 *
 * @param auth who may come in
 * @param server the listening side
 * @param adminListen {@code admin.listen}, none: where the paths below {@code /admin/} are served,
 *     with the operator's key only, and then nowhere else
 * @param limits what clients may ask at once
 * @param upstream connections to providers
 * @param providers where provider files are and whether they are watched
 * @param keysFile {@code keys.file}, {@code ./keys.yaml}, {@code ONR_KEYS_FILE}; must exist
 * @param modelsFile {@code models.file}, {@code ./models.yaml}, {@code ONR_MODELS_FILE}; may be
 *     missing
 * @param tokenPersist whether OAuth tokens outlive the process
 * @param pricing what requests cost
 * @param upstreamProxies {@code upstream_proxies.by_provider}: proxies on the way to providers
 * @param addressPolicy {@code upstream_address_policy}: which addresses upstreams may have
 * @param usageEstimation what happens where an upstream reports no usage
 * @param trafficDump recording of whole exchanges
 * @param routing who is tried for a request, how often and for how long
 * @param logging access log and system log
 * @param warnings what the file says that is likely a mistake
 */
public record Settings(
    Auth auth,
    Server server,
    Optional<ListenAddress> adminListen,
    Limits limits,
    Upstream upstream,
    Providers providers,
    Path keysFile,
    Path modelsFile,
    TokenPersist tokenPersist,
    Pricing pricing,
    UpstreamProxies upstreamProxies,
    AddressPolicy addressPolicy,
    EstimationSettings usageEstimation,
    TrafficDump trafficDump,
    Routing routing,
    Logging logging,
    List<Diagnostic> warnings) {

  /**
   * Reads onr.yaml from disk.
   *
   * @param environment the process's variables
   * @throws ConfigurationException with everything that is wrong with the file
   */
  public static Settings read(Path file, Map<String, String> environment) {
    return load(YamlSource.read(file), environment);
  }

  /**
   * Reads the text of onr.yaml; an empty text gives the defaults.
   *
   * @param environment the process's variables
   * @throws ConfigurationException with everything that is wrong with it
   */
  public static Settings load(SourceFile yaml, Map<String, String> environment) {
    return SettingsReader.read(yaml, environment);
  }

  Settings withWarnings(List<Diagnostic> found) {
    return with(server, found);
  }

  /** The same with another certificate. */
  Settings with(TlsIdentity identity) {
    return with(server.with(identity), warnings);
  }

  private Settings with(Server listening, List<Diagnostic> found) {
    return new Settings(
        auth,
        listening,
        adminListen,
        limits,
        upstream,
        providers,
        keysFile,
        modelsFile,
        tokenPersist,
        pricing,
        upstreamProxies,
        addressPolicy,
        usageEstimation,
        trafficDump,
        routing,
        logging,
        List.copyOf(found));
  }

  /**
   * Who is tried for a request. What a model says of itself in models.yaml comes first.
   *
   * @param strategy {@code routing.strategy}, round_robin: which of a model's providers comes first
   * @param retries {@code routing.tries}, 3; {@code routing.timeout}, none; {@code
   *     routing.backoff}, none
   * @param maxCooldown {@code routing.max_cooldown}, 60s: the longest that a provider's wish to be
   *     left alone is honoured; {@code off}, which is zero: it never is
   */
  public record Routing(Strategy strategy, Retries retries, Duration maxCooldown) {
    /** Where nothing says otherwise. */
    static final Retries RETRIES =
        new Retries(OptionalInt.of(3), Optional.empty(), Optional.empty());

    static final Duration MAX_COOLDOWN = Duration.ofSeconds(60);
  }

  /**
   * Who may come in. With no key here and none in keys.yaml every secured route answers 401.
   *
   * @param apiKey {@code auth.api_key}, none, {@code ONR_API_KEY}: the operator's own key
   * @param allowByokWithoutKey {@code auth.token_key.allow_byok_without_k}, false, {@code
   *     ONR_TOKEN_KEY_ALLOW_BYOK_WITHOUT_K}: whether a token that brings its own upstream key needs
   *     no access key
   */
  public record Auth(Secret apiKey, boolean allowByokWithoutKey) {}

  /**
   * The listening side. Times and sizes of this group that the file sets must be greater than zero,
   * except the two timeouts that have a variable: those fall back to their default.
   *
   * @param listen {@code server.listen}, {@code :3300}, {@code ONR_LISTEN}
   * @param readTimeout {@code server.read_timeout_ms}, 60000, {@code ONR_READ_TIMEOUT_MS}: bounds
   *     how long head and body of a client's request may take to arrive
   * @param writeTimeout {@code server.write_timeout_ms}, 60000, {@code ONR_WRITE_TIMEOUT_MS}: how
   *     long an upstream may take to send its response head, and then how long it may stay silent
   *     within the body
   * @param pidFile {@code server.pid_file}, {@code /var/run/onr.pid}, {@code ONR_PID_FILE}
   * @param connectTimeout {@code server.connect_timeout_ms}, 10000: to reach an upstream, TLS
   *     included
   * @param idleTimeout {@code server.idle_timeout_ms}, 75000: how long a client's connection is
   *     kept open between requests
   * @param shutdownGrace {@code server.shutdown_grace_ms}, 30000: how long requests in flight may
   *     go on after SIGTERM
   * @param maxBodyBytes {@code server.max_body_bytes}, 16 MiB: the largest request body
   * @param maxMultipartBytes {@code server.max_multipart_bytes}, 64 MiB: the same for multipart
   *     forms
   * @param maxResponseBytes {@code server.max_response_bytes}, 64 MiB: the largest upstream answer
   *     that is kept in memory because a step must see it whole
   * @param maxDrains {@code server.max_drains}, 256: how many answers may be read on at once for
   *     their usage although their clients have left ({@code on_client_abort drain})
   * @param trustedProxies {@code server.trusted_proxies}, none: addresses or CIDR blocks whose
   *     {@code X-Forwarded-For} is believed
   * @param workers {@code server.workers}: the number of event loops; empty: one per core
   * @param tls {@code server.tls.cert_file} and {@code server.tls.key_file}, none: with them the
   *     gateway speaks TLS, and HTTP/2 to clients that know it
   */
  public record Server(
      ListenAddress listen,
      Duration readTimeout,
      Duration writeTimeout,
      Path pidFile,
      Duration connectTimeout,
      Duration idleTimeout,
      Duration shutdownGrace,
      int maxBodyBytes,
      int maxMultipartBytes,
      int maxResponseBytes,
      int maxDrains,
      List<AddressRange> trustedProxies,
      OptionalInt workers,
      Optional<TlsIdentity> tls) {
    Server with(TlsIdentity identity) {
      return new Server(
          listen,
          readTimeout,
          writeTimeout,
          pidFile,
          connectTimeout,
          idleTimeout,
          shutdownGrace,
          maxBodyBytes,
          maxMultipartBytes,
          maxResponseBytes,
          maxDrains,
          trustedProxies,
          workers,
          Optional.of(identity));
    }
  }

  /**
   * Connections to providers.
   *
   * @param maxConnectionsPerHost {@code upstream.max_connections_per_host}, 4096: per upstream host
   *     and event loop
   * @param keepalive {@code upstream.keepalive_ms}, 60000: how long an unused connection is kept
   * @param http2 {@code upstream.http2}, true: whether HTTP/2 is spoken where an upstream offers it
   *     (over TLS)
   * @param authorities {@code upstream.ca_file}, none: a PEM file of authorities that are trusted
   *     beside the JDK's
   */
  public record Upstream(
      int maxConnectionsPerHost,
      Duration keepalive,
      boolean http2,
      TrustedAuthorities authorities) {}

  /**
   * Where provider files are.
   *
   * @param dir {@code providers.dir}, none, {@code ONR_PROVIDERS_DIR}: a directory or a file; see
   *     {@link ProviderSource} for what happens without it
   * @param autoReload {@code providers.auto_reload.enabled}, false, {@code
   *     ONR_PROVIDERS_AUTO_RELOAD_ENABLED}: whether a change on disk causes a reload
   * @param debounce {@code providers.auto_reload.debounce_ms}, 300, {@code
   *     ONR_PROVIDERS_AUTO_RELOAD_DEBOUNCE_MS}: how long the files must rest before it
   */
  public record Providers(Optional<Path> dir, boolean autoReload, Duration debounce) {}

  /**
   * Whether OAuth tokens outlive the process.
   *
   * @param enabled {@code oauth.token_persist.enabled}, false, {@code
   *     ONR_OAUTH_TOKEN_PERSIST_ENABLED}
   * @param dir {@code oauth.token_persist.dir}, {@code ./run/oauth}, {@code
   *     ONR_OAUTH_TOKEN_PERSIST_DIR}
   */
  public record TokenPersist(boolean enabled, Path dir) {}

  /**
   * What requests cost. Both files may be missing.
   *
   * @param enabled {@code pricing.enabled}, false, {@code ONR_PRICING_ENABLED}
   * @param file {@code pricing.file}, {@code ./price.yaml}, {@code ONR_PRICE_FILE}
   * @param overridesFile {@code pricing.overrides_file}, {@code ./price_overrides.yaml}, {@code
   *     ONR_PRICE_OVERRIDES_FILE}
   */
  public record Pricing(boolean enabled, Path file, Path overridesFile) {}

  /**
   * Recording of whole exchanges.
   *
   * @param enabled {@code traffic_dump.enabled}, false, {@code ONR_TRAFFIC_DUMP_ENABLED}
   * @param dir {@code traffic_dump.dir}, {@code ./dumps}, {@code ONR_TRAFFIC_DUMP_DIR}
   * @param filePath {@code traffic_dump.file_path}, <code>{{.request_id}}.log</code>, {@code
   *     ONR_TRAFFIC_DUMP_FILE_PATH}: the file's name below {@code dir}
   * @param maxBytes {@code traffic_dump.max_bytes}, 1 MiB where the file has 0 or nothing, {@code
   *     ONR_TRAFFIC_DUMP_MAX_BYTES} (where 0 stays 0): per section
   * @param maskSecrets {@code traffic_dump.mask_secrets}, true, {@code
   *     ONR_TRAFFIC_DUMP_MASK_SECRETS}
   * @param sections {@code traffic_dump.sections}, {@code ONR_TRAFFIC_DUMP_SECTIONS}: what is
   *     recorded, lower-case, in the order of the file; empty means everything
   */
  public record TrafficDump(
      boolean enabled,
      Path dir,
      String filePath,
      int maxBytes,
      boolean maskSecrets,
      List<String> sections) {}

  /**
   * Access log and system log.
   *
   * @param level {@code logging.level}, info, {@code ONR_LOG_LEVEL}
   * @param accessLog {@code logging.access_log}, true
   * @param accessLogPath {@code logging.access_log_path}, standard output, {@code
   *     ONR_ACCESS_LOG_PATH}
   * @param accessLogFormat {@code logging.access_log_format}, {@code ONR_ACCESS_LOG_FORMAT}: as
   *     written, empty where blank; checked when the log is opened
   * @param accessLogFormatPreset {@code logging.access_log_format_preset}, {@code
   *     ONR_ACCESS_LOG_FORMAT_PRESET}: trimmed and lower-case, empty where absent
   * @param rotate when the access log's file is put aside
   * @param inferAppName {@code logging.appname_infer.enabled}, false: whether the user agent names
   *     the application
   * @param unknownAppName {@code logging.appname_infer.unknown}: the name of one that isn't known,
   *     empty where there is none
   */
  public record Logging(
      Level level,
      boolean accessLog,
      Optional<Path> accessLogPath,
      String accessLogFormat,
      String accessLogFormatPreset,
      Rotate rotate,
      boolean inferAppName,
      String unknownAppName) {}

  /** From what level on the system log writes. */
  public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  /**
   * When the access log's file is put aside. The numbers must be right also where it is off.
   *
   * @param enabled {@code logging.access_log_rotate.enabled}, false, {@code
   *     ONR_ACCESS_LOG_ROTATE_ENABLED}
   * @param maxSizeMb {@code logging.access_log_rotate.max_size_mb}, 100, {@code
   *     ONR_ACCESS_LOG_ROTATE_MAX_SIZE_MB}: in units of 1048576 bytes
   * @param maxBackups {@code logging.access_log_rotate.max_backups}, 14, {@code
   *     ONR_ACCESS_LOG_ROTATE_MAX_BACKUPS}: how many old files are kept
   * @param maxAgeDays {@code logging.access_log_rotate.max_age_days}, 14, {@code
   *     ONR_ACCESS_LOG_ROTATE_MAX_AGE_DAYS}: older ones are deleted; 0: at no age
   * @param compress {@code logging.access_log_rotate.compress}, false, {@code
   *     ONR_ACCESS_LOG_ROTATE_COMPRESS}
   */
  public record Rotate(
      boolean enabled, int maxSizeMb, int maxBackups, int maxAgeDays, boolean compress) {}
}
