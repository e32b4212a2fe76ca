package dev.onr.config.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.CaseFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every golden case of the provider language: what a file loads to, or what is said about it. */
class LanguageCasesTest {
  @TestFactory
  Stream<DynamicTest> cases() {
    return CaseFile.tests("language", LanguageCasesTest::check);
  }

  private static void check(CaseFile each) {
    Map<String, String> outcome = LanguageOutcome.of(each);
    Map<String, String> expected = new LinkedHashMap<>();
    LanguageOutcome.sections()
        .forEach(section -> each.find(section).ifPresent(text -> expected.put(section, text)));
    assertThat(expected).as("expected sections").isNotEmpty();
    if (!expected.containsKey("plan")) {
      outcome.remove("plan");
    }
    assertThat(outcome).isEqualTo(expected);
  }
}
