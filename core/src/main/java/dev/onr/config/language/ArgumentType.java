package dev.onr.config.language;

import java.util.List;
import java.util.Optional;

/**
 * What an argument may be, and how it is read.
 *
 * @param label how messages and documentation call it, with its article: {@code a header name}
 * @param words all it may be, where the set is closed or has well-known members; else empty
 * @param unknownWord the diagnostic code for a word outside {@code words}, for types whose unknown
 *     words a running gateway only warns of; empty for all others
 * @param reader turns tokens into a value
 */
public record ArgumentType(
    String label, List<String> words, Optional<String> unknownWord, Reader reader) {
  public ArgumentType {
    words = List.copyOf(words);
  }

  static ArgumentType of(String label, Reader reader) {
    return new ArgumentType(label, List.of(), Optional.empty(), reader);
  }

  ArgumentType withWords(List<String> known) {
    return new ArgumentType(label, known, unknownWord, reader);
  }

  /** Reads one value. */
  interface Reader {
    /**
     * @throws Refusal when the tokens are no such value
     */
    Object read(ArgumentReader in);
  }
}
