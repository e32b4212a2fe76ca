package dev.onr.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** A stream of a million events leaves nothing behind on its way. */
class LongStreamTest {
  private static final int BATCHES = 1000;
  private static final int EVENTS_PER_BATCH = 1000;
  private static final String EVENT =
      "data: {\"choices\":[{\"delta\":{\"content\":\"a word or"
          + " two\"},\"finish_reason\":null}]}\n\n";

  /** What the parts of the heap that are no garbage may grow by, in bytes. */
  private static final long GROWTH = 8 << 20;

  @Test
  void aMillionEventsAreCountedInABoundedHeap() throws Exception {
    String batch = EVENT.repeat(EVENTS_PER_BATCH);
    try (ScriptedUpstream upstream =
            new ScriptedUpstream(
                line -> {
                  line.request();
                  line.startEvents();
                  for (int i = 0; i < BATCHES; i++) {
                    line.chunk(batch);
                  }
                  line.chunk(
                      "data: {\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1000000}}\n\n");
                  line.endChunks();
                });
        TestGateway gateway = TestGateway.to(upstream).matches(UsageTest.MATCHES).start();
        RawClient client = gateway.client()) {
      client.send(
          TestGateway.post(
              "/v1/chat/completions", "{\"model\":\"m\",\"stream\":true,\"messages\":[]}"));
      client.head();
      long whole = (long) batch.length() * BATCHES;
      byte[] buffer = new byte[64 * 1024];
      skip(client.in, whole / 10, buffer);
      long early = liveBytes();
      skip(client.in, whole * 8 / 10, buffer);
      assertThat(liveBytes() - early).isLessThan(GROWTH);
      skip(client.in, whole / 10, buffer);
      assertThat(gateway.record().accounting().figures())
          .containsEntry("output_tokens", 1_000_000L);
    }
  }

  private static void skip(InputStream in, long bytes, byte[] buffer) throws Exception {
    for (long left = bytes; left > 0; ) {
      left -= in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
    }
  }

  private static long liveBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
