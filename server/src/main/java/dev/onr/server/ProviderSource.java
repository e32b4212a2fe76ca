package dev.onr.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where provider files are read from. Resolved anew at each load, as files may have come or gone.
 *
 * @param path a directory of provider files, or one file that holds or includes them all
 * @param isFile whether it is a file
 */
public record ProviderSource(Path path, boolean isFile) {
  /**
   * What {@code providers.dir} names; without it {@code ./config/onr.conf} if there is one, and
   * {@code ./config/providers} otherwise. A path that doesn't exist counts as a file if its name
   * ends in {@code .conf}.
   */
  public static ProviderSource resolve(Settings.Providers providers) {
    return providers.dir().map(ProviderSource::named).orElseGet(ProviderSource::usual);
  }

  private static ProviderSource named(Path path) {
    boolean isFile =
        Files.exists(path)
            ? !Files.isDirectory(path)
            : path.toString().toLowerCase(Locale.ROOT).endsWith(".conf");
    return new ProviderSource(path, isFile);
  }

  private static ProviderSource usual() {
    Path entry = Path.of("./config/onr.conf");
    return Files.exists(entry)
        ? new ProviderSource(entry, true)
        : new ProviderSource(Path.of("./config/providers"), false);
  }
}
