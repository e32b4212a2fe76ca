package dev.onr.server.account;

import dev.onr.ByteSink;
import dev.onr.json.JsonDocument;
import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonValue;
import dev.onr.steps.ClientRequest;
import dev.onr.steps.UpstreamRequest;
import dev.onr.usage.DerivedFigure;
import dev.onr.usage.DerivedUsage;
import dev.onr.usage.FactSources;
import dev.onr.usage.UsageReader;
import dev.onr.usage.UsageReading;
import org.jspecify.annotations.Nullable;

/**
 * The account of one answer. It gets to see the answer in one of three ways: its {@link #events}
 * while they pass, its {@link #body} while it passes, or the {@link #answer} that was collected and
 * translated. Once the answer has ended, completely or not, it is settled.
 *
 * <p>Not thread-safe, but may be settled by another thread than the one that fed it.
 */
public final class Account {
  /** Settling an answer beyond this size is nothing for an event loop. */
  private static final int LARGE_BODY = 256 * 1024;

  private static final byte[] NOTHING = {};

  private final UsageReader reader;
  private final ClientRequest request;
  private final UpstreamRequest sent;
  private @Nullable StreamMeter stream;
  private @Nullable BodyMeter body;
  private byte[] translated = NOTHING;
  private byte @Nullable [] own;
  private boolean closed;

  /**
   * @param reader reads usage, as the route says
   * @param request what the client asked for
   * @param sent what was asked of the upstream
   */
  public Account(UsageReader reader, ClientRequest request, UpstreamRequest sent) {
    this.reader = reader;
    this.request = request;
    this.sent = sent;
  }

  /**
   * Whether the body of an answer of this content type can say anything. Media are worth keeping
   * only to measure how long they last.
   */
  public boolean wants(String contentType) {
    boolean media =
        contentType.startsWith("audio/")
            || contentType.startsWith("image/")
            || contentType.startsWith("video/");
    return !media
        || reader.derivedFigures().contains(DerivedFigure.AUDIO_DURATION_SECONDS)
        || reader.derivedFigures().contains(DerivedFigure.AUDIO_ESTIMATED_TOKENS);
  }

  /** Begins to listen to a stream of events, whose bytes come in plain, before any translation. */
  public ByteSink events() {
    StreamMeter meter = new StreamMeter(reader.stream(sources(null, null)));
    stream = meter;
    return guarded(meter);
  }

  /**
   * Begins to keep a body, whose bytes come in plain.
   *
   * @param limit the most bytes to keep; a longer body is not read
   */
  public ByteSink body(long limit) {
    BodyMeter meter = new BodyMeter(limit);
    body = meter;
    return guarded(meter);
  }

  /** What comes behind the end is not part of the account. */
  private ByteSink guarded(ByteSink meter) {
    return (bytes, offset, length) -> {
      if (!closed) {
        meter.write(bytes, offset, length);
      }
    };
  }

  /**
   * Takes a whole answer.
   *
   * @param answer its body in the client's dialect, before any step changed it
   * @param upstream its body as the upstream gave it, without encoding
   */
  public void answer(byte[] answer, byte[] upstream) {
    translated = answer;
    own = upstream;
  }

  /** Ends the feeding: from here on {@link #settle} may be called, on any thread. */
  public void close() {
    closed = true;
  }

  /** Whether settling is nothing for an event loop. */
  public boolean takesLong() {
    return translated.length > LARGE_BODY || (body != null && body.size() > LARGE_BODY);
  }

  /** Says what the answer came to, as far as it went. Call once, after {@link #close}. */
  public Accounting settle() {
    UsageReading reading = reading();
    String finishReason = reading.finishReason().orElse("");
    if (reading.isEmpty() && reading.facts().isEmpty()) {
      return finishReason.isEmpty()
          ? Accounting.NONE
          : new Accounting(finishReason, "", "", java.util.Map.of(), reading.facts());
    }
    String stage = reading.usage().hasTokens() ? "upstream" : "";
    return new Accounting(
        finishReason, stage, "", new Figures().usage(reading.usage()).all(), reading.facts());
  }

  private UsageReading reading() {
    if (stream != null) {
      return stream.end();
    }
    byte[] answer = body == null ? translated : body.bytes();
    return reader.read(answer, sources(derived(answer), upstream()));
  }

  private FactSources sources(@Nullable JsonValue derived, @Nullable JsonValue upstream) {
    return new FactSources(reader.readsRequest() ? asked() : null, derived, upstream);
  }

  private @Nullable JsonValue asked() {
    JsonDocument asked = sent.asked();
    return asked == null ? null : asked.toValue();
  }

  private @Nullable JsonValue derived(byte[] answer) {
    if (reader.derivedFigures().isEmpty()) {
      return null;
    }
    return new DerivedUsage(
            asked(), request.body().uploadedFile().orElse(null), answer, ignored -> 0, ignored -> 0)
        .figures(reader.derivedFigures());
  }

  private @Nullable JsonValue upstream() {
    if (own == null || !reader.readsUpstream()) {
      return null;
    }
    try {
      return JsonValue.parse(own);
    } catch (JsonSyntaxException e) {
      return null;
    }
  }
}
