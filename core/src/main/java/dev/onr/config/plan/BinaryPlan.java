package dev.onr.config.plan;

import dev.onr.json.ExtractionPath;
import java.util.Optional;

/**
 * How bytes are taken out of JSON answers.
 *
 * @param body out of whole answers
 * @param contentType what such answers are
 * @param stream out of events
 */
public record BinaryPlan(
    Optional<BodyExtract> body, Optional<ContentType> contentType, Optional<StreamExtract> stream) {
  /** Answers are sent as they are. */
  public static final BinaryPlan NONE =
      new BinaryPlan(Optional.empty(), Optional.empty(), Optional.empty());

  /** How bytes are written in a string. */
  public enum Encoding {
    HEX,
    /** The standard alphabet with padding (RFC 4648 §4). */
    BASE64
  }

  /** The string at {@code path} is the body. */
  public record BodyExtract(ExtractionPath path, Encoding encoding) {}

  /** An audio format, read at {@code path}, else {@code fallback}. */
  public record ContentType(Optional<ExtractionPath> path, Optional<String> fallback) {}

  /** The strings at {@code path} of all events are the body, until an event fits {@code stop}. */
  public record StreamExtract(ExtractionPath path, Encoding encoding, Optional<Stop> stop) {}

  /** The value at {@code path} equals {@code literal}: as numbers, or as trimmed text. */
  public record Stop(ExtractionPath path, String literal) {}
}
