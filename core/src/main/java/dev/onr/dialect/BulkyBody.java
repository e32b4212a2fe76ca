package dev.onr.dialect;

import dev.onr.json.Abridged;
import dev.onr.json.JsonDocument;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Translates bodies that may carry large images. What a translation only carries along need not
 * become part of a tree: it is left out, and put into what comes out. Where that can't be seen to
 * have worked, the whole body is translated.
 */
public final class BulkyBody {
  private BulkyBody() {}

  /** Whether a body of so many bytes may have something that is better left out. */
  public static boolean mayBe(int length) {
    return length >= Abridged.SHORTEST;
  }

  /**
   * Translates a body.
   *
   * @param body JSON in the one dialect
   * @param losses takes what the other dialect can't say
   * @param translation makes JSON of JSON; may be asked twice
   * @return JSON in the other dialect; throws what the translation throws
   */
  public static byte[] translate(
      JsonDocument body, Losses losses, BiFunction<byte[], Losses, byte[]> translation) {
    Optional<Abridged> abridged = Abridged.of(body).filter(BulkyBody::hasNoPlaces);
    if (abridged.isPresent()) {
      Losses apart = new Losses();
      Optional<byte[]> translated = translated(abridged.get(), apart, translation);
      if (translated.isPresent()) {
        losses.add(apart);
        return translated.get();
      }
    }
    return translation.apply(body.bytes(), losses);
  }

  /** Places of citations are counted in a text that must be whole (OpenAI's form, and Gemini's). */
  private static boolean hasNoPlaces(Abridged body) {
    return !body.contains("end_index") && !body.contains("endIndex");
  }

  private static Optional<byte[]> translated(
      Abridged body, Losses losses, BiFunction<byte[], Losses, byte[]> translation) {
    byte[] written;
    try {
      written = translation.apply(body.text(), losses);
    } catch (RuntimeException e) {
      // It may be the fault of what was left out; if not, the whole body gets the same answer.
      return Optional.empty();
    }
    return body.restored(written);
  }
}
