package dev.onr.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One strict pass over a JSON text from outside, without making objects of it (RFC 8259: no
 * comments, no trailing commas, no raw control characters in strings).
 */
final class JsonScanner {
  private static final int[] NO_MEMBERS = {};

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private final byte[] text;
  private final int origin;
  private final int end;
  private final JsonLimits limits;
  private final boolean tabulates;

  /** For each level a bit: whether it is an object. Grows beyond 63 levels. */
  private long[] objects = new long[1];

  private int at;
  private int depth;

  /** Of the root's members, as {@link MemberTable} has them. */
  private int[] table = NO_MEMBERS;

  private int used;

  private JsonScanner(byte[] text, int from, int to, JsonLimits limits, boolean tabulates) {
    this.text = text;
    this.origin = from;
    this.at = from;
    this.end = to;
    this.limits = limits;
    this.tabulates = tabulates;
  }

  /** A value that has been checked: where it begins and ends, and the members of an object. */
  record Checked(int start, int end, MemberTable members) {}

  /**
   * Checks that the bytes are exactly one JSON text within the limits.
   *
   * @throws JsonSyntaxException when they are not
   */
  static Checked check(byte[] text, int from, int to, JsonLimits limits) {
    return new JsonScanner(text, from, to, limits, true).run();
  }

  /** Whether the bytes are exactly one JSON text, and that is an object. */
  static boolean isObject(byte[] text, int from, int to) {
    try {
      return text[new JsonScanner(text, from, to, JsonLimits.WIDEST, false).run().start()] == '{';
    } catch (JsonSyntaxException e) {
      return false;
    }
  }

  private Checked run() {
    skipBlanks();
    int start = at;
    boolean valueNext = true;
    int stop = start;
    while (true) {
      if (valueNext) {
        noteValueStart();
        valueNext = value();
        if (valueNext) {
          continue;
        }
      }
      noteValueEnd();
      if (depth == 0) {
        stop = at;
        break;
      }
      valueNext = afterElement();
    }
    skipBlanks();
    if (at < end) {
      throw unexpected("after the end of the JSON text");
    }
    return new Checked(start, stop, MemberTable.of(table, used));
  }

  /** Reads a scalar or opens a container; true when a value must follow at once. */
  private boolean value() {
    if (at >= end) {
      throw trouble("the JSON text ends early");
    }
    switch (text[at]) {
      case '{' -> {
        push(true);
        skipBlanks();
        if (at < end && text[at] == '}') {
          pop();
          return false;
        }
        key();
        return true;
      }
      case '[' -> {
        push(false);
        skipBlanks();
        if (at < end && text[at] == ']') {
          pop();
          return false;
        }
        return true;
      }
      case '"' -> at = string(at + 1);
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw unexpected("where a value should begin");
    }
    return false;
  }

  /** After a value inside a container: true when another value follows, false when it closed. */
  private boolean afterElement() {
    skipBlanks();
    boolean object = inObject();
    if (at >= end) {
      throw trouble("the JSON text ends early");
    }
    byte c = text[at];
    if (c == ',') {
      at++;
      skipBlanks();
      if (object) {
        key();
      }
      return true;
    }
    if (c == (object ? '}' : ']')) {
      pop();
      return false;
    }
    throw unexpected(object ? "where , or } should be" : "where , or ] should be");
  }

  private void key() {
    if (at >= end) {
      throw trouble("the JSON text ends early");
    }
    if (text[at] != '"') {
      throw unexpected("where a key in quotes should be");
    }
    int from = at;
    at = string(at + 1);
    if (tabulates && depth == 1) {
      if (used + MemberTable.STRIDE > table.length) {
        table = Arrays.copyOf(table, Math.max(MemberTable.STRIDE * 16, table.length * 2));
      }
      table[used] = from;
      table[used + 1] = at;
      used += MemberTable.STRIDE;
    }
    skipBlanks();
    if (at >= end || text[at] != ':') {
      throw at >= end ? trouble("the JSON text ends early") : unexpected("where : should be");
    }
    at++;
    skipBlanks();
  }

  private void noteValueStart() {
    if (depth == 1 && used > 0) {
      table[used - 2] = at;
    }
  }

  private void noteValueEnd() {
    if (depth == 1 && used > 0) {
      table[used - 1] = at;
    }
  }

