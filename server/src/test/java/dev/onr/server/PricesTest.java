package dev.onr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.onr.config.plan.LoadMode;
import dev.onr.pricing.PriceBook;
import dev.onr.usage.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Price files are loaded with everything else. */
class PricesTest {
  private static final Usage USAGE = new Usage(1_000_000, 0, 1_000_000, 0, 0, Map.of());

  @TempDir private Path directory;

  private Snapshot load(boolean enabled) throws Exception {
    Path providers = Files.createDirectories(directory.resolve("providers"));
    Path keys =
        Files.writeString(
            directory.resolve("keys.yaml"), "providers: {acme: {keys: [{value: sk}]}}\n");
    Path configuration =
        Files.writeString(
            directory.resolve("onr.yaml"),
            """
            auth: {api_key: master}
            providers: {dir: "%s"}
            keys: {file: "%s"}
            pricing: {enabled: %s, file: "%s", overrides_file: "%s"}
            """
                .formatted(
                    providers,
                    keys,
                    enabled,
                    directory.resolve("price.yaml"),
                    directory.resolve("price_overrides.yaml")));
    return new SnapshotLoader(Map.of(), false)
        .load(configuration, LoadMode.STRICT, Optional.empty())
        .snapshot();
  }

  private void prices(String yaml) throws Exception {
    Files.writeString(directory.resolve("price.yaml"), yaml);
  }

  @Test
  void anExchangeCostsWhatTheFileSays() throws Exception {
    prices("entries: [{provider: acme, model: m, cost: {input: 2.5}}]\n");
    var cost = load(true).books().prices().cost("acme", "", "m", USAGE);
    assertThat(cost.orElseThrow().total()).isEqualByComparingTo("2.5");
  }

  @Test
  void nothingCostsAnythingWherePricingIsOff() throws Exception {
    prices("entries: [{provider: acme, model: m, cost: {input: 2.5}}]\n");
    assertThat(load(false).books().prices()).isSameAs(PriceBook.EMPTY);
  }

  @Test
  void aFileThatIsWrongStopsTheLoadEvenWherePricingIsOff() throws Exception {
    prices("entries: [{provider: acme, model: m, cost: {input: cheap}}]\n");
    LoadFailure failure = catchThrowableOfType(LoadFailure.class, () -> load(false));
    assertThat(failure.part()).isEqualTo(LoadFailure.Part.PRICES);
    assertThat(failure.sentence("reload"))
        .startsWith("reload pricing files failed: ")
        .contains("price.yaml:1:");
  }
}
