package dev.onr.server.log;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway says about itself, one line per event:
 *
 * <pre>[ONR] 2026/03/04 - 05:06:07 | INFO | reload | reload ok | source=signal …</pre>
 *
 * <p>Safe for use by several threads; every line is one write.
 */
public final class SystemLog {
  private final PrintStream out;
  private final Clock clock;
  private final boolean colour;
  private final LocalTimeText time;
  private volatile Level level;

  /**
   * @param out where lines go, as UTF-8
   * @param clock the time and the zone in which it is written
   * @param level lines below it are not written
   * @param colour whether the level's word is coloured
   */
  public SystemLog(PrintStream out, Clock clock, Level level, boolean colour) {
    this.out = out;
    this.clock = clock;
    this.level = level;
    this.colour = colour;
    this.time = new LocalTimeText(clock.getZone());
  }

  /**
   * A named value of a line.
   *
   * @param name without white space, or the field is left out
   * @param value a text, number or boolean; left out when null or blank
   */
  public record Field(String name, @Nullable Object value) {}

  /** A named value of a line; null and blank ones are left out. */
  public static Field field(String name, @Nullable Object value) {
    return new Field(name, value);
  }

  /** Changes from now on which lines are written. */
  public void limitTo(Level lowest) {
    level = lowest;
  }

  /** Whether lines of this level are written. */
  public boolean writes(Level which) {
    return which.compareTo(level) >= 0;
  }

  public void debug(Category category, String message, Field... fields) {
    log(Level.DEBUG, category, message, fields);
  }

  public void info(Category category, String message, Field... fields) {
    log(Level.INFO, category, message, fields);
  }

  public void warn(Category category, String message, Field... fields) {
    log(Level.WARN, category, message, fields);
  }

  public void error(Category category, String message, Field... fields) {
    log(Level.ERROR, category, message, fields);
  }

  /** Writes a line, fields sorted by name. */
  public void log(Level which, Category category, String message, Field... fields) {
    if (!writes(which)) {
      return;
    }
    StringBuilder line = new StringBuilder(160);
    synchronized (time) {
      line.append("[ONR] ").append(time.of(clock.instant())).append(" | ");
    }
    if (colour) {
      which.colour().paint(line, which.name());
    } else {
      line.append(which.name());
    }
    line.append(" | ").append(category.word()).append(" | ");
    appendMessage(line, message.strip());
    appendFields(line, fields);
    line.append('\n');
    out.print(line);
    out.flush();
  }

  /**
   * Writes lines of text as they are, for example diagnostics with their source lines, which would
   * be unreadable as a field.
   */
  public void text(Level which, String lines) {
    if (writes(which) && !lines.isBlank()) {
      out.print(lines.endsWith("\n") ? lines : lines + "\n");
      out.flush();
    }
  }

  private static void appendMessage(StringBuilder line, String message) {
    if (message.isEmpty()) {
      line.append('-');
      return;
    }
    for (int i = 0; i < message.length(); i++) {
      char each = message.charAt(i);
      switch (each) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> line.append(Character.isISOControl(each) ? '?' : each);
      }
    }
  }

  private static void appendFields(StringBuilder line, Field... fields) {
    String[] separator = {" | "};
    Arrays.stream(fields)
        .filter(each -> isName(each.name()))
        .sorted(Comparator.comparing(Field::name))
        .forEach(
            each -> {
              Object value = each.value();
              if (value == null) {
                return;
              }
              String text = textOf(value);
              if (!text.isEmpty()) {
                line.append(separator[0]).append(each.name()).append('=').append(text);
                separator[0] = " ";
              }
            });
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && name.codePoints().noneMatch(Character::isWhitespace);
  }

  private static String textOf(Object value) {
    return switch (value) {
      case Double number when Double.isFinite(number) -> shortest(Double.toString(number));
      case Float number when Float.isFinite(number) -> shortest(Float.toString(number));
      case BigDecimal number -> shortest(number.toString());
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> {
        StringBuilder text = new StringBuilder();
        FieldText.appendText(text, value.toString().strip());
        yield text.toString();
      }
    };
  }

  private static String shortest(String digits) {
    BigDecimal number = new BigDecimal(digits);
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
