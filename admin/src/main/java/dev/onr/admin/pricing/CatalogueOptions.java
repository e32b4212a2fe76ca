package dev.onr.admin.pricing;

import dev.onr.admin.query.HttpExchange;
import dev.onr.admin.shell.Failure;
import dev.onr.admin.shell.Progress;
import dev.onr.admin.shell.Quoted;
import dev.onr.admin.shell.Shell;
import dev.onr.pricing.catalogue.Catalogue;
import dev.onr.pricing.catalogue.InvalidCatalogue;
import dev.onr.query.QueryFailure;
import dev.onr.steps.HeaderFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import picocli.CommandLine.Option;

/** Which catalogue a command reads. */
final class CatalogueOptions {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int SHOWN_BYTES = 4096;
  private static final String FILE = "file:";

  @Option(
      names = "--url",
      paramLabel = "URL|FILE",
      description =
          "The catalogue: a URL, or a file that was downloaded from there (default:"
              + " ${DEFAULT-VALUE}).")
  private String url = "https://models.dev/api.json";

  /** As it was given. */
  String url() {
    return url.strip();
  }

  /**
   * Fetches and reads it.
   *
   * @throws Failure where it can't be had or read
   */
  Catalogue read(Shell shell) {
    try {
      return Catalogue.parse(url().matches("(?i)https?://.*") ? fetched(shell) : stored(shell));
    } catch (InvalidCatalogue e) {
      throw new Failure("decode catalog failed: " + e.getMessage());
    }
  }

  private byte[] fetched(Shell shell) {
    HeaderFields headers = new HeaderFields();
    headers.add("User-Agent", "open-next-router-onr-admin/pricing-sync");
    headers.add("Accept", "application/json");
    try (Progress progress = new Progress(shell)) {
      progress.at("fetching " + url());
      HttpExchange.Answer answer =
          new HttpExchange(TIMEOUT).send("GET", url(), headers, new byte[0]);
      if (answer.status() < 200 || answer.status() > 299) {
        byte[] start = Arrays.copyOf(answer.body(), Math.min(answer.body().length, SHOWN_BYTES));
        throw new Failure(
            "fetch catalog failed: status=%d body=%s"
                .formatted(
                    answer.status(), Quoted.of(new String(start, StandardCharsets.UTF_8).strip())));
      }
      return answer.body();
    } catch (QueryFailure e) {
      throw new Failure("fetch catalog failed: " + e.reason());
    }
  }

  private byte[] stored(Shell shell) {
    String name = url().startsWith(FILE) ? url().substring(FILE.length()) : url();
    Path file = shell.path(name.startsWith("///") ? name.substring(2) : name);
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new Failure(
          "fetch catalog failed: no such file %s; a URL begins with https://"
              .formatted(shell.shown(file)));
    } catch (IOException e) {
      throw new Failure("fetch catalog failed: can't read %s".formatted(shell.shown(file)));
    }
  }
}
