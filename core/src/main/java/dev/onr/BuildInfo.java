package dev.onr;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * From what this program was built. The build fills it in; what a build does not know says so.
 *
 * @param version release number, or {@code dev}
 * @param commit hash of the commit, or {@code unknown}
 * @param date time of the build as RFC 3339 writes it, or {@code unknown}
 */
public record BuildInfo(String version, String commit, String date) {
  /** Reads what the build left. */
  public static BuildInfo read() {
    Properties values = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        values.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildInfo(
        known(values, "version", "dev"),
        known(values, "commit", "unknown"),
        known(values, "date", "unknown"));
  }

  /** What the version commands print: product, build and platform, five lines. */
  public List<String> lines() {
    return List.of(
        "open-next-router " + version,
        "commit: " + commit,
        "built at: " + date,
        "java version: " + System.getProperty("java.version", ""),
        "platform: " + platform());
  }

  /** Names as package managers and container registries write them. */
  private static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String shortSystem =
        system.startsWith("mac") ? "darwin" : system.startsWith("windows") ? "windows" : system;
    return shortSystem
        + "/"
        + switch (machine) {
          case "x86_64" -> "amd64";
          case "aarch64" -> "arm64";
          default -> machine;
        };
  }

  private static String known(Properties values, String name, String otherwise) {
    String value = values.getProperty(name, "").strip();
    return value.isEmpty() || value.startsWith("$") ? otherwise : value;
  }
}
