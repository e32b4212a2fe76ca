package dev.onr.config.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.Api;
import dev.onr.CaseFile;
import dev.onr.config.ConfigurationFiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What an operator is told of a route. */
class RouteExplanationTest {
  @TestFactory
  Stream<DynamicTest> cases() {
    return CaseFile.tests(
        "explain", each -> assertThat(explained(each)).isEqualTo(each.section("out")));
  }

  private static String explained(CaseFile each) {
    Map<String, String> files = new HashMap<>();
    each.sections().forEach((name, text) -> files.put(name, text + "\n"));
    String[] route = each.section("route").split(" ");
    ProviderPlan provider =
        new PlanLoader(ConfigurationFiles.inMemory(files))
            .load(Path.of("onr.conf"), LoadMode.STRICT, Optional.empty())
            .plan()
            .provider(route[0])
            .orElseThrow();
    return String.join(
        "\n",
        RouteExplanation.lines(
                provider,
                provider.route(Api.named(route[1]).orElseThrow(), route.length > 2).orElseThrow())
            .stream()
            .map(String::stripTrailing)
            .toList());
  }
}
