package dev.onr.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.CaseFile;
import dev.onr.json.JsonTree;
import dev.onr.json.JsonValue;
import dev.onr.sse.EventReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What is read from answers and streams. A case has statements of a {@code metrics} block in {@code
 * rules}, and presets of its own in {@code presets} where it does not use the shipped ones; an
 * {@code answer} or a {@code stream}; and what facts may read beside it, in {@code request}, {@code
 * derived} and {@code upstream}. It shows any of:
 *
 * <ul>
 *   <li>{@code usage}: {@code input/output/total}, {@code cached} and {@code written} where not
 *       zero, then all else by its flat name, in order of names
 *   <li>{@code facts}: what matched, each in a line, as the debug log shows it
 *   <li>{@code finish}: the finish reason
 *   <li>{@code trouble}: why nothing could be read
 * </ul>
 */
class UsageCasesTest {
  private static final List<String> SHOWN = List.of("usage", "facts", "finish", "trouble");

  @TestFactory
  Stream<DynamicTest> cases() {
    return CaseFile.tests("usage", UsageCasesTest::check);
  }

  private static void check(CaseFile each) {
    UsageReader reader =
        each.find("presets")
            .map(presets -> Rules.of(each.section("rules"), presets))
            .orElseGet(() -> Rules.of(each.section("rules")));
    FactSources sources =
        new FactSources(json(each, "request"), json(each, "derived"), json(each, "upstream"));
    Map<String, String> shown = show(read(each, reader, sources));
    Map<String, String> expected = new LinkedHashMap<>();
    for (String section : SHOWN) {
      Optional<String> text = each.find(section);
      if (text.isPresent()) {
        expected.put(section, text.get());
      } else {
        shown.remove(section);
      }
    }
    assertThat(expected).isNotEmpty();
    assertThat(shown).isEqualTo(expected);
  }

  private static UsageReading read(CaseFile each, UsageReader reader, FactSources sources) {
    Optional<String> stream = each.find("stream");
    if (stream.isEmpty()) {
      return reader.read(bytes(each.section("answer")), sources);
    }
    UsageStream usage = reader.stream(sources);
    EventReader events = new EventReader();
    byte[] text = bytes(stream.get());
    events.feed(text, 0, text.length, usage::event);
    events.finish(usage::event);
    return usage.reading();
  }

  private static Map<String, String> show(UsageReading reading) {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("usage", usage(reading));
    shown.put(
        "facts",
        reading.facts().stream()
            .map(fact -> JsonTree.text(fact.json()))
            .collect(Collectors.joining("\n")));
    shown.put("finish", reading.finishReason().orElse(""));
    shown.put("trouble", reading.trouble().orElse(""));
    return shown;
  }

  private static String usage(UsageReading reading) {
    if (reading.facts().isEmpty() && reading.isEmpty()) {
      return "none";
    }
    Usage usage = reading.usage();
    StringBuilder text = new StringBuilder();
    text.append(usage.inputTokens()).append('/').append(usage.outputTokens());
    text.append('/').append(usage.totalTokens());
    if (usage.cacheReadTokens() != 0) {
      text.append(" cached ").append(usage.cacheReadTokens());
    }
    if (usage.cacheWriteTokens() != 0) {
      text.append(" written ").append(usage.cacheWriteTokens());
    }
    new TreeMap<>(usage.extras())
        .forEach((name, quantity) -> text.append('\n').append(name).append(' ').append(quantity));
    return text.toString();
  }

  private static JsonValue json(CaseFile each, String section) {
    return each.find(section).map(JsonValue::parse).orElse(null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
