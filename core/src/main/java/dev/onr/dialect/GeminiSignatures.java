package dev.onr.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Other vendors' signatures of reasoning, carried by Gemini clients. A {@code thoughtSignature} is
 * bytes to Google's SDKs, which decode and encode it; so the signature and the name of its home
 * ({@link Signatures}) go as base64.
 */
final class GeminiSignatures {
  private GeminiSignatures() {}

  /** What a Gemini client gets for the signature of a thought; empty where it has none. */
  static Optional<String> write(String signature, Extras origin) {
    if (signature.isEmpty() || origin.home().isEmpty()) {
      return Optional.empty();
    }
    if (origin.isHome(Tongue.GEMINI)) {
      return Optional.of(signature);
    }
    String named = Signatures.named(signature, origin.home().get());
    return Optional.of(Base64.getEncoder().encodeToString(named.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The signature that a Gemini client sent back, with its home ({@link Signatures#home}); empty
   * for one of Gemini itself.
   */
  static Optional<String> foreign(String signature) {
    try {
      // Google's SDK for Python writes the alphabet for URLs.
      byte[] bytes = Base64.getDecoder().decode(signature.replace('-', '+').replace('_', '/'));
      return Optional.of(new String(bytes, StandardCharsets.UTF_8))
          .filter(text -> Signatures.home(text).isPresent());
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
