package dev.onr.bench;

import dev.onr.dialect.AnswerContext;
import dev.onr.dialect.Losses;
import dev.onr.dialect.TranslatedStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one text event of an upstream costs on its way to the client: framing, reading, writing,
 * framing. One invocation is a whole answer, so its beginning and end count too; every event comes
 * in a chunk of its own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class StreamTranslationBenchmark {
  private static final int EVENTS = 500;
  private static final AnswerContext CONTEXT =
      new AnswerContext("gpt-5", 1_700_000_000L, () -> "0f4c8b7a", true, true);

  /** Who talks to whom. */
  @Param public Pair pair = Pair.CHAT_OVER_MESSAGES;

  private byte[] beginning = {};
  private byte[] event = {};
  private byte[] end = {};
  private long written;

  @Setup
  public void prepare() {
    VendorStream stream = VendorStream.of(pair.translation().upstream());
    beginning = stream.beginning().getBytes(StandardCharsets.UTF_8);
    event = stream.event().getBytes(StandardCharsets.UTF_8);
    end = stream.end().getBytes(StandardCharsets.UTF_8);
    long text = textEvent();
    if (text < EVENTS * 50L) {
      throw new IllegalStateException(pair + " writes only " + text + " bytes");
    }
  }

  /** Gives the number of bytes for the client. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public long textEvent() {
    written = 0;
    TranslatedStream stream = pair.translation().stream(CONTEXT, new Losses());
    stream.feed(beginning, this::count);
    for (int i = 0; i < EVENTS; i++) {
      stream.feed(event, this::count);
    }
    stream.feed(end, this::count);
    stream.finish(this::count);
    if (stream.failure().isPresent()) {
      throw stream.failure().get();
    }
    return written;
  }

  private void count(byte[] bytes, int offset, int length) {
    written += length;
  }
}
