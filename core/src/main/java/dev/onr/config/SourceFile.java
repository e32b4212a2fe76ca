package dev.onr.config;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One text that configuration was read from. It knows its lines, so that finding the line of an
 * offset costs a binary search.
 *
 * <p>Two source files are equal when they have the same name and the same text.
 */
public final class SourceFile {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final String name;
  private final String text;
  private final String origin;

  /** Offsets at which lines begin; the first is always 0. Lines end at LF. */
  private final int[] lineStarts;

  /** Found when first asked for: few files ever have a finding. */
  private @Nullable Set<String> secrets;

  /**
   * A text whose name also tells it apart from others.
   *
   * @param name how diagnostics call it: the path as the operator wrote it
   * @param text the whole text; a byte-order mark at its start is dropped
   */
  public SourceFile(String name, String text) {
    this(name, text, name);
  }

  /**
   * A text that may be reached under several names.
   *
   * @param name how diagnostics call it: the path as the operator wrote it
   * @param text the whole text; a byte-order mark at its start is dropped
   * @param origin the same for all names of one file, for example its real path; tells whether two
   *     definitions are one and the same
   */
  public SourceFile(String name, String text, String origin) {
    this.name = name;
    this.text = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    this.origin = origin;
    this.lineStarts = lineStarts(this.text);
  }

  /** How diagnostics call this file. */
  public String name() {
    return name;
  }

  /** The whole text, without a byte-order mark. */
  public String text() {
    return text;
  }

  /** A message about this text, with stars for what may be secret in it. */
  String withoutSecrets(String message) {
    Set<String> hidden = secrets;
    if (hidden == null) {
      hidden = SecretText.in(text);
      secrets = hidden;
    }
    String shown = message;
    for (String secret : hidden) {
      shown = shown.replace(secret, "***");
    }
    return shown;
  }

  /** The identity of the file behind the name; the name itself where nothing better is known. */
  public String origin() {
    return origin;
  }

  /** The number of lines; a text that ends with LF has an empty last one. */
  public int lineCount() {
    return lineStarts.length;
  }

  /** The 1-based line of a character offset; offsets past the end count as the end. */
  public int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, inside(offset));
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The 1-based column of a character offset, in Unicode characters; a tab counts as one. */
  public int column(int offset) {
    int at = inside(offset);
    return text.codePointCount(lineStarts[line(at) - 1], at) + 1;
  }

  /** The offset at which a 1-based line begins. */
  public int lineStart(int line) {
    return lineStarts[line - 1];
  }

  /** The text of a 1-based line, without its line end; empty for lines that do not exist. */
  public String lineText(int line) {
    if (line < 1 || line > lineStarts.length) {
      return "";
    }
    int end = line == lineStarts.length ? text.length() : lineStarts[line] - 1;
    int start = lineStarts[line - 1];
    return text.substring(start, end > start && text.charAt(end - 1) == '\r' ? end - 1 : end);
  }

  /** The place between two offsets. */
  public Span span(int start, int end) {
    return new Span(this, start, end);
  }

  private int inside(int offset) {
    return Math.clamp(offset, 0, text.length());
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = at + 1;
    }
    return Arrays.copyOf(starts, count);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof SourceFile that && name.equals(that.name) && text.equals(that.text));
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, text.length());
  }

  /** The name only: texts may be long. */
  @Override
  public String toString() {
    return "SourceFile[" + name + "]";
  }
}
