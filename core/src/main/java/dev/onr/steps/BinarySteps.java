package dev.onr.steps;

import dev.onr.json.ExtractionPath;
import dev.onr.json.JsonValue;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How bytes are taken out of JSON answers.
 *
 * @param body out of whole answers
 * @param contentType what such answers are
 * @param stream out of events
 */
public record BinarySteps(
    Optional<BodyExtract> body, Optional<ContentType> contentType, Optional<StreamExtract> stream) {
  /** Answers are sent as they are. */
  public static final BinarySteps NONE =
      new BinarySteps(Optional.empty(), Optional.empty(), Optional.empty());

  /** How bytes are written in a string. */
  public enum Encoding {
    HEX,
    /** The standard alphabet with padding (RFC 4648 §4). */
    BASE64;

    /** The bytes that a text stands for; empty where it is no such text. */
    Optional<byte[]> decode(String text) {
      String plain = text.strip();
      if (this == BASE64 && plain.length() % 4 != 0) {
        // The decoder would let a missing padding pass, and with it a text that was cut.
        return Optional.empty();
      }
      try {
        return Optional.of(
            this == HEX ? HexFormat.of().parseHex(plain) : Base64.getDecoder().decode(plain));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    /** The word that configurations use. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The string at {@code path} is the body. */
  public record BodyExtract(ExtractionPath path, Encoding encoding) {}

  /** An audio format, read at {@code path}, else {@code fallback}. */
  public record ContentType(Optional<ExtractionPath> path, Optional<String> fallback) {
    /** The format that a whole answer names; empty where it names none. */
    private String named(JsonValue answer) {
      return path.map(at -> at.firstString(answer)).orElse("");
    }
  }

  /** The strings at {@code path} of all events are the body, until an event fits {@code stop}. */
  public record StreamExtract(ExtractionPath path, Encoding encoding, Optional<Stop> stop) {}

  /** The value at {@code path} equals {@code literal}: as numbers, or as trimmed text. */
  public record Stop(ExtractionPath path, String literal) {}

  /**
   * What the bytes of a whole answer are.
   *
   * @param answer the JSON that holds them
   * @param asked the format that the client asked for; may be empty
   */
  String typeOfWhole(JsonValue answer, String asked) {
    String named = contentType.map(rule -> rule.named(answer)).orElse("");
    String fallback = contentType.flatMap(ContentType::fallback).orElse("");
    return mediaType(first(named, fallback, asked));
  }

  /** What the bytes of a stream are: decided before any of its events is there. */
  String typeOfStream(String asked) {
    return mediaType(first(asked, contentType.flatMap(ContentType::fallback).orElse("")));
  }

  private static String first(String... formats) {
    return Stream.of(formats).filter(format -> !format.isBlank()).findFirst().orElse("");
  }

  private String mediaType(String format) {
    if (contentType.isEmpty() && format.isEmpty()) {
      return "application/octet-stream";
    }
    return switch (format.strip().toLowerCase(Locale.ROOT)) {
      case "wav" -> "audio/wav";
      case "flac" -> "audio/flac";
      case "pcm" -> "audio/pcm";
      case "aac" -> "audio/aac";
      case "opus" -> "audio/opus";
      case "ogg" -> "audio/ogg";
      default -> "audio/mpeg";
    };
  }
}
