package dev.onr.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onr.CaseFile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Frames and what becomes of them. A case separates frames by blank lines. Lines that begin with a
 * colon are headers; the last line is the payload, or behind {@code bytes} what it carries in
 * base64. A line that begins with an exclamation mark in {@code out} has status, code and message
 * of the error that ends the stream.
 */
class BedrockCasesTest {
  @TestFactory
  Stream<DynamicTest> cases() {
    return CaseFile.tests("bedrock", BedrockCasesTest::check);
  }

  private static void check(CaseFile each) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    Stream.of(each.section("frames").split("\n\n"))
        .filter(frame -> !frame.isBlank())
        .map(BedrockCasesTest::frame)
        .forEach(stream::writeBytes);
    byte[] bytes = stream.toByteArray();
    for (int size : new int[] {1, 7, Math.max(1, bytes.length)}) {
      assertThat(Frames.read(bytes, size).strip()).isEqualTo(each.section("out"));
    }
  }

  private static byte[] frame(String text) {
    Map<String, String> headers = new LinkedHashMap<>();
    byte[] payload = {};
    for (String line : text.split("\n")) {
      if (line.startsWith(":")) {
        String[] header = line.split(": ", 2);
        headers.put(header[0], header[1]);
      } else if (line.startsWith("bytes ")) {
        payload = Frames.payload(line.substring("bytes ".length()));
      } else {
        payload = line.getBytes(StandardCharsets.UTF_8);
      }
    }
    return Frames.frame(headers, payload);
  }
}
