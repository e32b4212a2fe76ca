package dev.onr.bench;

import dev.onr.Api;
import dev.onr.config.plan.LoadMode;
import dev.onr.config.plan.PlanLoader;
import dev.onr.config.plan.Route;
import dev.onr.usage.FactSources;
import dev.onr.usage.UsageReader;
import dev.onr.usage.UsageStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
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
 * What accounting costs for one event of a stream that has no usage, of 250 to 300 bytes. At most a
 * microsecond is wanted, without allocation. Run from the project's directory.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xbatch")
public class UsageBenchmark {
  /** An event as a vendor sends it, and the provider whose rules read it. */
  public enum Vendor {
    CHAT(
        "openai",
        "chat.completions",
        "",
        """
        {"id":"chatcmpl-BkWbGJMnCZbXzH2aQw3vT9pXyzAbC","object":"chat.completion.chunk","created":1750000000,\
        "model":"gpt-5-2025-08-07","service_tier":"default","system_fingerprint":null,"choices":[{"index":0,\
        "delta":{"content":" lighthouse"},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"aB3d"}\
        """),
    RESPONSES(
        "openai",
        "responses",
        "response.output_text.delta",
        """
        {"type":"response.output_text.delta","sequence_number":42,"item_id":"msg_6876cf02e0bc8192b74af0fb64b715ff",\
        "output_index":1,"content_index":0,"delta":" lighthouse keeper counts the ships that pass","logprobs":[],\
        "obfuscation":"Q2xvc2VkIGFuZCBzZWFsZWQ"}\
        """),
    MESSAGES(
        "anthropic",
        "claude.messages",
        "content_block_delta",
        """
        {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" lighthouse keeper counts the \
        ships that pass by and writes each one down \\u2013 the date, the name and the flag, as long as there is \
        light enough to see them, every single day of the year."}}\
        """);

    private final String provider;
    private final String api;
    private final String event;
    private final String data;

    Vendor(String provider, String api, String event, String data) {
      this.provider = provider;
      this.api = api;
      this.event = event;
      this.data = data;
    }

    /** The shipped provider's route for streams. */
    Route route() {
      return new PlanLoader()
              .load(Path.of("config", "onr.conf"), LoadMode.STRICT, Optional.empty())
              .plan()
              .provider(provider)
              .orElseThrow()
              .routes()
              .all()
              .stream()
              .filter(route -> route.condition().stream().orElse(true))
              .filter(route -> route.condition().api().equals(Api.named(api)))
              .findFirst()
              .orElseThrow();
    }

    /** The event as it comes. */
    byte[] bytes() {
      String name = event.isEmpty() ? "" : "event: " + event + "\n";
      return (name + "data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Whose event. */
  @Param public Vendor vendor = Vendor.CHAT;

  private byte[] data = {};
  private UsageStream stream = UsageReader.NONE.stream(FactSources.NONE);

  /** Takes the rules of the shipped provider's route for streams. */
  @Setup
  public void prepare() {
    stream = vendor.route().usage().stream(FactSources.NONE);
    data = vendor.data.getBytes(StandardCharsets.UTF_8);
  }

  /** Takes the event. */
  @Benchmark
  public UsageStream event() {
    stream.event(vendor.event, data);
    return stream;
  }
}
