package dev.onr.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.config.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The onr.yaml that ships as an example, and one as users of the reference release have it. */
class ShippedSettingsTest {
  private static final Path EXAMPLE = Path.of("..", "config", "onr.example.yaml");
  private static final Path REFERENCE =
      Path.of("..", "core/src/test/resources/cases/reference-layout/onr.yaml");

  /** Whoever deletes a line of the example gets the same gateway. */
  @Test
  void theExampleSaysNothingButTheDefaults() {
    Settings example = Settings.read(EXAMPLE, Map.of());
    assertThat(example).isEqualTo(Settings.load(new SourceFile("onr.yaml", ""), Map.of()));
    assertThat(example.warnings()).isEmpty();
  }

  @Test
  void theExampleExplainsEveryLine() throws IOException {
    Pattern value = Pattern.compile("^ *[\\w]+: +[^#\\s][^#]*$");
    assertThat(Files.readAllLines(EXAMPLE)).noneMatch(line -> value.matcher(line).matches());
  }

  @Test
  void aFileOfTheReferenceReleaseLoads() {
    Settings settings = Settings.read(REFERENCE, Map.of());
    assertThat(settings.warnings()).isEmpty();
    assertThat(settings.auth().apiKey().matches("reference-master-key")).isTrue();
    assertThat(settings.providers().dir()).contains(Path.of("./config/providers"));
    assertThat(settings.tokenPersist().enabled()).isTrue();
    assertThat(settings.upstreamProxies().of("bolt").proxyFor(true, "up.example", 443)).isPresent();
  }
}
