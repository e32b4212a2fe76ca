package dev.onr.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.CaseFile;
import dev.onr.config.SourceFile;
import dev.onr.config.yaml.CaseInput;
import dev.onr.json.JsonTree;
import dev.onr.usage.Usage;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What exchanges cost by a price list and its overrides. */
class PriceBookTest {
  /**
   * Sections {@code prices} and {@code overrides} are the files; each line of {@code usage} is
   * {@code provider/key model} and a usage.
   */
  @TestFactory
  Stream<DynamicTest> cases() {
    return CaseFile.tests(
        "pricing",
        each -> assertThat(CaseInput.outcome(() -> outcome(each))).isEqualTo(each.section("out")));
  }

  private static String outcome(CaseFile each) {
    PriceBook book =
        PriceBook.load(
            each.find("prices").map(text -> new SourceFile("price.yaml", text)),
            each.find("overrides").map(text -> new SourceFile("price_overrides.yaml", text)));
    List<String> lines = new ArrayList<>();
    each.find("usage")
        .ifPresent(usage -> usage.lines().forEach(line -> lines.add(cost(book, line))));
    if (!book.warnings().isEmpty()) {
      lines.add(CaseInput.print(book.warnings()));
    }
    return String.join("\n", lines);
  }

  private static String cost(PriceBook book, String line) {
    String[] parts = line.split(" ", 3);
    String[] channel = parts[0].split("/", 2);
    Optional<Cost> cost =
        book.cost(channel[0], channel.length > 1 ? channel[1] : "", parts[1], usage(parts[2]));
    return cost.map(
            found ->
                found.allFields().entrySet().stream()
                    .filter(field -> !field.getValue().equals("0"))
                    .map(field -> field.getKey() + "=" + field.getValue())
                    .collect(Collectors.joining(" ")))
        .orElse("no cost");
  }

  private static Usage usage(String json) {
    JsonNode usage = JsonTree.parse(json);
    Map<String, BigDecimal> extras = new LinkedHashMap<>();
    usage
        .path("extras")
        .properties()
        .forEach(extra -> extras.put(extra.getKey(), extra.getValue().decimalValue()));
    long input = usage.path("in").asLong(0);
    long output = usage.path("out").asLong(0);
    return new Usage(
        input,
        output,
        input + output,
        usage.path("cr").asLong(0),
        usage.path("cw").asLong(0),
        extras);
  }

  @Test
  void missingFilesMeanNoPrices(@TempDir Path folder) {
    PriceBook book = PriceBook.read(folder.resolve("price.yaml"), folder.resolve("over.yaml"));
    assertThat(book.isEmpty()).isTrue();
  }

  @Test
  void filesOnDiskAreRead(@TempDir Path folder) throws Exception {
    Path prices = folder.resolve("price.yaml");
    Files.writeString(prices, "entries: [{provider: p, model: m, cost: {input: 1}}]");
    PriceBook book = PriceBook.read(prices, folder.resolve("over.yaml"));
    assertThat(book.isEmpty()).isFalse();
    assertThat(book.cost("P", "", "m", new Usage(5, 0, 5, 0, 0, Map.of())).orElseThrow().total())
        .isEqualByComparingTo("0.000005");
  }
}
