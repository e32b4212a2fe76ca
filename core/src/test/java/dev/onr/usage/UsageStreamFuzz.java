package dev.onr.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.onr.sse.EventReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading usage takes whatever an upstream sends. */
class UsageStreamFuzz {
  private static final UsageReader READER =
      Rules.of("usage_extract gemini_generate_content; finish_reason_extract anthropic_messages;");

  @FuzzTest(maxDuration = "13s")
  void nothingThatAnUpstreamSendsIsTrouble(byte[] bytes) {
    UsageStream stream = READER.stream(FactSources.NONE);
    EventReader events = new EventReader();
    events.feed(bytes, 0, bytes.length, stream::event);
    events.finish(stream::event);
    assertThat(stream.reading().trouble()).isEmpty();
    assertThat(READER.read(bytes, FactSources.NONE).facts()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"usageMetadata\":{\"promptTokenCount\":1e999999999}}",
        "data:"
            + " {\"usageMetadata\":{\"promptTokenCount\":-1e-999999999,\"totalTokenCount\":\"9e99\"}}",
        "data: {\"usageMetadata\":[{}],\"usageMetadata\":{\"promptTokenCount\":[[[1]]]}}",
        "data: {\"usageMetadata\":{\"\\ud83d\":1,\"cacheTokensDetails\":[null,{\"modality\":3}]}}",
        "{\"usageMetadata\":{\"promptTokenCount\":99999999999999999999999999}}"
      })
  void seeds(String text) {
    nothingThatAnUpstreamSendsIsTrouble(text.getBytes(StandardCharsets.UTF_8));
  }
}
