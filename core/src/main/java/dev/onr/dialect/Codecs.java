package dev.onr.dialect;

import java.util.EnumMap;
import java.util.Map;

/** The codec of each dialect. */
public final class Codecs {
  private static final Map<Tongue, Codec> BY_TONGUE =
      new EnumMap<>(
          Map.of(
              Tongue.CHAT, new ChatCodec(),
              Tongue.RESPONSES, new ResponsesCodec(),
              Tongue.MESSAGES, new MessagesCodec(),
              Tongue.GEMINI, new GeminiCodec()));

  private Codecs() {}

  /** The codec of a dialect. */
  public static Codec of(Tongue tongue) {
    Codec codec = BY_TONGUE.get(tongue);
    if (codec == null) {
      throw new IllegalArgumentException("no codec for " + tongue);
    }
    return codec;
  }
}
