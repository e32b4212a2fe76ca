package dev.onr.dialect;

import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI names a sound's format, the others its MIME type. */
final class AudioFormats {
  private AudioFormats() {}

  /**
   * The format's name, from the name itself or else from a MIME type; {@code wav} where nothing is
   * known.
   */
  static String format(String format, String mimeType) {
    if (!format.isEmpty()) {
      return format;
    }
    return switch (mimeType.toLowerCase(Locale.ROOT)) {
      case "audio/mpeg", "audio/mp3" -> "mp3";
      case "", "audio/x-wav", "audio/wave" -> "wav";
      default -> mimeType.substring(mimeType.indexOf('/') + 1);
    };
  }

  /** The MIME type of a sound: its own, or else that of the format. */
  static String mimeType(String format, String mimeType) {
    if (!mimeType.isEmpty()) {
      return mimeType;
    }
    return switch (format) {
      case "mp3" -> "audio/mpeg";
      case "" -> "audio/wav";
      default -> "audio/" + format;
    };
  }

  /** Writes a sound as the input part that both of OpenAI's dialects have for it. */
  static void writeInput(ObjectNode target, String format, Media.Inline sound) {
    target
        .put("type", "input_audio")
        .putObject("input_audio")
        .put("data", sound.base64())
        .put("format", format(format, sound.mimeType()));
  }
}
