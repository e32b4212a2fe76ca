package dev.onr.dialect;

import java.util.Locale;
import java.util.Optional;

/**
 * Signatures of reasoning on their way through a client of another dialect. Only the vendor that
 * signed accepts a signature, and a client sends it back as it got it; so abroad it carries the
 * name of its home, with a colon that no vendor's own signature (base64) has.
 */
final class Signatures {
  private Signatures() {}

  /** The signature as a client of {@code target} gets it. */
  static String abroad(String signature, Extras extras, Tongue target) {
    boolean own = extras.home().isEmpty() || extras.isHome(target) || extras.isHome(Tongue.CHAT);
    return own || signature.isEmpty() ? signature : named(signature, extras.home().get());
  }

  /** The signature with its home. */
  static String named(String signature, Tongue home) {
    return prefix(home) + signature;
  }

  /** Where a signature that a client sent back was made; empty for one of its own dialect. */
  static Optional<Tongue> home(String signature) {
    for (Tongue tongue : Tongue.values()) {
      if (signature.startsWith(prefix(tongue))) {
        return Optional.of(tongue);
      }
    }
    return Optional.empty();
  }

  /** The signature as it was made. */
  static String own(String signature) {
    return home(signature)
        .map(tongue -> signature.substring(prefix(tongue).length()))
        .orElse(signature);
  }

  private static String prefix(Tongue tongue) {
    return tongue.name().toLowerCase(Locale.ROOT) + ":";
  }
}
