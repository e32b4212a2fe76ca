package dev.onr.config.yaml;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.onr.config.Diagnostic;
import dev.onr.config.SourceFile;

/** Whatever stands in a file: values and findings, never an exception. */
class YamlFuzz {
  @FuzzTest(maxDuration = "13s")
  void anyFile(FuzzedDataProvider data) {
    readEverything(data.consumeRemainingAsString());
  }

  static Findings readEverything(String text) {
    Findings findings = new Findings();
    readAll(YamlMapping.open(new SourceFile("any.yaml", text), findings), 0);
    findings.inOrder().forEach(Diagnostic::headline);
    return findings;
  }

  private static void readAll(YamlMapping mapping, int depth) {
    for (YamlText key : mapping.keys()) {
      mapping.text(key.text());
      mapping.flag(key.text());
      mapping.whole(key.text());
      mapping.texts(key.text());
      mapping.place(key.text()).text();
      if (depth < 4) {
        readAll(mapping.mapping(key.text()), depth + 1);
        mapping.mappings(key.text()).stream().limit(4).forEach(each -> readAll(each, depth + 1));
      }
    }
    mapping.warnOfUnknownKeys();
  }
}
