package dev.onr.steps;

import java.util.ArrayList;
import java.util.List;

/** Headers that hold lists. */
final class HeaderItems {
  private HeaderItems() {}

  /** The items of all lines, trimmed, without empty ones. A blank separator means a comma. */
  static List<String> split(List<String> lines, String separator) {
    String between = effective(separator);
    List<String> items = new ArrayList<>();
    for (String line : lines) {
      int from = 0;
      while (from <= line.length()) {
        int to = line.indexOf(between, from);
        to = to < 0 ? line.length() : to;
        String item = line.substring(from, to).strip();
        if (!item.isEmpty()) {
          items.add(item);
        }
        from = to + between.length();
      }
    }
    return items;
  }

  /** One line of all items: separator and blank between them. */
  static String join(List<String> items, String separator) {
    return String.join(effective(separator) + " ", items);
  }

  private static String effective(String separator) {
    return separator.isBlank() ? "," : separator;
  }
}
