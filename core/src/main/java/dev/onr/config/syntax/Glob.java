package dev.onr.config.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern for one name of a path: {@code *} any characters, {@code ?} one character, {@code
 * [a-z]} one of a class, {@code [^a-z]} one outside it, a backslash takes the next character as it
 * is. A leading dot is a character like any other.
 */
final class Glob {
  private final List<Part> parts;

  private Glob(List<Part> parts) {
    this.parts = parts;
  }

  private sealed interface Part {
    record Star() implements Part {}

    record Any() implements Part {}

    record Only(int character) implements Part {}

    record OneOf(boolean negated, List<Range> ranges) implements Part {}

    /** Whether the part, which is no star, takes this character. */
    default boolean takes(int character) {
      return switch (this) {
        case Star star -> false;
        case Any any -> true;
        case Only only -> only.character == character;
        case OneOf set ->
            set.negated
                != set.ranges.stream()
                    .anyMatch(range -> range.low <= character && character <= range.high);
      };
    }
  }

  private record Range(int low, int high) {}

  /** Whether a text has characters that make it a pattern. */
  static boolean isPattern(String text) {
    return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  /**
   * Reads a pattern.
   *
   * @throws IncludeFailure {@code include.bad_glob} where it is malformed
   */
  static Glob parse(String pattern) throws IncludeFailure {
    return new Glob(new Reader(pattern).parts());
  }

  /** The one name that the pattern takes, where it has no pattern characters. */
  Optional<String> literal() {
    StringBuilder name = new StringBuilder();
    for (Part part : parts) {
      if (!(part instanceof Part.Only only)) {
        return Optional.empty();
      }
      name.appendCodePoint(only.character());
    }
    return Optional.of(name.toString());
  }

  /** Whether the pattern takes the whole name. */
  boolean matches(String name) {
    int[] characters = name.codePoints().toArray();
    int part = 0;
    int star = -1;
    int starAt = 0;
    int at = 0;
    while (at < characters.length) {
      if (part < parts.size() && parts.get(part) instanceof Part.Star) {
        star = part++;
        starAt = at;
      } else if (part < parts.size() && parts.get(part).takes(characters[at])) {
        part++;
        at++;
      } else if (star >= 0) {
        part = star + 1;
        at = ++starAt;
      } else {
        return false;
      }
    }
    while (part < parts.size() && parts.get(part) instanceof Part.Star) {
      part++;
    }
    return part == parts.size();
  }

  private static final class Reader {
    private final String pattern;
    private final int[] characters;
    private int at;

    Reader(String pattern) {
      this.pattern = pattern;
      this.characters = pattern.codePoints().toArray();
    }

    List<Part> parts() throws IncludeFailure {
      List<Part> parts = new ArrayList<>();
      while (at < characters.length) {
        parts.add(
            switch (characters[at]) {
              case '*' -> {
                at++;
                yield new Part.Star();
              }
              case '?' -> {
                at++;
                yield new Part.Any();
              }
              case '[' -> oneOf();
              default -> new Part.Only(character());
            });
      }
      return parts;
    }

    private Part oneOf() throws IncludeFailure {
      at++;
      boolean negated = at < characters.length && characters[at] == '^';
      if (negated) {
        at++;
      }
      List<Range> ranges = new ArrayList<>();
      while (at < characters.length && characters[at] != ']') {
        int low = member();
        int high = low;
        if (at < characters.length && characters[at] == '-') {
          at++;
          high = member();
        }
        ranges.add(new Range(low, high));
      }
      if (at == characters.length) {
        throw bad("\"[\" has no \"]\"");
      }
      if (ranges.isEmpty()) {
        throw bad("\"[]\" names no characters");
      }
      at++;
      return new Part.OneOf(negated, ranges);
    }

    private int member() throws IncludeFailure {
      if (at < characters.length && (characters[at] == '-' || characters[at] == ']')) {
        throw bad("a range in \"[…]\" lacks one end");
      }
      if (at == characters.length) {
        throw bad("\"[\" has no \"]\"");
      }
      return character();
    }

    private int character() throws IncludeFailure {
      if (characters[at] == '\\' && ++at == characters.length) {
        throw bad("the backslash at the end escapes nothing");
      }
      return characters[at++];
    }

    private IncludeFailure bad(String why) {
      return new IncludeFailure(
          "include.bad_glob", "the pattern \"" + pattern + "\" is malformed: " + why);
    }
  }
}
