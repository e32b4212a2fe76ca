package dev.onr.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyFuzz {
  @FuzzTest(maxDuration = "13s")
  void anyFormIsReadOrRefused(byte[] bytes) {
    read(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--B--",
        "--B\r\n\r\n\r\n--B--",
        "--B\nContent-Disposition: form-data; name=\"a\n\n1\n--B--",
        "--B\r\nContent-Disposition: form-data; name=stream\r\n\r\nx\r\n--B--\r\n",
        "\n--B \t\r\nContent-Disposition:form-data;name=a;name=b;;\r\n\r\n--B--"
      })
  void seeds(String text) {
    read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void read(byte[] bytes) {
    for (String type : new String[] {"multipart/form-data; boundary=B", "application/json", ""}) {
      try {
        RequestBody body = RequestBody.inspect(bytes, type, type.isEmpty());
        assertThat(body.bytes()).isSameAs(bytes);
      } catch (RequestRejected e) {
        assertThat(e.code()).isEqualTo("invalid_json");
        assertThat(e.status()).isEqualTo(400);
      }
    }
  }
}
