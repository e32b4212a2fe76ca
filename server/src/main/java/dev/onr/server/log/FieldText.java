package dev.onr.server.log;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How values are written in log lines. */
final class FieldText {
  /** Digits after the point of a fraction: enough for the price of a single cheap token. */
  private static final int DECIMALS = 12;

  private FieldText() {}

  /** Whether a value means nothing: blank text, or a number that is none. */
  static boolean isAbsent(Object value) {
    return switch (value) {
      case String text -> text.isBlank();
      case Double number -> !Double.isFinite(number);
      default -> false;
    };
  }

  /** Whether a value is the number zero. */
  static boolean isZero(Object value) {
    return value instanceof Number number && number.doubleValue() == 0;
  }

  /** Appends a text, boolean or number; a text that could be misread is quoted. */
  static void append(StringBuilder out, Object value) {
    switch (value) {
      case String text -> appendText(out, text);
      case Double number -> out.append(fixed(BigDecimal.valueOf(number)));
      case Float number -> out.append(fixed(BigDecimal.valueOf(number)));
      case BigDecimal number -> out.append(plain(number));
      default -> out.append(value);
    }
  }

  /** Appends a text: as it is where it is plain, quoted where it could be misread. */
  static void appendText(StringBuilder out, String text) {
    if (isPlain(text)) {
      out.append(text);
    } else {
      appendQuoted(out, text);
    }
  }

  /** All digits, no zeros at the end and never an exponent. */
  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Fixed notation, at most twelve decimals, no zeros at the end and never an exponent. */
  static String fixed(BigDecimal number) {
    BigDecimal rounded = number.setScale(DECIMALS, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** Appends a text in double quotes; what can't be seen is written as an escape. */
  static void appendQuoted(StringBuilder out, String text) {
    out.append('"');
    if (isPlain(text) && text.indexOf('\\') < 0) {
      out.append(text).append('"');
      return;
    }
    for (int i = 0; i < text.length(); ) {
      int each = text.codePointAt(i);
      appendEscaped(out, each);
      i += Character.charCount(each);
    }
    out.append('"');
  }

  private static void appendEscaped(StringBuilder out, int each) {
    switch (each) {
      case '"', '\\' -> out.append('\\').append((char) each);
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 0x07 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case 0x0b -> out.append("\\v");
      default -> {
        if (each == ' ' || isVisible(each)) {
          out.appendCodePoint(each);
        } else if (each <= 0x7f) {
          out.append(String.format("\\x%02x", each));
        } else if (each <= 0xffff) {
          out.append(String.format("\\u%04x", each));
        } else {
          out.append(String.format("\\U%08x", each));
        }
      }
    }
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '=' || each == '"' || each <= ' ' || each == 0x7f) {
        return false;
      }
      if (each > 0x7f) {
        return text.codePoints().allMatch(FieldText::isPlain);
      }
    }
    return true;
  }

  private static boolean isPlain(int each) {
    return each != '=' && each != '"' && isVisible(each);
  }

  /** Letters, marks, digits, punctuation, symbols: not blanks, controls, or direction marks. */
  private static boolean isVisible(int each) {
    if (each > ' ' && each < 0x7f) {
      return true;
    }
    return switch (Character.getType(each)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
