package dev.onr.dialect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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
   * The parts of a turn that a client sent back, with thoughts of other vendors as these made them:
   * whole, since a client that streamed has them in pieces of which the last is signed.
   */
  static List<Part> read(List<Part> parts) {
    List<Part> whole = new ArrayList<>(parts.size());
    for (Part part : parts) {
      Optional<String> named =
          part instanceof Part.Thinking thinking ? named(thinking.signature()) : Optional.empty();
      if (named.isEmpty()) {
        whole.add(part);
        continue;
      }
      String text = ((Part.Thinking) part).text();
      while (!whole.isEmpty()
          && whole.getLast() instanceof Part.Thinking piece
          && piece.signature().isEmpty()) {
        text = piece.text() + text;
        whole.removeLast();
      }
      Extras origin = Extras.of(Signatures.home(named.get()).orElseThrow(), Map.of());
      whole.add(new Part.Thinking(text, Signatures.own(named.get()), true, origin));
    }
    return whole;
  }

  /** The signature with its home; empty for Gemini's own. */
  private static Optional<String> named(String signature) {
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
