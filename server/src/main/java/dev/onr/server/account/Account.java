package dev.onr.server.account;

import dev.onr.ByteSink;
import dev.onr.json.JsonDocument;
import dev.onr.json.JsonSyntaxException;
import dev.onr.json.JsonValue;
import dev.onr.pricing.Cost;
import dev.onr.pricing.PriceBook;
import dev.onr.steps.ClientRequest;
import dev.onr.steps.UpstreamRequest;
import dev.onr.usage.DerivedFigure;
import dev.onr.usage.DerivedUsage;
import dev.onr.usage.FactSources;
import dev.onr.usage.UsageReader;
import dev.onr.usage.UsageReading;
import dev.onr.usage.estimate.DeltaText;
import dev.onr.usage.estimate.EstimateDirection;
import dev.onr.usage.estimate.EstimateSource;
import dev.onr.usage.estimate.Estimated;
import dev.onr.usage.estimate.EstimationSettings;
import dev.onr.usage.estimate.UsageEstimator;
import dev.onr.usage.estimate.UsageStage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The account of one answer. It gets to see the answer in one of three ways: its {@link #events}
 * while they pass, its {@link #body} while it passes, or the {@link #answer} that was collected and
 * translated; where that never comes, the events that should have become it count. Once the answer
 * has ended, completely or not, it is settled.
 *
 * <p>Not thread-safe, but may be settled by another thread than the one that fed it.
 */
public final class Account {
  /** Settling an answer beyond this size is nothing for an event loop. */
  private static final int LARGE_BODY = 256 * 1024;

  private static final byte[] NOTHING = {};

  private final UsageEstimator estimator;
  private final PriceBook prices;
  private final UsageReader reader;
  private final String provider;
  private final String channel;
  private final ClientRequest request;
  private final UpstreamRequest sent;
  private @Nullable StreamMeter stream;
  private int malformedEvents;
  private @Nullable BodyMeter body;
  private byte[] answer = NOTHING;
  private byte @Nullable [] own;
  private byte @Nullable [] media;
  private boolean error;
  private boolean closed;
  private @Nullable UsageReading reading;

  Account(
      Bookkeeping books,
      UsageReader reader,
      String provider,
      String channel,
      ClientRequest request,
      UpstreamRequest sent) {
    this.estimator = books.estimator();
    this.prices = books.prices();
    this.reader = reader;
    this.provider = provider;
    this.channel = channel;
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

  /**
   * Begins to listen to a stream of events, whose bytes come in plain, before any translation.
   *
   * @param limit the longest event that is read, in bytes
   */
  public ByteSink events(int limit) {
    EstimationSettings estimation = estimator.settings();
    DeltaText text =
        estimation.covers(request.api()) ? new DeltaText(estimation.maxStreamCollectBytes()) : null;
    StreamMeter meter = new StreamMeter(reader.stream(sources(null, null)), text, limit);
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
   * @param translated its body in the client's dialect, before any step changed it
   * @param upstream its body as the upstream gave it, without encoding
   */
  public void answer(byte[] translated, byte[] upstream) {
    answer = translated;
    own = upstream;
    // The events that it was collected from have said the same.
    if (stream != null) {
      malformedEvents = stream.malformed();
      stream = null;
    }
  }

  /** Takes the audio that was taken out of the answer's JSON. */
  public void media(byte[] bytes) {
    media = bytes;
  }

  /** The answer turned out to be an error: it used what it reports, and nothing is estimated. */
  public void error() {
    error = true;
  }

  /** Ends the feeding: from here on {@link #settle} may be called, on any thread. */
  public void close() {
    closed = true;
  }

  /** Whether settling is nothing for an event loop. */
  public boolean takesLong() {
    boolean large =
        (body == null ? answer.length : body.size()) > LARGE_BODY
            || (!reader.derivedFigures().isEmpty()
                && (estimator.isExpensive() || request.body().bytes().length > LARGE_BODY));
    return large || (needsEstimate() && estimateTakesLong());
  }

  private boolean needsEstimate() {
    return !error && estimator.needed(request.api(), reading().usage());
  }

  private boolean estimateTakesLong() {
    return estimator.isExpensive() || stream != null || sent.body().length > LARGE_BODY;
  }

  /** Says what the answer came to, as far as it went. Call once, after {@link #close}. */
  public Accounting settle() {
    UsageReading read = reading();
    Estimated known = completed(read);
    boolean nothing = read.facts().isEmpty() && read.isEmpty() && !known.usage().hasTokens();
    Figures figures = new Figures();
    Optional<Cost> cost = Optional.empty();
    if (!nothing) {
      cost = prices.cost(provider, channel, sent.mappedModel(), known.usage());
      figures.usage(known.usage());
      cost.ifPresent(figures::cost);
    }
    return new Accounting(
        read.finishReason().orElse(""),
        known.stage().label(),
        cost.map(Cost::model).orElse(""),
        figures.all(),
        read.facts(),
        stream == null ? malformedEvents : stream.malformed());
  }

  private Estimated completed(UsageReading read) {
    if (!needsEstimate()) {
      return new Estimated(
          read.usage(), read.usage().hasTokens() ? UsageStage.UPSTREAM : UsageStage.NONE);
    }
    JsonValue asked = asked();
    return estimator.complete(
        request.api(),
        request.model(),
        read.usage(),
        asked == null ? new EstimateSource.Body(sent.body()) : new EstimateSource.Json(asked),
        written(read));
  }

  /** What the model wrote. Of a body that is not whole nothing is known. */
  private EstimateSource written(UsageReading read) {
    if (stream != null) {
      return stream.text();
    }
    return read.trouble().isPresent() || whole().length == 0
        ? EstimateSource.NONE
        : new EstimateSource.Body(whole());
  }

  /** The answer, in one piece. */
  private byte[] whole() {
    if (body != null) {
      answer = body.bytes();
      body = null;
    }
    return answer;
  }

  private UsageReading reading() {
    if (reading == null) {
      reading = stream == null ? reader.read(whole(), wholeSources()) : stream.end();
    }
    return reading;
  }

  private FactSources wholeSources() {
    return sources(derived(), upstream());
  }

  private FactSources sources(@Nullable JsonValue derived, @Nullable JsonValue upstream) {
    return new FactSources(reader.readsRequest() ? asked() : null, derived, upstream);
  }

  private @Nullable JsonValue asked() {
    JsonDocument asked = sent.asked();
    return asked == null ? null : asked.toValue();
  }

  private @Nullable JsonValue derived() {
    if (reader.derivedFigures().isEmpty()) {
      return null;
    }
    return new DerivedUsage(
            asked(),
            request.body().uploadedFile().orElse(null),
            media == null ? whole() : media,
            text -> tokens(EstimateDirection.INPUT, text),
            text -> tokens(EstimateDirection.OUTPUT, text))
        .figures(reader.derivedFigures());
  }

  private long tokens(EstimateDirection direction, String text) {
    return estimator.tokens(
        request.api().apiName(), request.model(), direction, new EstimateSource.Text(text));
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
