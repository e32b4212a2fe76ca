package dev.onr.dialect;

import java.util.ArrayList;
import java.util.List;

/**
 * Positions in a text that comes bit by bit, as characters (code points) and as bytes of UTF-8:
 * Google counts bytes, the others count characters. It remembers where the width of characters
 * changes, not the text.
 */
final class Utf8Offsets {
  /** Characters from {@code first} on take {@code width} bytes each. */
  private record Run(int first, int firstByte, int width) {}

  private final List<Run> runs = new ArrayList<>();
  private int characters;
  private int bytes;

  /** Takes more text. */
  void append(String text) {
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int width = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (runs.isEmpty() || runs.getLast().width != width) {
        runs.add(new Run(characters, bytes, width));
      }
      characters++;
      bytes += width;
      i += Character.charCount(point);
    }
  }

  /** The character that a byte belongs to. */
  int character(int atByte) {
    for (int i = runs.size() - 1; i >= 0; i--) {
      Run run = runs.get(i);
      if (atByte >= run.firstByte) {
        return Math.min(characters, run.first + (atByte - run.firstByte) / run.width);
      }
    }
    return 0;
  }

  /** The byte at which a character begins. */
  int atByte(int character) {
    for (int i = runs.size() - 1; i >= 0; i--) {
      Run run = runs.get(i);
      if (character >= run.first) {
        return Math.min(bytes, run.firstByte + (character - run.first) * run.width);
      }
    }
    return 0;
  }
}
