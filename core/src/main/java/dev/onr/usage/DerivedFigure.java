package dev.onr.usage;

import java.util.Locale;

/** A figure that no provider reports and that the gateway works out itself. */
public enum DerivedFigure {
  /** The duration of the audio in the answer, in seconds. */
  AUDIO_DURATION_SECONDS,
  /** What the audio in the answer would be in tokens, at 1250 per minute. */
  AUDIO_ESTIMATED_TOKENS,
  /** The estimated tokens of the request's {@code input} text. */
  INPUT_TEXT_TOKENS,
  /** The estimated tokens of the answer's {@code text}. */
  OUTPUT_TEXT_TOKENS,
  /** The duration of the uploaded audio file, in seconds. */
  REQUEST_AUDIO_DURATION_SECONDS;

  /** The name under which facts read it: {@code source=derived path="$.key"}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
