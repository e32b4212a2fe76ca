package dev.onr.bench;

import dev.onr.dialect.Losses;
import dev.onr.dialect.RouteFacts;
import dev.onr.dialect.Tongue;
import dev.onr.dialect.Translation;
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
 * What a request body of 4 KB costs: instructions, two tools, a few turns with a call and result.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class RequestTranslationBenchmark {
  private static final int SIZE = 4096;
  private static final RouteFacts ROUTE = new RouteFacts("claude-sonnet-4-5", true);
  private static final String SENTENCE =
      "The lighthouse keeper counts the ships that pass \\u2013 and writes \\\"each\\\" one down. ";

  private static final String CHAT =
      """
      {"model":"gpt-5","stream":true,"temperature":0.7,"max_completion_tokens":2048,"messages":[
      {"role":"system","content":"You plan journeys by sea. WORDS"},
      {"role":"user","content":[{"type":"text","text":"When does the next ferry leave? WORDS"},
      {"type":"image_url","image_url":{"url":"https://example.com/timetable.png","detail":"low"}}]},
      {"role":"assistant","content":"I look it up.","tool_calls":[{"id":"call_abc123","type":"function",
      "function":{"name":"timetable","arguments":"{\\"harbour\\":\\"Rostock\\",\\"day\\":\\"2025-06-01\\"}"}}]},
      {"role":"tool","tool_call_id":"call_abc123","content":"09:00 Gedser, 11:00 Trelleborg. WORDS"},
      {"role":"assistant","content":"At nine, to Gedser. WORDS"},
      {"role":"user","content":"And back? WORDS"}],
      "tools":[{"type":"function","function":{"name":"timetable","description":"Departures of a day",
      "parameters":{"type":"object","properties":{"harbour":{"type":"string","description":"Name of the town"},
      "day":{"type":"string","description":"ISO date"}},"required":["harbour","day"],"additionalProperties":false}}},
      {"type":"function","function":{"name":"book","description":"Books a passage","parameters":{"type":"object",
      "properties":{"ferry":{"type":"string"},"people":{"type":"integer","minimum":1},"cabin":{"type":"boolean"}},
      "required":["ferry","people"],"additionalProperties":false}}}],
      "tool_choice":"auto","parallel_tool_calls":true}\
      """;

  /** Who talks to whom. */
  @Param public Pair pair = Pair.CHAT_OVER_MESSAGES;

  private byte[] body = {};

  @Setup
  public void prepare() {
    int words = SIZE - CHAT.length() + 5 * "WORDS".length();
    String each = SENTENCE.repeat(words / 5 / SENTENCE.length());
    body = CHAT.replace("WORDS", each).getBytes(StandardCharsets.UTF_8);
    Tongue client = pair.translation().client();
    if (client != Tongue.CHAT) {
      body = Translation.between(Tongue.CHAT, client).request(body, ROUTE, new Losses());
    }
  }

  /** Gives the body for the upstream. */
  @Benchmark
  public byte[] request() {
    return pair.translation().request(body, ROUTE, new Losses());
  }
}
