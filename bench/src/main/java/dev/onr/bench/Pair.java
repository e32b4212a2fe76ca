package dev.onr.bench;

import dev.onr.dialect.Tongue;
import dev.onr.dialect.Translation;

/** Each pair of different dialects: the client's, then the upstream's. */
public enum Pair {
  CHAT_OVER_RESPONSES(Tongue.CHAT, Tongue.RESPONSES),
  CHAT_OVER_MESSAGES(Tongue.CHAT, Tongue.MESSAGES),
  CHAT_OVER_GEMINI(Tongue.CHAT, Tongue.GEMINI),
  RESPONSES_OVER_CHAT(Tongue.RESPONSES, Tongue.CHAT),
  RESPONSES_OVER_MESSAGES(Tongue.RESPONSES, Tongue.MESSAGES),
  RESPONSES_OVER_GEMINI(Tongue.RESPONSES, Tongue.GEMINI),
  MESSAGES_OVER_CHAT(Tongue.MESSAGES, Tongue.CHAT),
  MESSAGES_OVER_RESPONSES(Tongue.MESSAGES, Tongue.RESPONSES),
  MESSAGES_OVER_GEMINI(Tongue.MESSAGES, Tongue.GEMINI),
  GEMINI_OVER_CHAT(Tongue.GEMINI, Tongue.CHAT),
  GEMINI_OVER_RESPONSES(Tongue.GEMINI, Tongue.RESPONSES),
  GEMINI_OVER_MESSAGES(Tongue.GEMINI, Tongue.MESSAGES);

  private final Tongue client;
  private final Tongue upstream;

  Pair(Tongue client, Tongue upstream) {
    this.client = client;
    this.upstream = upstream;
  }

  Translation translation() {
    return Translation.between(client, upstream);
  }
}
