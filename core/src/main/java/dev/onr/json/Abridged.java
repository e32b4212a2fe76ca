package dev.onr.json;

import dev.onr.ByteCollector;
import dev.onr.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * JSON without its long stretches of base64. A tree would hold an image of 20 MB several times over
 * just to carry it from one place to another; so a short mark stands for it in what becomes a tree,
 * and what is written of the tree gets the very bytes back.
 *
 * <p>Of each stretch the beginning stays, so that who looks there sees what it is.
 */
public final class Abridged {
  /** Stretches of fewer bytes stay. */
  public static final int SHORTEST = 32 * 1024;

  /** Longer than any escape sequence, and than what tells an image's type. */
  private static final int KEPT = 1024;

  private static final String WORD = "onrLeftOut";
  private static final byte[] MARK = WORD.getBytes(StandardCharsets.US_ASCII);
  private static final int DIGITS = 8;
  private static final int MARK_LENGTH = MARK.length + DIGITS;
  private static final boolean[] BASE64 = new boolean[256];

  static {
    // Both alphabets of RFC 4648.
    for (char c :
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_".toCharArray()) {
      BASE64[c] = true;
    }
  }

  private final byte[] text;
  private final List<Stretch> leftOut;

  private record Stretch(byte[] source, int from, int to) {
    int length() {
      return to - from;
    }
  }

  private Abridged(byte[] text, List<Stretch> leftOut) {
    this.text = text;
    this.leftOut = leftOut;
  }

  /** A document without its long stretches; nothing where it has none. */
  public static Optional<Abridged> of(JsonDocument document) {
    if (document.originalLength() < SHORTEST) {
      return Optional.empty();
    }
    Shears shears = new Shears();
    document.pour(shears);
    return shears.result();
  }

  /** The short text. It is JSON where the document is. */
  public byte[] text() {
    return text;
  }

  /** Whether the short text has this word, in ASCII. */
  public boolean contains(String word) {
    return new String(text, StandardCharsets.ISO_8859_1).contains(word);
  }

  /**
   * Puts back what was left out.
   *
   * @param written what was made of {@link #text}, in JSON
   * @return the same with all stretches; nothing where not each of them is wanted exactly once, so
   *     that who made it must have looked at more than the beginning, or left it away
   */
  public Optional<byte[]> restored(byte[] written) {
    long size = written.length;
    List<Integer> marks = marks(written);
    boolean[] seen = new boolean[leftOut.size()];
    for (int mark : marks) {
      int number = number(written, mark);
      if (number < 0 || number >= seen.length || seen[number]) {
        return Optional.empty();
      }
      seen[number] = true;
      size += leftOut.get(number).length() - MARK_LENGTH;
    }
    if (marks.size() != leftOut.size()) {
      return Optional.empty();
    }
    byte[] whole = new byte[Math.toIntExact(size)];
    int copied = 0;
    int at = 0;
    for (int mark : marks) {
      Stretch stretch = leftOut.get(number(written, mark));
      System.arraycopy(written, copied, whole, at, mark - copied);
      at += mark - copied;
      System.arraycopy(stretch.source(), stretch.from(), whole, at, stretch.length());
      at += stretch.length();
      copied = mark + MARK_LENGTH;
    }
    System.arraycopy(written, copied, whole, at, written.length - copied);
    return Optional.of(whole);
  }

  private static List<Integer> marks(byte[] text) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i + MARK_LENGTH <= text.length; i++) {
      if (text[i] == MARK[0] && isMark(text, i)) {
        found.add(i);
        i += MARK_LENGTH - 1;
      }
    }
    return found;
  }

  private static boolean isMark(byte[] text, int at) {
    for (int i = 1; i < MARK.length; i++) {
      if (text[at + i] != MARK[i]) {
        return false;
      }
    }
    return true;
  }

  /** Which mark this is; negative for what is none of ours. */
  private static int number(byte[] text, int mark) {
    int number = 0;
    for (int i = mark + MARK.length; i < mark + MARK_LENGTH; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** Cuts what it is given. The arrays must not change afterwards. */
  private static final class Shears implements ByteSink {
    private final ByteCollector text = new ByteCollector(4 * 1024);
    private final List<Stretch> leftOut = new ArrayList<>();

    @Override
    public void write(byte[] bytes, int offset, int length) {
      int end = offset + length;
      int copied = offset;
      int start = offset;
      while (start + SHORTEST <= end) {
        // From behind: of anything but base64 only a few bytes are looked at.
        int i = start + SHORTEST - 1;
        while (i >= start && isBase64(bytes, i, end)) {
          i--;
        }
        if (i >= start) {
          start = i + 1;
          continue;
        }
        int to = start + SHORTEST;
        while (to < end && isBase64(bytes, to, end)) {
          to++;
        }
        int from = start + KEPT;
        if (bytes[from - 1] == '\\') {
          from++;
        }
        text.write(bytes, copied, from - copied);
        text.write(mark(leftOut.size()));
        leftOut.add(new Stretch(bytes, from, to));
        copied = to;
        start = to;
      }
      text.write(bytes, copied, end - copied);
    }

    /** Some clients escape the slash, which they need not. */
    private static boolean isBase64(byte[] bytes, int i, int end) {
      byte c = bytes[i];
      return (c >= 0 && BASE64[c]) || (c == '\\' && i + 1 < end && bytes[i + 1] == '/');
    }

    private static byte[] mark(int number) {
      return String.format(Locale.ROOT, "%s%0" + DIGITS + "d", WORD, number)
          .getBytes(StandardCharsets.US_ASCII);
    }

    Optional<Abridged> result() {
      if (leftOut.isEmpty()) {
        return Optional.empty();
      }
      byte[] shortened = Utf8.repaired(text.toByteArray());
      // A text that has such words of its own is left as it is.
      return marks(shortened).size() == leftOut.size()
          ? Optional.of(new Abridged(shortened, leftOut))
          : Optional.empty();
    }
  }
}
