package dev.onr.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What two JSON texts have in common that differ in a few values only, as the events of a stream
 * do: pieces that stay the same, with a gap between each two for a string or a whole number. A text
 * that matches is JSON, has the same members, and differs in nothing but these values; to know that
 * costs a comparison of bytes instead of a parse. Immutable.
 */
public final class JsonPattern {
  private static final int MOST_GAPS = 4;

  /** Longer numbers may not be what the dialects' readers take for one. */
  private static final int MOST_DIGITS = 15;

  private final List<byte[]> pieces;
  private final List<Gap> gaps;

  private JsonPattern(List<byte[]> pieces, List<Gap> gaps) {
    this.pieces = List.copyOf(pieces);
    this.gaps = List.copyOf(gaps);
  }

  /**
   * A value that differs.
   *
   * @param member the name of the member whose value it is, as written; empty where it is none's
   * @param text whether it is a string; otherwise it is a number without sign, fraction and
   *     exponent
   */
  public record Gap(String member, boolean text) {}

  /**
   * Learns from two texts.
   *
   * @param first a valid JSON text in UTF-8
   * @param second another
   * @return null where they differ in more than a few strings and whole numbers
   */
  public static @Nullable JsonPattern between(byte[] first, byte[] second) {
    return new Comparison(first, second).run();
  }

  /** The values that differ, in the order in which they stand. */
  public List<Gap> gaps() {
    return gaps;
  }

  /**
   * Whether a text that begins at {@code from} matches.
   *
   * @param stop where the bytes end
   * @param bounds receives the offsets of each gap's value (from, to); a string's are within its
   *     quotes. Holds two for each gap
   * @return the offset behind the text; -1 where it does not match
   */
  public int match(byte[] bytes, int from, int stop, int[] bounds) {
    int at = from;
    for (int i = 0; i < pieces.size(); i++) {
      byte[] piece = pieces.get(i);
      int end = at + piece.length;
      if (end > stop || !Arrays.equals(bytes, at, end, piece, 0, piece.length)) {
        return -1;
      }
      at = end;
      if (i < gaps.size()) {
        bounds[2 * i] = at;
        at = gaps.get(i).text ? closingQuote(bytes, at, stop) : digitsEnd(bytes, at, stop);
        if (at < 0) {
          return -1;
        }
        bounds[2 * i + 1] = at;
      }
    }
    return at;
  }

  /**
   * Whether all readers take a string within its quotes for the same text: it is UTF-8, and no
   * escapes are halves of characters.
   */
  public static boolean isUnambiguous(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      boolean code = bytes[i] == '\\' && bytes[i + 1] == 'u';
      if (code && (bytes[i + 2] | 0x20) == 'd' && bytes[i + 3] >= '8') {
        return false;
      }
    }
    return Utf8.isWellFormed(bytes, from, to);
  }

  /** The text of a string within the quotes that {@link #match} found. */
  public static String text(byte[] bytes, int from, int to) {
    return JsonStrings.decode(bytes, from, to);
  }

  /** The offset of the quote that closes a string; -1 where the string is not valid. */
  private static int closingQuote(byte[] bytes, int from, int stop) {
    int i = JsonScanner.nextSpecial(bytes, from, stop);
    while (i < stop && bytes[i] == '\\') {
      int next = JsonScanner.escapeEnd(bytes, i, stop);
      if (next < 0) {
        return -1;
      }
      i = JsonScanner.nextSpecial(bytes, next, stop);
    }
    return i < stop && bytes[i] == '"' ? i : -1;
  }

  /** The offset behind a number; -1 where there is none, or a longer one than is taken. */
  private static int digitsEnd(byte[] bytes, int from, int stop) {
    int i = from;
    while (i < stop && isDigit(bytes[i])) {
      i++;
    }
    int length = i - from;
    boolean valid = length > 0 && length <= MOST_DIGITS && (length == 1 || bytes[from] != '0');
    // What follows is part of a fixed piece, which no fraction or exponent can begin.
    return valid ? i : -1;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Walks over two texts side by side. */
  private static final class Comparison {
    private final byte[] first;
    private final byte[] second;
    private final List<byte[]> pieces = new ArrayList<>(MOST_GAPS + 1);
    private final List<Gap> gaps = new ArrayList<>(MOST_GAPS);

    /** Where the piece begins that is being compared; in both texts. */
    private int at;

    private int other;

    /** In the first text: behind the tokens that were looked at. */
    private int scanned;

    Comparison(byte[] first, byte[] second) {
      this.first = first;
      this.second = second;
    }

    @Nullable JsonPattern run() {
      while (true) {
        int same = Arrays.mismatch(first, at, first.length, second, other, second.length);
        if (same < 0) {
          pieces.add(Arrays.copyOfRange(first, at, first.length));
          return new JsonPattern(pieces, gaps);
        }
        if (gaps.size() == MOST_GAPS || !gap(at + same)) {
          return null;
        }
      }
    }

    /** Makes a gap of the token in which the texts differ. */
    private boolean gap(int difference) {
      int i = scanned;
      while (i < difference) {
        if (first[i] == '"') {
          int close = closingQuote(first, i + 1, first.length);
          if (close < 0 || close >= difference) {
            return close >= 0 && string(i + 1, close);
          }
          i = close;
        }
        i++;
      }
      return number(difference);
    }

    private boolean string(int from, int close) {
      int otherClose = closingQuote(second, other + from - at, second.length);
      int behind = blanks(close + 1);
      if (otherClose < 0 || behind == first.length || first[behind] == ':') {
        return false;
      }
      gapAt(from, close, otherClose, true);
      scanned = close + 1;
      return true;
    }

    private boolean number(int difference) {
      int from = difference;
      while (from > at && isDigit(first[from - 1])) {
        from--;
      }
      int end = digitsEnd(first, from, first.length);
      int otherEnd = digitsEnd(second, other + from - at, second.length);
      if (from == at || !opensValue(first[from - 1]) || end < 0 || otherEnd < 0) {
        return false;
      }
      if (!closesValue(first, end) || !closesValue(second, otherEnd)) {
        return false;
      }
      gapAt(from, end, otherEnd, false);
      scanned = end;
      return true;
    }

    private static boolean opensValue(byte b) {
      return b == ':' || b == ',' || b == '[' || b == ' ';
    }

    private static boolean closesValue(byte[] text, int at) {
      return at < text.length && (text[at] == ',' || text[at] == '}' || text[at] == ']');
    }

    private void gapAt(int from, int end, int otherEnd, boolean text) {
      pieces.add(Arrays.copyOfRange(first, at, from));
      gaps.add(new Gap(memberBefore(text ? from - 1 : from), text));
      at = end;
      other = otherEnd;
    }

    private String memberBefore(int value) {
      int i = value - 1;
      while (i > 0 && first[i] == ' ') {
        i--;
      }
      if (i < 2 || first[i] != ':' || first[i - 1] != '"') {
        return "";
      }
      int open = i - 2;
      while (open >= 0 && first[open] != '"' && first[open] != '\\') {
        open--;
      }
      return open < 0 || first[open] == '\\' ? "" : JsonStrings.decode(first, open + 1, i - 1);
    }

    private int blanks(int from) {
      int i = from;
      while (i < first.length && first[i] >= 0 && first[i] <= ' ') {
        i++;
      }
      return i;
    }
  }
}