  private void push(boolean object) {
    if (depth >= limits.depth()) {
      throw trouble("more than " + limits.depth() + " levels of arrays and objects");
    }
    at++;
    depth++;
    if (depth >> 6 == objects.length) {
      objects = Arrays.copyOf(objects, objects.length * 4);
    }
    long bit = 1L << (depth & 63);
    if (object) {
      objects[depth >> 6] |= bit;
    } else {
      objects[depth >> 6] &= ~bit;
    }
  }

  private void pop() {
    at++;
    depth--;
  }

  private boolean inObject() {
    return (objects[depth >> 6] & 1L << (depth & 63)) != 0;
  }

  private void skipBlanks() {
    while (at < end) {
      byte c = text[at];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return;
      }
      at++;
    }
  }

  private void literal(String word) {
    int length = word.length();
    for (int i = 0; i < length; i++) {
      if (at + i >= end) {
        throw trouble("the JSON text ends early");
      }
      if (text[at + i] != word.charAt(i)) {
        at += i;
        throw unexpected("in the word " + word);
      }
    }
    at += length;
  }

  private void number() {
    if (text[at] == '-') {
      at++;
    }
    if (at < end && text[at] == '0') {
      at++;
    } else {
      digits();
    }
    if (at < end && text[at] == '.') {
      at++;
      digits();
    }
    if (at < end && (text[at] == 'e' || text[at] == 'E')) {
      at++;
      if (at < end && (text[at] == '+' || text[at] == '-')) {
        at++;
      }
      digits();
    }
  }

  private void digits() {
    int from = at;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    if (at == from) {
      throw at >= end ? trouble("the JSON text ends early") : unexpected("in a number");
    }
  }

  /** Checks a string from behind its opening quote; the offset behind its closing quote. */
  private int string(int from) {
    int i = from;
    while (true) {
      i = nextSpecial(text, i, end);
      if (i >= end) {
        at = end;
        throw trouble("a string is not closed");
      }
      byte c = text[i];
      if (c == '"') {
        checkLength(from, i);
        return i + 1;
      }
      if (c != '\\') {
        at = i;
        throw trouble("a control character inside a string");
      }
      i = escape(i);
    }
  }

  private void checkLength(int from, int to) {
    if (to - from > limits.stringBytes()) {
      at = from - 1;
      throw trouble("a string of more than " + limits.stringBytes() + " bytes");
    }
  }

  private int escape(int from) {
    int behind = escapeEnd(text, from, end);
    if (behind >= 0) {
      return behind;
    }
    if (from + 1 >= end) {
      at = end;
      throw trouble("a string is not closed");
    }
    at = from + 1;
    if (text[at] != 'u') {
      throw unexpected("after a backslash");
    }
    do {
      at++;
    } while (at < end && Character.digit(text[at], 16) >= 0);
    throw trouble("\\u needs four hexadecimal digits");
  }

  /** The offset behind the escape that a backslash begins; -1 where it is none. */
  static int escapeEnd(byte[] text, int from, int end) {
    if (from + 1 >= end) {
      return -1;
    }
    byte escaped = text[from + 1];
    if (escaped != 'u') {
      return "\"\\/bfnrt".indexOf(escaped) < 0 ? -1 : from + 2;
    }
    for (int i = from + 2; i < from + 6; i++) {
      if (i >= end || Character.digit(text[i], 16) < 0) {
        return -1;
      }
    }
    return from + 6;
  }

  /** The offset of the next quote, backslash or control character, or {@code end}. */
  static int nextSpecial(byte[] text, int from, int end) {
    int i = from;
    // Eight bytes at a time: classic zero-byte tests on XORed words. Only bytes above a true hit
    // can be false hits, so the lowest hit is always true.
    while (i + 8 <= end) {
      long word = (long) LONGS.get(text, i);
      long quote = word ^ (ONES * '"');
      long slash = word ^ (ONES * '\\');
      long hits =
          (((quote - ONES) & ~quote) | ((slash - ONES) & ~slash) | ((word - ONES * 0x20) & ~word))
              & HIGHS;
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >> 3);
      }
      i += 8;
    }
    while (i < end) {
      byte c = text[i];
      if (c == '"' || c == '\\' || (c >= 0 && c < 0x20)) {
        return i;
      }
      i++;
    }
    return end;
  }

  private JsonSyntaxException unexpected(String where) {
    int c = text[at] & 0xff;
    String shown = c > 0x20 && c < 0x7f ? "'" + (char) c + "'" : "byte 0x" + Integer.toHexString(c);
    return trouble("unexpected " + shown + " " + where);
  }

  private JsonSyntaxException trouble(String what) {
    return new JsonSyntaxException(what, at - origin);
  }
}
