package dev.onr.bench;

import dev.onr.ByteSink;
import dev.onr.config.plan.Route;
import dev.onr.credential.Secret;
import dev.onr.credential.UpstreamKey;
import dev.onr.pricing.PriceBook;
import dev.onr.server.account.Bookkeeping;
import dev.onr.sse.EventReader;
import dev.onr.steps.ClientRequest;
import dev.onr.steps.HeaderFields;
import dev.onr.steps.UpstreamRequest;
import dev.onr.usage.estimate.EstimationSettings;
import dev.onr.usage.estimate.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * As {@link UsageBenchmark}, for all that a passing event costs the account of its exchange:
 * finding its end among the bytes, looking for usage, keeping text for an estimate. At most a
 * microsecond is wanted. Run from the project's directory.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xbatch")
public class AccountBenchmark {
  /** Whose event. */
  @Param public UsageBenchmark.Vendor vendor = UsageBenchmark.Vendor.CHAT;

  private byte[] event = {};
  private ByteSink account = (bytes, offset, length) -> {};

  /** Opens an account by the rules of the shipped provider's route for streams. */
  @Setup
  public void prepare() {
    event = vendor.bytes();
    Route route = vendor.route();
    byte[] body = "{\"model\":\"m\"}".getBytes(StandardCharsets.US_ASCII);
    ClientRequest request =
        ClientRequest.post(route.condition().api().orElseThrow(), "/", new HeaderFields(), body);
    UpstreamRequest sent = route.request().apply(request, UpstreamKey.of("p", Secret.of("k")), "");
    account =
        Bookkeeping.of(EstimationSettings.DEFAULTS, new Tokenizer(), PriceBook.EMPTY)
            .open(route.usage(), "p", "k", request, sent)
            .events(EventReader.DEFAULT_LIMIT);
  }

  /** Takes the event. */
  @Benchmark
  public ByteSink event() {
    account.write(event, 0, event.length);
    return account;
  }
}
