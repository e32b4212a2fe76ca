package dev.onr.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A stream of any length needs no more memory than a short one. */
class LongStreamTest {
  private static final int EVENTS = 1_000_000;

  @Test
  void aMillionEventsFitIntoASmallHeap() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LongStreamTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said.lines().toList()).last().isEqualTo("1000000/1000000/2000000");
  }

  /** Every event has counts, and members of names that never came before. */
  public static void main(String[] arguments) {
    UsageStream stream =
        Rules.of(
            """
            usage_root path="$.usage";
            usage_fact input token path="$.i";
            usage_fact output token path="$.o";
            """)
            .stream(FactSources.NONE);
    for (int i = 1; i <= EVENTS; i++) {
      String event = "{\"usage\":{\"i\":%1$d,\"o\":%1$d,\"new%1$d\":{\"x\":%1$d}}}".formatted(i);
      stream.event("event" + i, event.getBytes(StandardCharsets.UTF_8));
    }
    Usage usage = stream.reading().usage();
    System.out.println(
        usage.inputTokens() + "/" + usage.outputTokens() + "/" + usage.totalTokens());
  }
}
