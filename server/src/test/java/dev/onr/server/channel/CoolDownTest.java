package dev.onr.server.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.dialect.RetryInfo;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long vendors want to be left alone, in all the ways in which they say it. */
class CoolDownTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // RFC 9110 §10.2.3: seconds or a date
        "Retry-After: 7 | 7000",
        "Retry-After: 0.25 | 250",
        "Retry-After: Tue, 24 Nov 2026 12:00:30 GMT | 30000",
        "Retry-After: Tue, 24 Nov 2026 11:00:00 GMT | -",
        "Retry-After: soon | -",
        "Retry-After: -3 | -",
        "Retry-After: 0 | -",
        "Retry-After: 99999999999 | -",
        // OpenAI and Azure: finer than seconds, and what counts where both are there
        "retry-after-ms: 1200 | 1200",
        "retry-after-ms: 1200; Retry-After: 2 | 1200",
        // OpenAI: the limit that is used up, in Go's durations
        "x-ratelimit-remaining-requests: 0; x-ratelimit-reset-requests: 1h2m3.5s | 3723500",
        "x-ratelimit-remaining-tokens: 0; x-ratelimit-reset-tokens: 6ms | 6",
        "x-ratelimit-remaining-tokens: 5; x-ratelimit-reset-tokens: 6m0s | -",
        "x-ratelimit-remaining-requests: 0; x-ratelimit-reset-requests: 1s;"
            + " x-ratelimit-remaining-tokens: 0; x-ratelimit-reset-tokens: 20s | 20000",
        "x-ratelimit-remaining-requests: 0; x-ratelimit-reset-requests: never | -",
        "x-ratelimit-remaining-requests: 0 | -",
        // Anthropic: the limit that is used up, and when it is open again (RFC 3339)
        "anthropic-ratelimit-requests-remaining: 0;"
            + " anthropic-ratelimit-requests-reset: 2026-11-24T12:00:05Z | 5000",
        "anthropic-ratelimit-tokens-remaining: 0;"
            + " anthropic-ratelimit-tokens-reset: 2026-11-24T13:00:40+01:00 | 40000",
        "anthropic-ratelimit-input-tokens-remaining: 0;"
            + " anthropic-ratelimit-input-tokens-reset: 2026-11-24T12:00:01Z | 1000",
        "anthropic-ratelimit-output-tokens-remaining: 0;"
            + " anthropic-ratelimit-output-tokens-reset: 2026-11-24T12:00:02Z | 2000",
        "anthropic-ratelimit-requests-remaining: 9;"
            + " anthropic-ratelimit-requests-reset: 2026-11-24T12:00:05Z | -",
        "anthropic-ratelimit-requests-remaining: 0;"
            + " anthropic-ratelimit-requests-reset: tomorrow | -",
        // a plain wait before both
        "Retry-After: 3; x-ratelimit-remaining-tokens: 0; x-ratelimit-reset-tokens: 20s | 3000"
      })
  void headsSayHowLong(String fields, String millis) {
    for (int status : new int[] {429, 503, 529}) {
      assertThat(millis(status, fields)).as("%d", status).isEqualTo(millis);
    }
  }

  @Test
  void noOtherStatusAsksToBeLeftAlone() {
    for (int status : new int[] {200, 301, 400, 413, 500, 502, 504}) {
      assertThat(millis(status, "Retry-After: 7")).as("%d", status).isEqualTo("-");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'error':{'code':429,'details':[{'reason':'x'},{'retryDelay':'12s'}]}} | 12000",
        "[{'error':{'details':[{'retryDelay':'0.847655010s'}]}}] | 847",
        "{'error':{'details':[{'retryDelay':'1.5s'}]}} | 1500",
        "{'error':{'details':[{'retryDelay':'0s'}]}} | -",
        "{'error':{'details':[{'retryDelay':'-1s'}]}} | -",
        "{'error':{'details':[{'retryDelay':'12'}]}} | -",
        "{'error':{'details':[{'retryDelay':12}]}} | -",
        "{'error':{'details':'12s'}} | -",
        "{'error':'12s'} | -",
        "{'error':{'details':[{'retryDelay':'99999999999s'}]}} | -",
        "12s | -"
      })
  void googlesErrorsSayItInTheirBody(String json, String millis) {
    byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    assertThat(RetryInfo.of(body).map(wait -> "" + wait.toMillis()).orElse("-")).isEqualTo(millis);
  }

  private static String millis(int status, String fields) {
    MultiMap head = MultiMap.caseInsensitiveMultiMap();
    for (String field : fields.split(";")) {
      String[] parts = field.split(":", 2);
      head.add(parts[0].strip(), parts[1].strip());
    }
    return CoolDown.of(status, head, NOW).map(wait -> "" + wait.toMillis()).orElse("-");
  }
}
