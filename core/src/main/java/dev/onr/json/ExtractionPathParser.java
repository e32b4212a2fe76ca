package dev.onr.json;

import dev.onr.json.ExtractionPath.Segment;
import dev.onr.json.ExtractionPath.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of an extraction path behind its {@code $.}. */
final class ExtractionPathParser {
  private static final Pattern FILTER =
      Pattern.compile("\\?\\(\\s*@\\.([^=\"']+?)\\s*==\\s*(?:\"([^\"]*)\"|'([^']*)')\\s*\\)");
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,9}");

  private final String text;

  ExtractionPathParser(String text) {
    this.text = text;
  }

  List<Segment> segments() {
    List<Segment> segments = new ArrayList<>();
    for (String part : split()) {
      segments.add(segment(part.strip()));
    }
    return List.copyOf(segments);
  }

  /** Splits at dots that stand neither in brackets nor in quotes. */
  private List<String> split() {
    List<String> parts = new ArrayList<>();
    int from = 0;
    int brackets = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[') {
        brackets++;
      } else if (c == ']') {
        brackets--;
      } else if (c == '.' && brackets == 0) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    if (quote != 0 || brackets != 0) {
      throw bad("a quote or bracket is not closed");
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static Segment segment(String part) {
    if (part.isEmpty()) {
      throw new PathSyntaxException(
          PathSyntaxException.Reason.EMPTY_SEGMENT, "a segment of the path is empty");
    }
    int open = part.indexOf('[');
    if (open < 0) {
      return new Segment(part, new Selector.Whole());
    }
    if (!part.endsWith("]")) {
      throw bad("nothing may follow ] but a dot");
    }
    String name = part.substring(0, open).strip();
    return new Segment(name, selector(part.substring(open + 1, part.length() - 1).strip()));
  }

  private static Selector selector(String inside) {
    if (inside.equals("*")) {
      return new Selector.Every();
    }
    if (INTEGER.matcher(inside).matches()) {
      return new Selector.Index(Integer.parseInt(inside));
    }
    Matcher filter = FILTER.matcher(inside);
    if (!filter.matches()) {
      throw bad("a bracket holds *, a number or ?(@.field==\"text\")");
    }
    String expected = filter.group(2) != null ? filter.group(2) : filter.group(3);
    return new Selector.Where(ObjectPath.parse("$." + filter.group(1)), expected);
  }

  private static PathSyntaxException bad(String message) {
    return new PathSyntaxException(PathSyntaxException.Reason.BAD_SELECTOR, message);
  }
}
