package dev.onr.json;

import java.util.Arrays;

/** Finds its way through text that is known to be valid JSON, without checking it again. */
final class ValidJson {
  private ValidJson() {}

  /** An object's members. {@code start} is the offset of its brace. */
  static MemberTable members(byte[] text, int start, int end) {
    int[] table = new int[MemberTable.STRIDE * 8];
    int used = 0;
    int i = blanks(text, start + 1);
    while (text[i] != '}') {
      if (used == table.length) {
        table = Arrays.copyOf(table, used * 2);
      }
      table[used] = i;
      i = stringEnd(text, i + 1, end);
      table[used + 1] = i;
      i = blanks(text, blanks(text, i) + 1);
      table[used + 2] = i;
      i = valueEnd(text, i, end);
      table[used + 3] = i;
      used += MemberTable.STRIDE;
      i = blanks(text, i);
      if (text[i] == ',') {
        i = blanks(text, i + 1);
      }
    }
    return MemberTable.of(table, used);
  }

  /** The offsets (from, to) of an array's elements. {@code start} is the offset of its bracket. */
  static int[] elements(byte[] text, int start, int end) {
    int[] table = new int[16];
    int used = 0;
    int i = blanks(text, start + 1);
    while (text[i] != ']') {
      if (used == table.length) {
        table = Arrays.copyOf(table, used * 2);
      }
      table[used] = i;
      i = valueEnd(text, i, end);
      table[used + 1] = i;
      used += 2;
      i = blanks(text, i);
      if (text[i] == ',') {
        i = blanks(text, i + 1);
      }
    }
    return Arrays.copyOf(table, used);
  }

  private static int blanks(byte[] text, int from) {
    int i = from;
    while (text[i] <= ' ' && text[i] >= 0) {
      i++;
    }
    return i;
  }

  private static int stringEnd(byte[] text, int from, int end) {
    int i = JsonScanner.nextSpecial(text, from, end);
    while (text[i] != '"') {
      i = JsonScanner.nextSpecial(text, i + 2, end);
    }
    return i + 1;
  }

  private static int valueEnd(byte[] text, int from, int end) {
    byte first = text[from];
    if (first == '"') {
      return stringEnd(text, from + 1, end);
    }
    int i = from;
    if (first != '{' && first != '[') {
      while (i < end && text[i] > ' ' && text[i] != ',' && text[i] != '}' && text[i] != ']') {
        i++;
      }
      return i;
    }
    int depth = 0;
    while (true) {
      switch (text[i]) {
        case '"' -> i = stringEnd(text, i + 1, end);
        case '{', '[' -> {
          depth++;
          i++;
        }
        case '}', ']' -> {
          i++;
          if (--depth == 0) {
            return i;
          }
        }
        default -> i++;
      }
    }
  }
}
