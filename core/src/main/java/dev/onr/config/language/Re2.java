package dev.onr.config.language;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Compiles regular expressions in the syntax of RE2, which provider files are written in, with the
 * JDK's engine. What RE2 lacks is refused; where the two read a text differently, RE2 is followed.
 * Source: https://github.com/google/re2/wiki/Syntax.
 */
final class Re2 {
  private static final Pattern REPETITION = Pattern.compile("\\{[0-9]+(,[0-9]*)?}");
  private static final Pattern NAMED_CLASS = Pattern.compile("\\[:(\\^?)([a-z]+):]");

  private final String text;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private Re2(String text) {
    this.text = text;
  }

  /**
   * Compiles an expression.
   *
   * @throws PatternSyntaxException when it is none
   */
  static Pattern compile(String text) {
    return Pattern.compile(new Re2(text).translated());
  }

  private String translated() {
    while (at < text.length()) {
      switch (text.charAt(at)) {
        case '\\' -> escape();
        case '[' -> characterClass();
        case '(' -> group();
        case '{' -> brace();
        case '*', '+', '?' -> {
          copy(1);
          refusePossessive();
        }
        default -> copy(1);
      }
    }
    return out.toString();
  }

  private void escape() {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    if ((next >= '1' && next <= '9') || next == 'k') {
      throw refused("back references are not supported");
    }
    boolean property = next == 'p' || next == 'P';
    int close = text.indexOf('}', at);
    if ((property || next == 'x') && text.startsWith("{", at + 2) && close > 0) {
      copy(3);
      // Names of scripts, in contrast to those of categories, have a prefix in the JDK.
      out.append(property && close - at > 2 ? "Is" : "");
      copy(close + 1 - at);
    } else {
      copy(2);
    }
  }

  private void group() {
    if (text.startsWith("(?P<", at)) {
      out.append("(?<");
      at += 4;
      return;
    }
    for (String beyond : new String[] {"(?=", "(?!", "(?>", "(?<=", "(?<!"}) {
      if (text.startsWith(beyond, at)) {
        throw refused("look-around and atomic groups are not supported");
      }
    }
    copy(1);
  }

  /** A brace repeats what stands before it only where it holds numbers; else it is a character. */
  private void brace() {
    var repetition = REPETITION.matcher(text).region(at, text.length());
    if (repetition.lookingAt()) {
      copy(repetition.end() - at);
      refusePossessive();
    } else {
      out.append('\\');
      copy(1);
    }
  }

  private void refusePossessive() {
    if (text.startsWith("+", at)) {
      throw refused("possessive quantifiers are not supported");
    }
  }

  private void characterClass() {
    copy(1);
    if (text.startsWith("^", at)) {
      copy(1);
    }
    boolean first = true;
    while (at < text.length() && (first || text.charAt(at) != ']')) {
      first = false;
      switch (text.charAt(at)) {
        case '\\' -> escape();
        case '[' -> bracketInClass();
        case '&', ']', '^' -> {
          out.append('\\');
          copy(1);
        }
        default -> copy(1);
      }
    }
    copy(1);
  }

  private void bracketInClass() {
    var named = NAMED_CLASS.matcher(text).region(at, text.length());
    if (named.lookingAt()) {
      out.append(named.group(1).isEmpty() ? "\\p{" : "\\P{").append(javaName(named.group(2)));
      out.append('}');
      at = named.end();
    } else {
      out.append('\\');
      copy(1);
    }
  }

  private static String javaName(String name) {
    return switch (name) {
      case "ascii" -> "ASCII";
      case "xdigit" -> "XDigit";
      default -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    };
  }

  private void copy(int characters) {
    int end = Math.min(text.length(), at + characters);
    out.append(text, at, end);
    at = end;
  }

  private PatternSyntaxException refused(String description) {
    return new PatternSyntaxException(description, text, at);
  }
}
