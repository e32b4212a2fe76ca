package dev.onr.usage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Tells from an event's bytes whether it may hold anything that is wanted, so that the others need
 * not be parsed. Looks for members by name; a member whose value says nothing ({@code
 * "usage":null}) does not count. May say yes where there is nothing, never no where there is
 * something. Makes no objects.
 */
final class EventGuard {
  private final boolean always;
  private final byte[][] names;
  private final Shape[] shapes;

  /** For each byte whether a name begins with it: most names in an event end the search here. */
  private final boolean[] beginnings = new boolean[256];

  /** Whether a name can be written with an escape that is not the code of an ASCII character. */
  private final boolean anyEscape;

  private EventGuard(boolean always, List<Wanted> members) {
    this.always = always;
    this.names =
        members.stream()
            .map(member -> member.name().getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    this.shapes = members.stream().map(Wanted::shape).toArray(Shape[]::new);
    for (byte[] name : names) {
      beginnings[name[0] & 0xff] = true;
    }
    this.anyEscape = members.stream().anyMatch(member -> !isPlain(member.name()));
  }

  /** What a value must be to say anything. */
  enum Shape {
    OBJECT,
    ARRAY,
    /** A text that is not empty. */
    TEXT,
    /**
     * Anything but null, an empty array or object; an empty text counts where texts are counted.
     */
    SOMETHING
  }

  /** A wanted member. */
  record Wanted(String name, Shape shape) {}

  /** Every event may hold something. */
  static EventGuard open() {
    return new EventGuard(true, List.of());
  }

  /** An event holds something when it has one of these members, at any depth. */
  static EventGuard of(List<Wanted> members) {
    List<Wanted> distinct = members.stream().distinct().toList();
    boolean undecodable = distinct.stream().anyMatch(member -> member.name().contains("\ufffd"));
    return undecodable ? open() : new EventGuard(false, distinct);
  }

  /** Whether an event with this data must be read. */
  boolean lets(byte[] data, int from, int to) {
    if (always) {
      return true;
    }
    for (int i = from; i < to; i++) {
      byte c = data[i];
      if (c == '"') {
        if (i + 1 < to && beginnings[data[i + 1] & 0xff] && isWanted(data, i + 1, to)) {
          return true;
        }
      } else if (c == '\\' && mayHideName(data, i, to)) {
        return true;
      }
    }
    return false;
  }

  /** Names of ASCII letters and the like can only hide behind the escapes U+0020 to U+007F. */
  private boolean mayHideName(byte[] data, int at, int to) {
    return anyEscape
        || (at + 4 < to
            && data[at + 1] == 'u'
            && data[at + 2] == '0'
            && data[at + 3] == '0'
            && data[at + 4] >= '2'
            && data[at + 4] <= '7');
  }

  private boolean isWanted(byte[] data, int from, int to) {
    for (int i = 0; i < names.length; i++) {
      byte[] name = names[i];
      int end = from + name.length;
      if (end < to
          && data[end] == '"'
          && Arrays.equals(data, from, end, name, 0, name.length)
          && hasShape(shapes[i], data, end + 1, to)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasShape(Shape shape, byte[] data, int from, int to) {
    int colon = blanks(data, from, to);
    if (colon >= to || data[colon] != ':') {
      return false;
    }
    int at = blanks(data, colon + 1, to);
    if (at >= to) {
      return false;
    }
    byte first = data[at];
    boolean fits =
        switch (shape) {
          case OBJECT -> first == '{';
          case ARRAY -> first == '[';
          case TEXT -> first == '"';
          case SOMETHING -> first != 'n';
        };
    boolean mayBeEmpty = shape == Shape.SOMETHING && first == '"';
    return fits && (mayBeEmpty || !isEmpty(first, data, at + 1, to));
  }

  private static boolean isEmpty(byte opening, byte[] data, int from, int to) {
    return switch (opening) {
      case '"' -> from < to && data[from] == '"';
      case '[' -> closes(']', data, from, to);
      case '{' -> closes('}', data, from, to);
      default -> false;
    };
  }

  private static boolean closes(char bracket, byte[] data, int from, int to) {
    int at = blanks(data, from, to);
    return at < to && data[at] == bracket;
  }

  private static int blanks(byte[] data, int from, int to) {
    int i = from;
    while (i < to && (data[i] == ' ' || data[i] == '\n' || data[i] == '\r' || data[i] == '\t')) {
      i++;
    }
    return i;
  }

  private static boolean isPlain(String name) {
    return name.chars()
        .allMatch(
            c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '_'
                    || c == '-');
  }
}
