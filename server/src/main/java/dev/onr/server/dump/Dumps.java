package dev.onr.server.dump;

import dev.onr.credential.AccessKey;
import dev.onr.credential.KeyStore;
import dev.onr.credential.Secret;
import dev.onr.credential.SecretMask;
import dev.onr.credential.UpstreamKey;
import dev.onr.server.Settings;
import dev.onr.server.Snapshot;
import dev.onr.server.UpstreamProxies;
import dev.onr.server.log.SystemLog;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Begins a dump per exchange, where the settings ask for it. */
public final class Dumps implements AutoCloseable {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(\\S*?)\\s*\\}\\}");

  private final ZoneId zone;
  private final DumpTroubles troubles;
  private final DumpWriter writer = new DumpWriter();
  private volatile @Nullable Known known;

  /** The mask of a configuration, kept as long as its secrets are the same. */
  private record Known(KeyStore keys, Secret apiKey, UpstreamProxies proxies, SecretMask mask) {}

  /**
   * @param zone in which times are written
   * @param log hears of dumps that can't be written
   */
  public Dumps(ZoneId zone, SystemLog log) {
    this.zone = zone;
    this.troubles = new DumpTroubles(log);
  }

  /** Begins the dump of an exchange; one that can't be begun is left out, and the log says so. */
  public Dump begin(Supplier<Request> asked, Snapshot snapshot) {
    Settings.TrafficDump settings = snapshot.settings().trafficDump();
    if (!settings.enabled()) {
      return Dump.OFF;
    }
    Request request = asked.get();
    try {
      Path path = path(settings, request.id());
      SecretMask mask = settings.maskSecrets() ? mask(snapshot) : SecretMask.none();
      return new FileDump(
          request, zone, settings, mask, new DumpFile(request.id(), path, writer, troubles));
    } catch (UnsafePath e) {
      troubles.notStarted(request.id(), settings.dir(), String.valueOf(e.getMessage()));
      return Dump.OFF;
    }
  }

  private static final class UnsafePath extends Exception {
    private static final long serialVersionUID = 1;

    UnsafePath(String message) {
      super(message);
    }
  }

  private static Path path(Settings.TrafficDump settings, String id) throws UnsafePath {
    Matcher placeholders = PLACEHOLDER.matcher(settings.filePath());
    StringBuilder name = new StringBuilder();
    while (placeholders.find()) {
      if (!placeholders.group(1).equals(".request_id")) {
        throw new UnsafePath(
            "traffic_dump.file_path knows {{.request_id}} and no other placeholder");
      }
      placeholders.appendReplacement(name, Matcher.quoteReplacement(id));
    }
    placeholders.appendTail(name);
    Path path = settings.dir().resolve(name.toString()).normalize();
    if (!path.startsWith(settings.dir().normalize())) {
      throw new UnsafePath("the file would be outside of traffic_dump.dir");
    }
    return path;
  }

  private SecretMask mask(Snapshot snapshot) {
    KeyStore keys = snapshot.keys();
    Secret apiKey = snapshot.settings().auth().apiKey();
    UpstreamProxies proxies = snapshot.settings().upstreamProxies();
    Known kept = known;
    if (kept == null
        || kept.keys != keys
        || !kept.apiKey.equals(apiKey)
        || !kept.proxies.equals(proxies)) {
      List<Secret> secrets = secrets(keys, apiKey);
      secrets.addAll(proxies.passwords());
      kept = new Known(keys, apiKey, proxies, new SecretMask(secrets));
      known = kept;
    }
    return kept.mask;
  }

  private static List<Secret> secrets(KeyStore keys, Secret apiKey) {
    List<Secret> all = new ArrayList<>(List.of(apiKey));
    keys.accessKeys().stream().map(AccessKey::value).forEach(all::add);
    for (String provider : keys.providers()) {
      for (UpstreamKey key : keys.upstreamKeys(provider)) {
        all.add(key.value());
        all.add(key.awsSecretAccessKey());
        all.add(key.awsSessionToken());
      }
    }
    return all;
  }

  /** Writes what waits. */
  @Override
  public void close() {
    writer.close();
  }
}
