package dev.onr.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.config.ConfigurationFiles;
import dev.onr.config.plan.LoadMode;
import dev.onr.config.plan.PlanLoader;
import dev.onr.json.JsonValue;
import dev.onr.sse.EventReader;
import dev.onr.usage.FactSources;
import dev.onr.usage.UsageReader;
import dev.onr.usage.UsageStream;
import dev.onr.usage.estimate.DeltaText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a meter gathers is what reading each event for itself gathers. */
class StreamMeterTest {
  private static final UsageReader READER =
      reader(
          """
          usage_root path="$.usage";
          usage_fact input token path="$.prompt_tokens";
          usage_fact output token path="$.completion_tokens";
          usage_fact output character len_path="$.note" source=response;
          finish_reason_path "$.choices[*].finish_reason";
          """);

  private static final String END =
      "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
          + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":7}}\n\n"
          + "data: [DONE]\n\n";

  static Stream<String> streams() {
    String usages =
        chunks("a", "b", "c")
            .replace("}]}", "}],\"usage\":{\"prompt_tokens\":1}}")
            .replace("1}", "2}");
    return Stream.of(
        chunks("a", "b", "c", "d", "e") + END,
        // A tab within a string, an escape that is none, a string that ends too early.
        chunks("a", "b", "c", "\t", "d", "e", "f", "\\x", "g", "h", "i\"", "j") + END,
        chunks("a", "b", "c") + END + chunks("d", "e", "f"),
        chunks("a", "b", "c") + usages + chunks("d", "e", "f"),
        // The first of a value that counts looks like the events before it.
        chunks("a", "b", "c").replace("}]}", "}],\"note\":\"\"}")
            + chunks("d").replace("}]}", "}],\"note\":\"four\"}"),
        chunks("a", "b", "c", "finish_reason\\\":\\\"x", "\\u0066inish_reason", "d") + END,
        chunks("a", "b", "c").replace("\n", "\r\n") + chunks("d", "e", "f").replace("\n", "\r"),
        "\ufeff" + chunks("a", "b", "c") + ": a comment\n\n" + chunks("d", "e") + "data: {\"cut",
        chunks("a", "b", "c") + "data: [1]\n\ndata: 7\n\n" + chunks("d", "e", "f"));
  }

  private static String chunks(String... words) {
    StringBuilder all = new StringBuilder();
    for (String word : words) {
      all.append(
          "data: {\"id\":\"c\",\"choices\":[{\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}\n\n"
              .formatted(word));
    }
    return all.toString();
  }

  @ParameterizedTest
  @MethodSource("streams")
  void repetitionsCountLikeAnyEvent(String stream) {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    UsageStream usage = READER.stream(FactSources.NONE);
    DeltaText text = new DeltaText(1 << 16);
    int[] malformed = {0};
    EventReader.Listener oneByOne =
        event -> {
          usage.event(event);
          text.event(event);
          String data = event.data().text();
          boolean good = data.isEmpty() || data.equals("[DONE]") || isObject(data);
          malformed[0] += good ? 0 : 1;
        };
    EventReader reader = new EventReader();
    reader.feed(bytes, 0, bytes.length, oneByOne);
    int malformedBeforeTheEnd = malformed[0];
    reader.finish(oneByOne);
    for (int size : List.of(bytes.length, 100, 7, 1)) {
      DeltaText kept = new DeltaText(1 << 16);
      StreamMeter meter = new StreamMeter(READER.stream(FactSources.NONE), kept, 1 << 16);
      for (int at = 0; at < bytes.length; at += size) {
        meter.write(bytes, at, Math.min(size, bytes.length - at));
      }
      assertThat(meter.end()).isEqualTo(usage.reading());
      assertThat(meter.malformed()).isEqualTo(malformedBeforeTheEnd);
      assertThat(kept).usingRecursiveComparison().isEqualTo(text);
    }
  }

  private static boolean isObject(String data) {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    return JsonValue.isObject(bytes, 0, bytes.length);
  }

  private static UsageReader reader(String statements) {
    String file =
        """
        syntax "next-router/0.1";
        provider "acme" {
          defaults { upstream_config { base_url = "https://acme.test"; } }
          match api = "chat.completions" { metrics {
        %s
          } }
        }
        """
            .formatted(statements);
    return new PlanLoader(ConfigurationFiles.inMemory(Map.of("acme.conf", file)))
        .load(Path.of("acme.conf"), LoadMode.STRICT, Optional.empty())
        .plan()
        .provider("acme")
        .orElseThrow()
        .routes()
        .all()
        .getFirst()
        .usage();
  }
}
