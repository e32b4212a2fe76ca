package dev.onr.json;

import java.util.ArrayList;
import java.util.List;

/**
 * A path of object keys, written {@code $.a.b}. Arrays can't be entered, and a key that contains a
 * dot can't be reached.
 *
 * @param keys the keys from the root down; at least one
 */
public record ObjectPath(List<String> keys) {
  /** Checks that there is a key. */
  public ObjectPath {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a path needs at least one key");
    }
  }

  /**
   * Reads {@code $.a.b}. Blanks around keys do not count.
   *
   * @throws PathSyntaxException when the text is no such path
   */
  public static ObjectPath parse(String text) {
    String path = text.strip();
    if (!path.startsWith("$.")) {
      throw new PathSyntaxException(
          PathSyntaxException.Reason.NO_ROOT, "a path begins with \"$.\", as in \"$.a.b\"");
    }
    if (path.indexOf('[') >= 0 || path.indexOf(']') >= 0) {
      throw new PathSyntaxException(
          PathSyntaxException.Reason.ARRAY_INDEX,
          "this path goes through object keys only; it can't enter an array with [ ]");
    }
    List<String> keys = new ArrayList<>();
    for (String segment : path.substring(2).split("\\.", -1)) {
      String key = segment.strip();
      if (key.isEmpty()) {
        throw new PathSyntaxException(
            PathSyntaxException.Reason.EMPTY_SEGMENT, "a key of the path is empty");
      }
      keys.add(key);
    }
    return new ObjectPath(keys);
  }

  /** The last key. */
  public String leaf() {
    return keys.getLast();
  }

  @Override
  public String toString() {
    return "$." + String.join(".", keys);
  }
}
