package dev.onr.server;

import dev.onr.config.ConfigurationException;
import dev.onr.config.Diagnostic;
import dev.onr.config.plan.LoadMode;
import dev.onr.config.plan.Loaded;
import dev.onr.config.plan.Plan;
import dev.onr.config.plan.PlanLoader;
import dev.onr.credential.KeyStore;
import dev.onr.models.ModelRoutes;
import dev.onr.pricing.PriceBook;
import dev.onr.server.account.Bookkeeping;
import dev.onr.server.log.AccessFormat;
import dev.onr.server.log.AccessLogSettings;
import dev.onr.server.log.AccessLogTarget;
import dev.onr.server.log.AppNames;
import dev.onr.server.log.InvalidAccessFormatException;
import dev.onr.server.log.Rotation;
import dev.onr.usage.estimate.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Reads a whole configuration: settings, providers, keys, models, prices. Changes nothing. */
final class SnapshotLoader {
  private static final int MIB = 1 << 20;

  private final Map<String, String> environment;
  private final boolean colour;
  private final Tokenizer tokenizer = new Tokenizer();

  /**
   * @param environment the process's variables
   * @param colour whether an access log on standard output is coloured
   */
  SnapshotLoader(Map<String, String> environment, boolean colour) {
    this.environment = Map.copyOf(environment);
    this.colour = colour;
  }

  /**
   * What a load gave.
   *
   * @param snapshot the configuration
   * @param accessLog the access log that it asks for
   * @param source where its providers were read from
   * @param providers what became of the provider files
   * @param pricing what is likely a mistake in the price files
   */
  record Found(
      Snapshot snapshot,
      AccessLogSettings accessLog,
      ProviderSource source,
      Loaded providers,
      List<Diagnostic> pricing) {
    /** All that is likely a mistake, whichever file it is in. */
    List<Diagnostic> warnings() {
      List<Diagnostic> all = new ArrayList<>(snapshot.settings().warnings());
      all.addAll(providers.warnings());
      all.addAll(snapshot.keys().warnings());
      all.addAll(snapshot.models().warnings());
      all.addAll(pricing);
      return all;
    }
  }

  /**
   * Reads everything, part by part; the first part that can't be used ends it.
   *
   * @param previous the plan in use, from which a broken file's provider is kept
   */
  Found load(Path configuration, LoadMode mode, Optional<Plan> previous) throws LoadFailure {
    return load(settings(configuration), configuration, mode, previous);
  }

  /** The same, from settings that were read already. */
  Found load(Settings settings, Path configuration, LoadMode mode, Optional<Plan> previous)
      throws LoadFailure {
    AccessLogSettings accessLog = accessLog(settings, configuration);
    ProviderSource source = ProviderSource.resolve(settings.providers());
    FutureTask<ModelRoutes> modelsMeanwhile = HeadStart.begin("onr-models", () -> models(settings));
    Loaded providers = providers(source, mode, previous);
    KeyStore keys = keys(settings);
    ModelRoutes models = taken(modelsMeanwhile);
    PriceBook prices = prices(settings);
    Bookkeeping books =
        Bookkeeping.of(
            settings.usageEstimation(),
            tokenizer,
            settings.pricing().enabled() ? prices : PriceBook.EMPTY);
    return new Found(
        Snapshot.of(settings, providers.plan(), keys, models, books),
        accessLog,
        source,
        providers,
        prices.warnings());
  }

  private static <T> T taken(FutureTask<T> part) throws LoadFailure {
    try {
      return part.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LoadFailure failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading the configuration", e);
    }
  }

  Settings settings(Path configuration) throws LoadFailure {
    return part(
        LoadFailure.Part.CONFIG, configuration, () -> Settings.read(configuration, environment));
  }

  /** What the settings say of the access log, its format compiled. */
  AccessLogSettings accessLog(Settings settings, Path configuration) throws LoadFailure {
    Settings.Logging logging = settings.logging();
    try {
      return new AccessLogSettings(
          target(logging),
          AccessFormat.of(logging.accessLogFormat(), logging.accessLogFormatPreset()),
          new AppNames(logging.inferAppName(), logging.unknownAppName()));
    } catch (InvalidAccessFormatException e) {
      Diagnostic wrong =
          Diagnostic.fileError(
              "settings.logging.access_log_format",
              configuration.toString(),
              String.valueOf(e.getMessage()));
      throw new LoadFailure(
          LoadFailure.Part.CONFIG, configuration, new ConfigurationException(List.of(wrong)));
    }
  }

  Loaded providers(ProviderSource source, LoadMode mode, Optional<Plan> previous)
      throws LoadFailure {
    return part(
        LoadFailure.Part.PROVIDERS,
        source.path(),
        () -> new PlanLoader().load(source.path(), mode, previous));
  }

  KeyStore keys(Settings settings) throws LoadFailure {
    Path file = settings.keysFile();
    return part(LoadFailure.Part.KEYS, file, () -> KeyStore.read(file, environment));
  }

  ModelRoutes models(Settings settings) throws LoadFailure {
    Path file = settings.modelsFile();
    return part(LoadFailure.Part.MODELS, file, () -> ModelRoutes.read(file));
  }

  /** Both price files, which are read even where pricing is off. */
  PriceBook prices(Settings settings) throws LoadFailure {
    Settings.Pricing pricing = settings.pricing();
    return part(
        LoadFailure.Part.PRICES,
        pricing.file(),
        () -> PriceBook.read(pricing.file(), pricing.overridesFile()));
  }

  private AccessLogTarget target(Settings.Logging logging) {
    if (!logging.accessLog()) {
      return new AccessLogTarget.Disabled();
    }
    Optional<Path> path = logging.accessLogPath();
    if (path.isEmpty()) {
      return new AccessLogTarget.StandardOutput(colour);
    }
    Settings.Rotate rotate = logging.rotate();
    return rotate.enabled()
        ? new AccessLogTarget.RotatedFile(
            path.get(),
            new Rotation(
                (long) rotate.maxSizeMb() * MIB,
                rotate.maxBackups(),
                rotate.maxAgeDays(),
                rotate.compress()))
        : new AccessLogTarget.AppendedFile(path.get());
  }

  private static <T> T part(LoadFailure.Part part, Path path, Supplier<T> load) throws LoadFailure {
    try {
      return load.get();
    } catch (ConfigurationException e) {
      throw new LoadFailure(part, path, e);
    }
  }
}
